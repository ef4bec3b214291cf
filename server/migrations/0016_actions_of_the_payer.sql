-- What the payer has to do: prove to the issuer that the card is theirs (3-D Secure), for a payment or for a card to be kept.

ALTER TABLE payment_intents DROP CONSTRAINT payment_intents_status_check;
ALTER TABLE payment_intents ADD CONSTRAINT payment_intents_status_check CHECK (status IN
  ('requires_payment_method', 'requires_confirmation', 'requires_action', 'processing', 'requires_capture', 'succeeded', 'canceled'));
ALTER TABLE payment_intents ADD COLUMN next_action jsonb;

-- The networks that a co-badged card has, as its issuer told, and the one that its holder chose.
ALTER TABLE payment_methods ADD COLUMN networks jsonb;
ALTER TABLE payment_methods ADD COLUMN preferred_network text;

-- A card that is to be kept, and how far that has come. No money moves.
CREATE TABLE setup_intents (
  tenant_id integer NOT NULL REFERENCES tenants,
  id text COLLATE "C" NOT NULL,
  version integer NOT NULL CHECK (version > 0),
  status text NOT NULL CHECK (status IN
    ('requires_payment_method', 'requires_confirmation', 'requires_action', 'processing', 'succeeded', 'canceled')),
  usage text NOT NULL CHECK (usage IN ('on_session', 'off_session')),
  customer_id text COLLATE "C",
  payment_method_id text COLLATE "C",
  allowed_payment_method_types jsonb,
  payment_method_types jsonb NOT NULL,
  automatic_payment_methods jsonb,
  payment_method_options jsonb NOT NULL DEFAULT '{}',
  description text,
  metadata jsonb NOT NULL DEFAULT '{}',
  client_secret text NOT NULL,
  next_action jsonb,
  last_setup_error jsonb,
  latest_attempt_id text COLLATE "C",
  canceled_at timestamptz,
  cancellation_reason text,
  channel text NOT NULL,
  created_by text NOT NULL,
  created timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, customer_id) REFERENCES customers (tenant_id, id),
  FOREIGN KEY (tenant_id, payment_method_id) REFERENCES payment_methods (tenant_id, id)
);
CREATE INDEX setup_intents_by_customer ON setup_intents (tenant_id, customer_id, id) WHERE customer_id IS NOT NULL;
CREATE INDEX setup_intents_by_method ON setup_intents (tenant_id, payment_method_id, id) WHERE payment_method_id IS NOT NULL;
CREATE INDEX setup_intents_by_created ON setup_intents (tenant_id, created, id);

-- One try to set a card up. It has what the issuer said of the card.
CREATE TABLE setup_attempts (
  tenant_id integer NOT NULL,
  id text COLLATE "C" NOT NULL,
  setup_intent_id text COLLATE "C" NOT NULL,
  customer_id text COLLATE "C",
  payment_method_id text COLLATE "C" NOT NULL,
  status text NOT NULL CHECK (status IN ('requires_action', 'processing', 'succeeded', 'failed', 'abandoned')),
  usage text NOT NULL,
  card jsonb NOT NULL,
  setup_error jsonb,
  created timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, setup_intent_id) REFERENCES setup_intents (tenant_id, id),
  FOREIGN KEY (tenant_id, payment_method_id) REFERENCES payment_methods (tenant_id, id)
);
CREATE INDEX setup_attempts_by_intent ON setup_attempts (tenant_id, setup_intent_id, id);

-- An attempt may also ask whether a card is good. Then it belongs to a setup intent, and there is neither charge nor amount.
ALTER TABLE attempts ALTER COLUMN payment_intent_id DROP NOT NULL;
ALTER TABLE attempts ALTER COLUMN charge_id DROP NOT NULL;
ALTER TABLE attempts ADD COLUMN setup_intent_id text COLLATE "C";
ALTER TABLE attempts ADD CONSTRAINT attempts_setup_intent FOREIGN KEY (tenant_id, setup_intent_id) REFERENCES setup_intents (tenant_id, id);
ALTER TABLE attempts DROP CONSTRAINT attempts_kind_check;
ALTER TABLE attempts ADD CONSTRAINT attempts_kind_check CHECK (kind IN ('authorise', 'debit', 'capture', 'void', 'refund', 'verify'));
ALTER TABLE attempts DROP CONSTRAINT attempts_amount_check;
ALTER TABLE attempts ADD CONSTRAINT attempts_amount_check CHECK (CASE kind WHEN 'verify' THEN amount = 0 ELSE amount > 0 END);
ALTER TABLE attempts ADD CONSTRAINT attempts_subject_check CHECK (CASE kind
  WHEN 'verify' THEN setup_intent_id IS NOT NULL AND payment_intent_id IS NULL AND charge_id IS NULL
  ELSE setup_intent_id IS NULL AND payment_intent_id IS NOT NULL AND charge_id IS NOT NULL END);
