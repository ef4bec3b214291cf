-- Payments that staff record: cash, cheques, transfers, whatever else was taken elsewhere. A record is the sum of its reports. Reports are
-- only ever added: what turns out wrong is given back by a report that says so.

CREATE TABLE payment_records (
  tenant_id integer NOT NULL REFERENCES tenants,
  id text COLLATE "C" NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0),
  currency text NOT NULL CHECK (currency ~ '^[a-z]{3}$'),
  customer_presence text CHECK (customer_presence IN ('on_session', 'off_session')),
  -- How it was first reported to be paid; what lists are narrowed by.
  method text NOT NULL CHECK (method IN ('cash', 'cheque', 'bank_transfer', 'other')),
  channel text NOT NULL CHECK (channel IN ('api', 'phone', 'email', 'mail', 'fax', 'in_person')),
  created timestamptz NOT NULL,
  created_by text NOT NULL,
  -- The place's calendar day, as its zone was when the record was made.
  day text COLLATE "C" NOT NULL CHECK (day ~ '^\d{4}-\d\d-\d\d$'),
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX payment_records_by_day ON payment_records (tenant_id, day, id);
CREATE INDEX payment_records_by_staff ON payment_records (tenant_id, created_by, id);

-- How many reports a record has: the row that is locked while one is added, and the version of the wire's object.
CREATE TABLE payment_record_heads (
  tenant_id integer NOT NULL,
  id text COLLATE "C" NOT NULL,
  sequence integer NOT NULL CHECK (sequence > 0),
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, id) REFERENCES payment_records (tenant_id, id)
);

CREATE TABLE payment_record_reports (
  tenant_id integer NOT NULL,
  payment_record_id text COLLATE "C" NOT NULL,
  sequence integer NOT NULL CHECK (sequence > 0),
  kind text NOT NULL CHECK (kind IN ('attempt', 'guaranteed', 'failed', 'canceled', 'refunded', 'informational')),
  -- The attempt that is reported on.
  attempt_id text COLLATE "C" NOT NULL,
  method text NOT NULL CHECK (method IN ('cash', 'cheque', 'bank_transfer', 'other')),
  currency text NOT NULL CHECK (currency ~ '^[a-z]{3}$'),
  -- Of the debt that is settled or taken up again; 0 where no money moves.
  amount bigint NOT NULL CHECK (amount >= 0),
  -- What changed hands: the amount as coins can make it up.
  amount_moved bigint NOT NULL CHECK (amount_moved >= 0),
  amount_tendered bigint,
  -- A reference of the outside: a cheque's number, a transfer's, a refund's.
  reference text,
  reason text,
  -- When it happened, as it was reported; `created` is when the report was written.
  at timestamptz NOT NULL,
  created timestamptz NOT NULL,
  created_by text NOT NULL,
  channel text NOT NULL,
  day text COLLATE "C" NOT NULL CHECK (day ~ '^\d{4}-\d\d-\d\d$'),
  data jsonb NOT NULL,
  PRIMARY KEY (tenant_id, payment_record_id, sequence),
  FOREIGN KEY (tenant_id, payment_record_id) REFERENCES payment_records (tenant_id, id),
  CHECK ((kind IN ('guaranteed', 'refunded')) = (amount > 0)),
  CHECK (amount_tendered >= amount_moved)
);
CREATE INDEX payment_record_attempts ON payment_record_reports (tenant_id, attempt_id);
-- What a person took and gave back on a day: the basis for counting a drawer.
CREATE INDEX payment_record_movements ON payment_record_reports (tenant_id, day, created_by) WHERE kind IN ('guaranteed', 'refunded');
-- A refund that is reported twice under one reference is one refund.
CREATE UNIQUE INDEX payment_record_refund_references ON payment_record_reports (tenant_id, reference) WHERE kind = 'refunded' AND reference IS NOT NULL;

-- What a report says about a person, kept apart so that it can be erased while the report stays.
CREATE TABLE payment_record_persons (
  tenant_id integer NOT NULL,
  payment_record_id text COLLATE "C" NOT NULL,
  sequence integer NOT NULL,
  data jsonb NOT NULL,
  PRIMARY KEY (tenant_id, payment_record_id, sequence),
  FOREIGN KEY (tenant_id, payment_record_id, sequence) REFERENCES payment_record_reports (tenant_id, payment_record_id, sequence)
);

GRANT SELECT, INSERT ON payment_records, payment_record_reports TO guichet_server;
GRANT SELECT, INSERT, UPDATE (sequence) ON payment_record_heads TO guichet_server;
GRANT SELECT, INSERT, DELETE ON payment_record_persons TO guichet_server;

-- The record of the till. `content` is the text that was signed; what stands beside it only finds it again.
CREATE TABLE fiscal_lines (
  tenant_id integer NOT NULL REFERENCES tenants,
  sequence bigint NOT NULL CHECK (sequence > 0),
  kind text NOT NULL CHECK (kind IN ('opened', 'received', 'returned', 'day_closed', 'month_closed', 'year_closed')),
  day text COLLATE "C" NOT NULL CHECK (day ~ '^\d{4}-\d\d-\d\d$'),
  source text COLLATE "C",
  content text NOT NULL,
  signature bytea NOT NULL CHECK (length(signature) = 64),
  PRIMARY KEY (tenant_id, sequence)
);
CREATE INDEX fiscal_lines_by_source ON fiscal_lines (tenant_id, source, sequence) WHERE source IS NOT NULL;

-- Where each tenant's chain ends. Its lock orders the lines.
CREATE TABLE fiscal_heads (
  tenant_id integer NOT NULL REFERENCES tenants,
  sequence bigint NOT NULL CHECK (sequence >= 0),
  hash text NOT NULL CHECK (length(hash) = 64),
  key_id text COLLATE "C" NOT NULL,
  at timestamptz NOT NULL,
  day text,
  open_day text,
  open_month text,
  open_year text,
  open_from jsonb NOT NULL,
  totals jsonb NOT NULL,
  PRIMARY KEY (tenant_id)
);

CREATE TABLE fiscal_closings (
  tenant_id integer NOT NULL,
  id text COLLATE "C" NOT NULL,
  period text COLLATE "C" NOT NULL CHECK (period IN ('day', 'month', 'year')),
  name text COLLATE "C" NOT NULL,
  sequence bigint NOT NULL,
  created timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  -- No period is closed twice.
  UNIQUE (tenant_id, period, name),
  FOREIGN KEY (tenant_id, sequence) REFERENCES fiscal_lines (tenant_id, sequence)
);

GRANT SELECT, INSERT ON fiscal_lines, fiscal_closings TO guichet_server;
GRANT SELECT, INSERT, UPDATE (sequence, hash, key_id, at, day, open_day, open_month, open_year, open_from, totals) ON fiscal_heads TO guichet_server;

-- A key may do what its maker could when it was made. One that could do everything there was may do what is new as well.
UPDATE api_keys SET permissions = permissions || ARRAY['fiscal.manage', 'records.write']
  WHERE permissions @> ARRAY['activity.read', 'balance.read', 'customers.read', 'customers.write', 'events.read', 'messages.read', 'payments.read',
    'payments.write', 'refunds.write'] AND NOT permissions @> ARRAY['records.write'];
