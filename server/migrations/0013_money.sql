-- Settlement currencies, exchange rates, what balance transactions carry of a conversion, bank accounts and payouts.

-- Units of a currency for one unit of the source's base, as the source wrote them. They belong to no tenant, and are never changed.
CREATE TABLE exchange_rates (
  source text COLLATE "C" NOT NULL CHECK (source IN ('ecb')),
  day text COLLATE "C" NOT NULL CHECK (day ~ '^\d{4}-\d{2}-\d{2}$'),
  currency text COLLATE "C" NOT NULL CHECK (currency ~ '^[a-z]{3}$'),
  -- Exact decimal text; never a binary number.
  rate text COLLATE "C" NOT NULL CHECK (rate ~ '^\d+(\.\d+)?$'),
  PRIMARY KEY (source, day, currency)
);

-- What a place has decided about settlement. Without a row: the default currency, in test mode eur and usd as well, and 2 %.
CREATE TABLE settlement_terms (
  tenant_id integer PRIMARY KEY REFERENCES tenants,
  currencies text[] NOT NULL,
  margin_basis_points integer NOT NULL CHECK (margin_basis_points BETWEEN 0 AND 2000),
  -- Null: rates of any age will do.
  max_rate_age_days integer CHECK (max_rate_age_days BETWEEN 1 AND 3650),
  updated timestamptz NOT NULL
);

ALTER TABLE balance_transactions DROP CONSTRAINT balance_transactions_type_check;
ALTER TABLE balance_transactions ADD CONSTRAINT balance_transactions_type_check CHECK (
  type IN ('charge', 'payment', 'refund', 'refund_failure', 'adjustment', 'payout', 'payout_cancel', 'payout_failure')
);
-- The parts of the fee, which sum to it. Null on rows that an older server wrote: then the fee is one part.
ALTER TABLE balance_transactions ADD COLUMN fee_details jsonb;
-- What the payer was charged, where that is another currency than the one that is settled in; and the rates, as exact text.
ALTER TABLE balance_transactions ADD COLUMN presented_amount bigint;
ALTER TABLE balance_transactions ADD COLUMN presented_currency text;
ALTER TABLE balance_transactions ADD COLUMN conversion jsonb;
ALTER TABLE balance_transactions ADD CONSTRAINT balance_transactions_conversion_check CHECK (
  (presented_amount IS NULL) = (conversion IS NULL) AND (presented_currency IS NULL) = (conversion IS NULL)
);

-- Money that is on its way to being available, until listeners have been told that it is.
CREATE TABLE balance_dues (
  tenant_id integer NOT NULL,
  transaction_id text COLLATE "C" NOT NULL,
  available_on timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, transaction_id),
  FOREIGN KEY (tenant_id, transaction_id) REFERENCES ledger_transactions (tenant_id, id)
);
CREATE INDEX balance_dues_by_time ON balance_dues (available_on);

-- Where a place is paid to. The number is sealed as cards are, with a data key of its own.
CREATE TABLE bank_accounts (
  tenant_id integer NOT NULL REFERENCES tenants,
  id text COLLATE "C" NOT NULL CHECK (id LIKE 'ba\_%'),
  kind text NOT NULL CHECK (kind IN ('iban', 'us')),
  currency text COLLATE "C" NOT NULL,
  country text NOT NULL,
  -- The name that the bank has for the account's holder.
  holder_name text NOT NULL,
  routing_number text,
  last4 text NOT NULL CHECK (last4 ~ '^[0-9A-Z]{4}$'),
  sealed bytea NOT NULL,
  wrapped_key bytea NOT NULL,
  kek_id text COLLATE "C" NOT NULL,
  fingerprint text COLLATE "C" NOT NULL,
  default_for_currency boolean NOT NULL,
  created_by text NOT NULL,
  created timestamptz NOT NULL,
  deleted timestamptz,
  PRIMARY KEY (tenant_id, id),
  CHECK (deleted IS NULL OR NOT default_for_currency)
);
CREATE UNIQUE INDEX bank_accounts_default ON bank_accounts (tenant_id, currency) WHERE default_for_currency;
CREATE UNIQUE INDEX bank_accounts_number ON bank_accounts (tenant_id, currency, fingerprint) WHERE deleted IS NULL;
CREATE INDEX bank_accounts_by_kek ON bank_accounts (kek_id);

