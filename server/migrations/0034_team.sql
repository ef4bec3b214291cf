-- Who may do what: own roles with what they see and how much they may move, invitations, and what waits for a second person.

-- A role that a place made for itself. It belongs to the account, as members do, and is never deleted: the log names it.
CREATE TABLE staff_roles (
  account text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
  permissions text[] NOT NULL,
  own_payments boolean NOT NULL,
  hides_contacts boolean NOT NULL,
  -- Minor units of the place's default currency; null where there is no ceiling.
  ceiling_charge bigint CHECK (ceiling_charge >= 0),
  ceiling_refund bigint CHECK (ceiling_refund >= 0),
  ceiling_day bigint CHECK (ceiling_day >= 0),
  created timestamptz NOT NULL,
  deleted timestamptz,
  PRIMARY KEY (account, id)
);
CREATE UNIQUE INDEX staff_roles_by_name ON staff_roles (account, lower(name)) WHERE deleted IS NULL;

-- An older server finds no permissions for the role `own`, and lets its holders do nothing until it is replaced.
ALTER TABLE members DROP CONSTRAINT members_role_check;
ALTER TABLE members ADD CONSTRAINT members_role_check CHECK (role IN ('owner', 'admin', 'manager', 'cashier', 'analyst', 'developer', 'own'));
ALTER TABLE members ADD COLUMN own_role text COLLATE "C";
ALTER TABLE members ADD CONSTRAINT members_own_role_check CHECK ((role = 'own') = (own_role IS NOT NULL));
ALTER TABLE members ADD CONSTRAINT members_own_role_fkey FOREIGN KEY (account, own_role) REFERENCES staff_roles (account, id);

-- Somebody who was asked to work here. The link that was mailed is made of id, serial and a MAC with a key outside of the database, so that
-- nothing in here opens a door; sending it again raises the serial, and the link before is worth nothing.
CREATE TABLE invitations (
  account text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  email text NOT NULL CHECK (email ~ '^[!-~]{3,254}$'),
  role text NOT NULL CHECK (role IN ('owner', 'admin', 'manager', 'cashier', 'analyst', 'developer', 'own')),
  own_role text COLLATE "C",
  language text NOT NULL CHECK (language IN ('en', 'fr', 'it')),
  serial integer NOT NULL CHECK (serial > 0),
  invited_by text NOT NULL,
  created timestamptz NOT NULL,
  expires timestamptz NOT NULL,
  accepted timestamptz,
  accepted_by text,
  revoked timestamptz,
  PRIMARY KEY (account, id),
  FOREIGN KEY (account, own_role) REFERENCES staff_roles (account, id),
  CHECK ((role = 'own') = (own_role IS NOT NULL)),
  CHECK ((accepted IS NULL) = (accepted_by IS NULL)),
  CHECK (accepted IS NULL OR revoked IS NULL)
);
CREATE UNIQUE INDEX invitations_open ON invitations (account, email) WHERE accepted IS NULL AND revoked IS NULL;

-- An invitation is a message like a receipt, about no payment.
ALTER TABLE messages DROP CONSTRAINT messages_kind_check;
ALTER TABLE messages ADD CONSTRAINT messages_kind_check CHECK (kind IN ('receipt', 'refund', 'invitation'));
ALTER TABLE messages ALTER COLUMN payment_intent_id DROP NOT NULL;
ALTER TABLE messages ALTER COLUMN charge_id DROP NOT NULL;
ALTER TABLE messages ADD CONSTRAINT messages_payment_check
  CHECK ((kind = 'invitation') = (payment_intent_id IS NULL) AND (payment_intent_id IS NULL) = (charge_id IS NULL));

-- A key sees no more and moves no more than who made it.
ALTER TABLE api_keys ADD COLUMN own_payments boolean NOT NULL DEFAULT false;
ALTER TABLE api_keys ADD COLUMN hides_contacts boolean NOT NULL DEFAULT false;
ALTER TABLE api_keys ADD COLUMN ceiling_charge bigint CHECK (ceiling_charge >= 0);
ALTER TABLE api_keys ADD COLUMN ceiling_refund bigint CHECK (ceiling_refund >= 0);
ALTER TABLE api_keys ADD COLUMN ceiling_day bigint CHECK (ceiling_day >= 0);

-- What somebody with a ceiling for the day has taken, payment by payment. Whether a payment counts is read off the payment itself: what was
-- declined or cancelled does not. Nobody else has rows here.
CREATE TABLE ceiling_uses (
  tenant_id integer NOT NULL,
  actor_id text COLLATE "C" NOT NULL,
  day date NOT NULL,
  source_id text COLLATE "C" NOT NULL,
  amount bigint NOT NULL CHECK (amount >= 0),
  PRIMARY KEY (tenant_id, actor_id, day, source_id)
);

GRANT SELECT, INSERT ON staff_roles, invitations, ceiling_uses TO guichet_server;
GRANT UPDATE (name, permissions, own_payments, hides_contacts, ceiling_charge, ceiling_refund, ceiling_day, deleted) ON staff_roles TO guichet_server;
GRANT UPDATE (serial, expires, accepted, accepted_by, revoked) ON invitations TO guichet_server;
GRANT UPDATE (amount) ON ceiling_uses TO guichet_server;
GRANT UPDATE (role, own_role), DELETE ON members TO guichet_server;
