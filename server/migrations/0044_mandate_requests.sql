-- A payer who is asked by mail to allow debits of an account on their file. What opens the link is stored nowhere: a MAC over the id and how
-- often it was sent.
--
--   open ──the payer agrees──▶ accepted, with a mandate
--     ├──staff withdraw it, or ask anew──▶ revoked
--     └──14 days──▶ expired; sending it again opens it for 14 more
CREATE TABLE mandate_requests (
  tenant_id integer NOT NULL,
  id text COLLATE "C" NOT NULL,
  payment_method_id text COLLATE "C" NOT NULL,
  -- Null after its customer was erased.
  email text,
  language text NOT NULL CHECK (language IN ('en', 'fr', 'it')),
  -- How often it was sent; only the newest link is good.
  serial integer NOT NULL CHECK (serial > 0),
  -- The person or key that asked.
  asked_by text NOT NULL,
  created timestamptz NOT NULL,
  sent timestamptz NOT NULL,
  expires timestamptz NOT NULL,
  revoked timestamptz,
  -- What came of it.
  mandate_id text COLLATE "C",
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, payment_method_id) REFERENCES payment_methods (tenant_id, id),
  FOREIGN KEY (tenant_id, mandate_id) REFERENCES mandates (tenant_id, id),
  CHECK (expires > sent),
  CHECK (revoked IS NULL OR mandate_id IS NULL)
);
-- One open request per account: asking again takes the place of the one before.
CREATE UNIQUE INDEX mandate_requests_open ON mandate_requests (tenant_id, payment_method_id) WHERE revoked IS NULL AND mandate_id IS NULL;
CREATE INDEX mandate_requests_by_payment_method ON mandate_requests (tenant_id, payment_method_id, id);

GRANT SELECT, INSERT ON mandate_requests TO guichet_server;
GRANT UPDATE (email, serial, sent, expires, revoked, mandate_id) ON mandate_requests TO guichet_server;

-- It is a message like an invitation, about no payment; so is the word to owners that one of them was let in anew.
ALTER TABLE messages DROP CONSTRAINT messages_kind_check;
ALTER TABLE messages ADD CONSTRAINT messages_kind_check CHECK (kind IN ('receipt', 'refund', 'invitation', 'mandate_request', 'owner_reset'));
ALTER TABLE messages DROP CONSTRAINT messages_payment_check;
ALTER TABLE messages ADD CONSTRAINT messages_payment_check
  CHECK ((kind IN ('invitation', 'mandate_request', 'owner_reset')) = (payment_intent_id IS NULL) AND (payment_intent_id IS NULL) = (charge_id IS NULL));