-- When a place is paid out by itself. Without a row: never. Whoever takes money out of the balance locks this row first, so that two at
-- once cannot take the same money; so it is made before the first payout.
CREATE TABLE payout_schedules (
  tenant_id integer PRIMARY KEY REFERENCES tenants,
  frequency text NOT NULL CHECK (frequency IN ('manual', 'daily', 'weekly', 'monthly')),
  -- 1 is Monday.
  weekday smallint CHECK (weekday BETWEEN 1 AND 7),
  month_day smallint CHECK (month_day BETWEEN 1 AND 31),
  -- So many days money stays available before it is paid out by itself.
  delay_days smallint NOT NULL CHECK (delay_days BETWEEN 0 AND 90),
  -- The place's day on which this was decided: earlier days are not made up for.
  since_day text COLLATE "C" NOT NULL,
  CHECK ((frequency = 'weekly') = (weekday IS NOT NULL)),
  CHECK ((frequency = 'monthly') = (month_day IS NOT NULL))
);

CREATE TABLE payouts (
  tenant_id integer NOT NULL REFERENCES tenants,
  -- Also the reference that the provider sees.
  id text COLLATE "C" NOT NULL CHECK (id LIKE 'po\_%'),
  version integer NOT NULL CHECK (version > 0),
  status text NOT NULL CHECK (status IN ('pending', 'in_transit', 'paid', 'failed', 'canceled')),
  amount bigint NOT NULL CHECK (amount > 0),
  currency text COLLATE "C" NOT NULL,
  -- A reversal takes a payout back from the account to which it went.
  original_payout_id text COLLATE "C",
  reversed_by_id text COLLATE "C",
  bank_account_id text COLLATE "C" NOT NULL,
  connector text NOT NULL,
  automatic boolean NOT NULL,
  -- The place's day for which the schedule made it.
  schedule_day text COLLATE "C",
  description text,
  statement_descriptor text,
  metadata jsonb NOT NULL DEFAULT '{}',
  arrival_date timestamptz NOT NULL,
  failure_code text,
  failure_message text,
  balance_transaction_id text COLLATE "C",
  failure_balance_transaction_id text COLLATE "C",
  -- Set, and committed, before the provider is asked: from then on it cannot be cancelled.
  sent_at timestamptz,
  -- From then on whoever finds it may send it, and once it is sent ask what became of that; null when the provider has answered.
  ask_after timestamptz,
  tries integer NOT NULL DEFAULT 0,
  created_by text NOT NULL,
  created timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, bank_account_id) REFERENCES bank_accounts (tenant_id, id),
  FOREIGN KEY (tenant_id, original_payout_id) REFERENCES payouts (tenant_id, id),
  CHECK ((schedule_day IS NOT NULL) = automatic),
  CHECK (status <> 'pending' OR failure_code IS NULL)
);
CREATE UNIQUE INDEX payouts_of_day ON payouts (tenant_id, currency, schedule_day) WHERE schedule_day IS NOT NULL;
CREATE UNIQUE INDEX payouts_reversal ON payouts (tenant_id, original_payout_id) WHERE original_payout_id IS NOT NULL AND status <> 'failed';
CREATE INDEX payouts_by_status ON payouts (tenant_id, status, id);
CREATE INDEX payouts_by_account ON payouts (tenant_id, bank_account_id, id);
CREATE INDEX payouts_open ON payouts (ask_after) WHERE ask_after IS NOT NULL;

-- That the schedule has been followed for a day: also where there was nothing to pay.
CREATE TABLE payout_runs (
  tenant_id integer NOT NULL REFERENCES tenants,
  day text COLLATE "C" NOT NULL,
  ran timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, day)
);

-- Keys that could do all that keys could do so far can do this as well.
UPDATE api_keys SET permissions = permissions || '{payouts.read,payouts.write}'
  WHERE NOT permissions @> '{payouts.write}' AND permissions @> '{activity.read,balance.read,customers.read,customers.write,events.read,messages.read,payments.read,payments.write,refunds.write}';

GRANT SELECT, INSERT ON exchange_rates, payout_runs TO guichet_server;
GRANT SELECT, INSERT, UPDATE ON settlement_terms, payout_schedules, payouts TO guichet_server;
GRANT SELECT, INSERT, DELETE ON balance_dues TO guichet_server;
GRANT SELECT, INSERT ON bank_accounts TO guichet_server;
GRANT UPDATE (default_for_currency, deleted, wrapped_key, kek_id) ON bank_accounts TO guichet_server;
