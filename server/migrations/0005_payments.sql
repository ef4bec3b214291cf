-- Customers, payment methods, and the way of a charge: intents, attempts, charges, refunds.

CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gin;

CREATE TABLE customers (
  tenant_id integer NOT NULL REFERENCES tenants,
  id text COLLATE "C" NOT NULL,
  version integer NOT NULL CHECK (version > 0),
  name text,
  email text,
  phone text,
  description text,
  address jsonb,
  shipping jsonb,
  preferred_locales jsonb NOT NULL DEFAULT '[]',
  default_payment_method text COLLATE "C",
  metadata jsonb NOT NULL DEFAULT '{}',
  -- Name, e-mail and phone in lower case, without accents: what the search at the counter reads.
  search_text text NOT NULL DEFAULT '',
  deleted boolean NOT NULL DEFAULT false,
  created timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX customers_by_email ON customers (tenant_id, email, id);
CREATE INDEX customers_search ON customers USING gin (tenant_id, search_text gin_trgm_ops) WHERE NOT deleted;

CREATE TABLE payment_methods (
  tenant_id integer NOT NULL,
  id text COLLATE "C" NOT NULL,
  version integer NOT NULL CHECK (version > 0),
  customer_id text COLLATE "C",
  card_id text COLLATE "C" NOT NULL,
  brand text NOT NULL,
  last4 text NOT NULL CHECK (last4 ~ '^[0-9]{4}$'),
  bin text NOT NULL,
  exp_month smallint NOT NULL CHECK (exp_month BETWEEN 1 AND 12),
  exp_year smallint NOT NULL,
  fingerprint text COLLATE "C" NOT NULL,
  -- What only the issuer knows, null until a provider has told.
  country text,
  funding text,
  checks jsonb,
  -- The network's id of the first payment: with it the issuer recognises later ones without the customer.
  network_transaction_id text,
  billing_details jsonb NOT NULL,
  metadata jsonb NOT NULL DEFAULT '{}',
  allow_redisplay text NOT NULL DEFAULT 'unspecified',
  created timestamptz NOT NULL,
  attached timestamptz,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, customer_id) REFERENCES customers (tenant_id, id),
  FOREIGN KEY (tenant_id, card_id) REFERENCES vault_cards (tenant_id, id)
);
CREATE INDEX payment_methods_by_customer ON payment_methods (tenant_id, customer_id, id) WHERE customer_id IS NOT NULL;
CREATE INDEX payment_methods_by_last4 ON payment_methods (tenant_id, last4) WHERE customer_id IS NOT NULL;

-- A card that the page encrypted, waiting for the one request that uses it.
CREATE TABLE card_tokens (
  tenant_id integer NOT NULL REFERENCES tenants,
  id text COLLATE "C" NOT NULL,
  card_id text COLLATE "C" NOT NULL,
  brand text NOT NULL,
  last4 text NOT NULL,
  bin text NOT NULL,
  exp_month smallint NOT NULL,
  exp_year smallint NOT NULL,
  fingerprint text COLLATE "C" NOT NULL,
  created timestamptz NOT NULL,
  used timestamptz,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, card_id) REFERENCES vault_cards (tenant_id, id)
);
CREATE INDEX card_tokens_by_age ON card_tokens (created);

-- That a cardholder agreed to keep a card: who noted it, when, on which channel, in which words.
CREATE TABLE card_consents (
  tenant_id integer NOT NULL,
  id text COLLATE "C" NOT NULL,
  payment_method_id text COLLATE "C" NOT NULL,
  customer_id text COLLATE "C" NOT NULL,
  channel text NOT NULL,
  language text NOT NULL,
  wording text NOT NULL,
  noted_by text NOT NULL,
  created timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, payment_method_id) REFERENCES payment_methods (tenant_id, id),
  FOREIGN KEY (tenant_id, customer_id) REFERENCES customers (tenant_id, id)
);
CREATE INDEX card_consents_by_customer ON card_consents (tenant_id, customer_id, id);

