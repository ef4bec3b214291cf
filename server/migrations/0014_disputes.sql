-- What comes after a payment: refunds that come back, disputes with their evidence, files, warnings of fraud.

ALTER TABLE refunds ADD COLUMN failure_balance_transaction_id text COLLATE "C";
ALTER TABLE refunds DROP CONSTRAINT refunds_status_check;
ALTER TABLE refunds ADD CONSTRAINT refunds_status_check CHECK (status IN ('pending', 'succeeded', 'failed', 'canceled'));

ALTER TABLE balance_transactions DROP CONSTRAINT balance_transactions_type_check;
ALTER TABLE balance_transactions ADD CONSTRAINT balance_transactions_type_check
  CHECK (type IN ('charge', 'payment', 'refund', 'refund_failure', 'adjustment', 'payout', 'payout_cancel', 'payout_failure'));

-- A charge's dispute, and how much of it disputes have taken back and not returned.
ALTER TABLE charges ADD COLUMN dispute_id text COLLATE "C";
ALTER TABLE charges ADD COLUMN disputed_amount bigint NOT NULL DEFAULT 0 CHECK (disputed_amount BETWEEN 0 AND amount_captured);

-- A payer says that a payment was wrong. Evidence is a draft until it is submitted.
CREATE TABLE disputes (
  tenant_id integer NOT NULL,
  id text COLLATE "C" NOT NULL CHECK (id LIKE 'dp\_%'),
  version integer NOT NULL CHECK (version > 0),
  charge_id text COLLATE "C" NOT NULL,
  payment_intent_id text COLLATE "C" NOT NULL,
  connector text COLLATE "C" NOT NULL,
  -- The provider's own name for it.
  provider_reference text COLLATE "C" NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0),
  currency text NOT NULL,
  reason text NOT NULL,
  network_reason_code text,
  -- The card's brand; null where it was no card.
  card_brand text,
  card_network text,
  status text NOT NULL CHECK (status IN ('warning_needs_response', 'warning_under_review', 'warning_closed', 'needs_response', 'under_review', 'won', 'lost')),
  evidence jsonb NOT NULL DEFAULT '{}',
  metadata jsonb NOT NULL DEFAULT '{}',
  due_by timestamptz,
  submission_count integer NOT NULL DEFAULT 0,
  -- The provider is being asked, so nothing else may be done to it meanwhile.
  answering boolean NOT NULL DEFAULT false,
  created timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, connector, provider_reference),
  FOREIGN KEY (tenant_id, charge_id) REFERENCES charges (tenant_id, id),
  FOREIGN KEY (tenant_id, payment_intent_id) REFERENCES payment_intents (tenant_id, id)
);
CREATE INDEX disputes_by_charge ON disputes (tenant_id, charge_id, id);
CREATE INDEX disputes_by_intent ON disputes (tenant_id, payment_intent_id, id);
CREATE INDEX disputes_by_created ON disputes (tenant_id, created, id);
CREATE INDEX disputes_to_answer ON disputes (tenant_id, due_by, id) WHERE status IN ('needs_response', 'warning_needs_response');

-- What is uploaded. It lies in the database, since several servers may serve one place, and is only handed out as a download.
CREATE TABLE files (
  tenant_id integer NOT NULL REFERENCES tenants,
  id text COLLATE "C" NOT NULL CHECK (id LIKE 'file\_%'),
  purpose text COLLATE "C" NOT NULL,
  filename text NOT NULL CHECK (length(filename) BETWEEN 1 AND 255),
  type text NOT NULL CHECK (type IN ('jpg', 'pdf', 'png')),
  size integer NOT NULL CHECK (size BETWEEN 1 AND 16777216),
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  created_by text NOT NULL,
  created timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX files_by_purpose ON files (tenant_id, purpose, id);

CREATE TABLE file_chunks (
  tenant_id integer NOT NULL,
  file_id text COLLATE "C" NOT NULL,
  position integer NOT NULL CHECK (position >= 0),
  bytes bytea NOT NULL CHECK (length(bytes) BETWEEN 1 AND 262144),
  PRIMARY KEY (tenant_id, file_id, position),
  FOREIGN KEY (tenant_id, file_id) REFERENCES files (tenant_id, id)
);

-- An issuer takes a charge for fraud, before anybody has disputed it.
CREATE TABLE early_fraud_warnings (
  tenant_id integer NOT NULL,
  id text COLLATE "C" NOT NULL CHECK (id LIKE 'issfr\_%'),
  charge_id text COLLATE "C" NOT NULL,
  payment_intent_id text COLLATE "C" NOT NULL,
  fraud_type text NOT NULL,
  created timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  -- A charge is warned of once.
  UNIQUE (tenant_id, charge_id),
  FOREIGN KEY (tenant_id, charge_id) REFERENCES charges (tenant_id, id),
  FOREIGN KEY (tenant_id, payment_intent_id) REFERENCES payment_intents (tenant_id, id)
);
CREATE INDEX early_fraud_warnings_by_intent ON early_fraud_warnings (tenant_id, payment_intent_id, id);

GRANT SELECT, INSERT, UPDATE ON disputes TO guichet_server;
GRANT SELECT, INSERT ON files, file_chunks, early_fraud_warnings TO guichet_server;

-- Keys that could do all that keys could do so far can answer disputes as well.
UPDATE api_keys SET permissions = permissions || '{disputes.write}'
  WHERE NOT permissions @> '{disputes.write}' AND permissions @> '{activity.read,balance.read,customers.read,customers.write,events.read,messages.read,payments.read,payments.write,refunds.write}';