CREATE UNIQUE INDEX attempts_one_open_setup ON attempts (tenant_id, setup_intent_id) WHERE resolved_at IS NULL AND setup_intent_id IS NOT NULL;

-- A payer who was sent to the issuer. `token` is what their way back is found by; nobody can guess it.
CREATE TABLE authentications (
  tenant_id integer NOT NULL,
  id text COLLATE "C" NOT NULL,
  token text COLLATE "C" NOT NULL,
  -- The attempt that the issuer answered by asking for the payer.
  attempt_id text COLLATE "C" NOT NULL,
  payment_intent_id text COLLATE "C",
  setup_intent_id text COLLATE "C",
  connector text NOT NULL,
  -- The provider's name for it, and where the payer proves themselves, below the provider's address.
  reference text NOT NULL,
  challenge_path text NOT NULL,
  -- The merchant's address for the payer afterwards.
  return_url text,
  -- open: the payer is asked; answered: the provider has told that it knows; used: its result was applied; superseded: it came to nothing.
  status text NOT NULL CHECK (status IN ('open', 'answered', 'used', 'superseded')),
  due timestamptz NOT NULL,
  created timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, attempt_id) REFERENCES attempts (tenant_id, id),
  FOREIGN KEY (tenant_id, payment_intent_id) REFERENCES payment_intents (tenant_id, id),
  FOREIGN KEY (tenant_id, setup_intent_id) REFERENCES setup_intents (tenant_id, id),
  CHECK ((payment_intent_id IS NULL) <> (setup_intent_id IS NULL))
);
CREATE UNIQUE INDEX authentications_by_token ON authentications (tenant_id, token);
CREATE UNIQUE INDEX authentications_by_attempt ON authentications (tenant_id, attempt_id);
CREATE INDEX authentications_by_payment ON authentications (tenant_id, payment_intent_id) WHERE payment_intent_id IS NOT NULL;
CREATE INDEX authentications_by_setup ON authentications (tenant_id, setup_intent_id) WHERE setup_intent_id IS NOT NULL;
CREATE INDEX authentications_answered ON authentications (due) WHERE status = 'answered';

-- What a page has gathered for one confirmation: the method, and where the payer goes afterwards.
CREATE TABLE confirmation_tokens (
  tenant_id integer NOT NULL,
  id text COLLATE "C" NOT NULL,
  payment_method_id text COLLATE "C" NOT NULL,
  return_url text,
  setup_future_usage text CHECK (setup_future_usage IN ('on_session', 'off_session')),
  shipping jsonb,
  payment_intent_id text COLLATE "C",
  setup_intent_id text COLLATE "C",
  created timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, payment_method_id) REFERENCES payment_methods (tenant_id, id)
);

-- Publishable keys are no secrets: they stand in merchants' pages, and are shown again and again.
ALTER TABLE api_keys DROP CONSTRAINT api_keys_type_check;
ALTER TABLE api_keys ADD CONSTRAINT api_keys_type_check CHECK (type IN ('secret', 'publishable'));
ALTER TABLE api_keys ADD COLUMN shown text;
ALTER TABLE api_keys ADD CONSTRAINT api_keys_shown_check CHECK ((type = 'publishable') = (shown IS NOT NULL));
-- At most one is in force, so that several servers that start at once make one.
CREATE UNIQUE INDEX api_keys_one_publishable ON api_keys (tenant_id) WHERE type = 'publishable' AND revoked_at IS NULL;

GRANT SELECT, INSERT ON setup_intents, setup_attempts, authentications, confirmation_tokens TO guichet_server;
GRANT UPDATE ON setup_intents TO guichet_server;
GRANT UPDATE (status, card, setup_error) ON setup_attempts TO guichet_server;
GRANT UPDATE (status, due) ON authentications TO guichet_server;
GRANT UPDATE (payment_intent_id, setup_intent_id) ON confirmation_tokens TO guichet_server;