CREATE TABLE payment_intents (
  tenant_id integer NOT NULL REFERENCES tenants,
  id text COLLATE "C" NOT NULL,
  version integer NOT NULL CHECK (version > 0),
  status text NOT NULL CHECK (status IN ('requires_payment_method', 'requires_confirmation', 'processing', 'requires_capture', 'succeeded', 'canceled')),
  amount bigint NOT NULL CHECK (amount > 0),
  currency text NOT NULL,
  amount_capturable bigint NOT NULL DEFAULT 0 CHECK (amount_capturable BETWEEN 0 AND amount),
  amount_received bigint NOT NULL DEFAULT 0 CHECK (amount_received BETWEEN 0 AND amount),
  capture_method text NOT NULL,
  confirmation_method text NOT NULL,
  customer_id text COLLATE "C",
  payment_method_id text COLLATE "C",
  latest_charge_id text COLLATE "C",
  payment_method_types jsonb NOT NULL,
  -- The types that a request allowed, as the wire shows them again; `payment_method_types` are those of them that are taken here.
  allowed_payment_method_types jsonb,
  automatic_payment_methods jsonb,
  payment_method_options jsonb NOT NULL DEFAULT '{}',
  setup_future_usage text,
  description text,
  metadata jsonb NOT NULL DEFAULT '{}',
  receipt_email text,
  shipping jsonb,
  statement_descriptor text,
  statement_descriptor_suffix text,
  client_secret text NOT NULL,
  last_payment_error jsonb,
  canceled_at timestamptz,
  cancellation_reason text,
  channel text NOT NULL,
  created_by text NOT NULL,
  created timestamptz NOT NULL,
  -- What the terminal's list shows and filters by, kept here so that a page of it reads one table.
  view_status text NOT NULL,
  amount_refunded bigint NOT NULL DEFAULT 0 CHECK (amount_refunded BETWEEN 0 AND amount),
  card_brand text,
  card_last4 text,
  decline_code text,
  search_text text NOT NULL DEFAULT '',
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, customer_id) REFERENCES customers (tenant_id, id),
  FOREIGN KEY (tenant_id, payment_method_id) REFERENCES payment_methods (tenant_id, id)
);
CREATE INDEX payment_intents_by_customer ON payment_intents (tenant_id, customer_id, id) WHERE customer_id IS NOT NULL;
CREATE INDEX payment_intents_by_created ON payment_intents (tenant_id, created, id);
CREATE INDEX payment_intents_by_status ON payment_intents (tenant_id, view_status, id);
CREATE INDEX payment_intents_by_channel ON payment_intents (tenant_id, channel, id);
CREATE INDEX payment_intents_by_creator ON payment_intents (tenant_id, created_by, id);
CREATE INDEX payment_intents_by_amount ON payment_intents (tenant_id, amount, id);
CREATE INDEX payment_intents_by_last4 ON payment_intents (tenant_id, card_last4, id) WHERE card_last4 IS NOT NULL;
CREATE INDEX payment_intents_search ON payment_intents USING gin (tenant_id, search_text gin_trgm_ops) WHERE search_text <> '';

CREATE TABLE charges (
  tenant_id integer NOT NULL,
  id text COLLATE "C" NOT NULL,
  version integer NOT NULL CHECK (version > 0),
  payment_intent_id text COLLATE "C" NOT NULL,
  -- The reference of the authorisation at the provider, which captures, voids and refunds name.
  authorisation text COLLATE "C" NOT NULL,
  connector text NOT NULL,
  status text NOT NULL CHECK (status IN ('succeeded', 'pending', 'failed')),
  amount bigint NOT NULL CHECK (amount > 0),
  currency text NOT NULL,
  amount_captured bigint NOT NULL DEFAULT 0 CHECK (amount_captured BETWEEN 0 AND amount),
  -- Includes refunds that the provider has not answered yet, so that two at once cannot exceed what was paid.
  amount_refunded bigint NOT NULL DEFAULT 0 CHECK (amount_refunded BETWEEN 0 AND amount_captured),
  captured boolean NOT NULL,
  customer_id text COLLATE "C",
  payment_method_id text COLLATE "C" NOT NULL,
  fingerprint text COLLATE "C" NOT NULL,
  last4 text NOT NULL,
  card jsonb NOT NULL,
  billing_details jsonb NOT NULL,
  outcome jsonb NOT NULL,
  failure_code text,
  failure_message text,
  decline_code text,
  balance_transaction_id text COLLATE "C",
  capture_before timestamptz,
  description text,
  metadata jsonb NOT NULL DEFAULT '{}',
  receipt_email text,
  shipping jsonb,
  statement_descriptor text,
  statement_descriptor_suffix text,
  fraud_details jsonb NOT NULL DEFAULT '{}',
  created_by text NOT NULL,
  created timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, authorisation),
  FOREIGN KEY (tenant_id, payment_intent_id) REFERENCES payment_intents (tenant_id, id),
  FOREIGN KEY (tenant_id, customer_id) REFERENCES customers (tenant_id, id),
  FOREIGN KEY (tenant_id, payment_method_id) REFERENCES payment_methods (tenant_id, id),
  CHECK (captured = (amount_captured > 0)),
  CHECK ((status = 'failed') = (failure_code IS NOT NULL))
);
CREATE INDEX charges_by_intent ON charges (tenant_id, payment_intent_id, id);
CREATE INDEX charges_by_customer ON charges (tenant_id, customer_id, id) WHERE customer_id IS NOT NULL;
CREATE INDEX charges_by_card ON charges (tenant_id, fingerprint, amount, created);
CREATE INDEX charges_by_last4 ON charges (tenant_id, last4, id);
CREATE INDEX charges_by_created ON charges (tenant_id, created, id);

CREATE TABLE refunds (
  tenant_id integer NOT NULL,
  id text COLLATE "C" NOT NULL,
  version integer NOT NULL CHECK (version > 0),
  charge_id text COLLATE "C" NOT NULL,
  payment_intent_id text COLLATE "C" NOT NULL,
  status text NOT NULL CHECK (status IN ('pending', 'succeeded', 'failed')),
  amount bigint NOT NULL CHECK (amount > 0),
  currency text NOT NULL,
  reason text,
  failure_reason text,
  metadata jsonb NOT NULL DEFAULT '{}',
  balance_transaction_id text COLLATE "C",
  created_by text NOT NULL,
  created timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, charge_id) REFERENCES charges (tenant_id, id),
  FOREIGN KEY (tenant_id, payment_intent_id) REFERENCES payment_intents (tenant_id, id)
);
CREATE INDEX refunds_by_charge ON refunds (tenant_id, charge_id, id);
CREATE INDEX refunds_by_intent ON refunds (tenant_id, payment_intent_id, id);
CREATE INDEX refunds_by_created ON refunds (tenant_id, created, id);

-- One thing that a provider was asked to do. Its id is the reference that the provider sees. It is stored as `sent` before anything is
-- asked, so that whatever happens afterwards, the provider can be asked again what became of it.
CREATE TABLE attempts (
  tenant_id integer NOT NULL,
  id text COLLATE "C" NOT NULL,
  kind text NOT NULL CHECK (kind IN ('authorise', 'capture', 'void', 'refund')),
  connector text NOT NULL,
  status text NOT NULL CHECK (status IN ('sent', 'unknown', 'pending', 'approved', 'declined', 'failed')),
  payment_intent_id text COLLATE "C" NOT NULL,
  -- What the outcome will be applied to and the caller who waits for it.
  charge_id text COLLATE "C" NOT NULL,
  refund_id text COLLATE "C",
  payment_method_id text COLLATE "C",
  amount bigint NOT NULL CHECK (amount > 0),
  currency text NOT NULL,
  details jsonb NOT NULL DEFAULT '{}',
  actor jsonb NOT NULL,
  request_id text COLLATE "C" NOT NULL,
  idempotency_key text COLLATE "C",
  sent_at timestamptz NOT NULL,
  -- From then on whoever finds the attempt open may resolve it.
  resolve_after timestamptz NOT NULL,
  tries integer NOT NULL DEFAULT 0,
  -- Set before a reversal of the attempt's reference is sent. From then on only what the reversal brought may close the attempt: an
  -- approval that was on its way meanwhile may be undone at the provider already.
  reversal_sent boolean NOT NULL DEFAULT false,
  resolved_at timestamptz,
  outcome jsonb,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, payment_intent_id) REFERENCES payment_intents (tenant_id, id),
  CHECK ((status IN ('sent', 'unknown', 'pending')) = (resolved_at IS NULL))
);
CREATE INDEX attempts_by_intent ON attempts (tenant_id, payment_intent_id, id);
CREATE INDEX attempts_open ON attempts (resolve_after) WHERE resolved_at IS NULL;
-- At most one thing at a time is done to a payment; refunds may run side by side, the charge's own check bounds them.
CREATE UNIQUE INDEX attempts_one_open ON attempts (tenant_id, payment_intent_id) WHERE resolved_at IS NULL AND kind <> 'refund';

-- What moved the balance with a provider. The id is that of the ledger transaction that carries its postings.
CREATE TABLE balance_transactions (
  tenant_id integer NOT NULL,
  id text COLLATE "C" NOT NULL,
  type text NOT NULL CHECK (type IN ('charge', 'refund', 'refund_failure')),
  source text COLLATE "C" NOT NULL,
  amount bigint NOT NULL,
  fee bigint NOT NULL,
  currency text NOT NULL,
  description text,
  available_on timestamptz NOT NULL,
  created timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, id) REFERENCES ledger_transactions (tenant_id, id)
);
CREATE INDEX balance_transactions_by_source ON balance_transactions (tenant_id, source, id);

GRANT SELECT, INSERT, UPDATE ON customers, payment_methods, card_tokens, payment_intents, charges, refunds, attempts TO guichet_server;
GRANT DELETE ON card_tokens TO guichet_server;
GRANT SELECT, INSERT ON card_consents, balance_transactions TO guichet_server;
