-- Sums that tell less apart, for answers that need no more, and sums by what reports could not tell apart so far. All are folded by the same job in
-- the same transactions as those of 0036, so all are folded anew, minutes after this. A server of before knows fewer of them: it must not fold any
-- more, and cannot, since it does not say `folding`. What it reads stays right. Sums without a cut would be added to all rows: they go with it.
DELETE FROM report_cuts;
TRUNCATE report_sums, report_tries, report_open_tries, report_customer_sums;
ALTER TABLE report_cuts ADD COLUMN folding smallint NOT NULL CHECK (folding = 2);

-- Days of UTC beside hours and quarters: most of a month is read from whole days.
ALTER TABLE report_sums DROP CONSTRAINT report_sums_grain_check, ADD CHECK (grain IN (15, 60, 1440));
ALTER TABLE report_tries DROP CONSTRAINT report_tries_grain_check, ADD CHECK (grain IN (15, 60, 1440));

-- What report_sums holds, whatever was paid how, on which channel and to whom.
CREATE TABLE report_totals (
  tenant_id integer NOT NULL REFERENCES tenants (tenant_id),
  grain smallint NOT NULL CHECK (grain IN (15, 60, 1440)),
  bucket timestamptz NOT NULL,
  kind text COLLATE "C" NOT NULL CHECK (kind IN ('sale', 'refund', 'dispute')),
  currency text COLLATE "C" NOT NULL,
  settled_currency text COLLATE "C" NOT NULL,
  count bigint NOT NULL,
  amount bigint NOT NULL,
  settled bigint NOT NULL,
  fee bigint NOT NULL,
  PRIMARY KEY (tenant_id, grain, bucket, kind, currency, settled_currency)
);

-- What report_tries holds, in the same way.
CREATE TABLE report_try_totals (
  tenant_id integer NOT NULL REFERENCES tenants (tenant_id),
  grain smallint NOT NULL CHECK (grain IN (15, 60, 1440)),
  bucket timestamptz NOT NULL,
  outcome text COLLATE "C" NOT NULL,
  currency text COLLATE "C" NOT NULL,
  count bigint NOT NULL,
  amount bigint NOT NULL,
  PRIMARY KEY (tenant_id, grain, bucket, outcome, currency)
);

-- Movements by something that only some of them have: refunds by their reason (facet `reason`, its value empty where none was given), and payments by
-- the answer to a field of the place's own that has a list of choices (facet `field:` and its key).
CREATE TABLE report_facets (
  tenant_id integer NOT NULL REFERENCES tenants (tenant_id),
  grain smallint NOT NULL CHECK (grain IN (15, 60, 1440)),
  bucket timestamptz NOT NULL,
  facet text COLLATE "C" NOT NULL,
  value text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL CHECK (kind IN ('sale', 'refund', 'dispute')),
  currency text COLLATE "C" NOT NULL,
  settled_currency text COLLATE "C" NOT NULL,
  count bigint NOT NULL,
  amount bigint NOT NULL,
  settled bigint NOT NULL,
  fee bigint NOT NULL,
  PRIMARY KEY (tenant_id, facet, grain, bucket, value, kind, currency, settled_currency)
);

-- What was taken for sales of several things and given back of it, a row per ledger transaction: what it paid of the things depends on what was paid
-- of the sale before.
CREATE TABLE report_sale_movements (
  tenant_id integer NOT NULL REFERENCES tenants (tenant_id),
  transaction_id text COLLATE "C" NOT NULL,
  sale_id text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL CHECK (kind IN ('sale', 'refund')),
  -- When it happened, and when that was written.
  created timestamptz NOT NULL,
  written timestamptz NOT NULL,
  currency text COLLATE "C" NOT NULL,
  -- Below zero where it was given back.
  amount bigint NOT NULL,
  PRIMARY KEY (tenant_id, sale_id, written, transaction_id)
);
CREATE INDEX report_sale_movements_by_written ON report_sale_movements (tenant_id, written, transaction_id);

-- What was paid for each thing. `item` is a product's id, `line` for all that stands in no catalogue, or `tip`.
CREATE TABLE report_items (
  tenant_id integer NOT NULL REFERENCES tenants (tenant_id),
  grain smallint NOT NULL CHECK (grain IN (15, 60, 1440)),
  bucket timestamptz NOT NULL,
  item text COLLATE "C" NOT NULL,
  currency text COLLATE "C" NOT NULL,
  -- How many are paid for wholly, less those that were given back.
  quantity bigint NOT NULL,
  sold bigint NOT NULL,
  refunded bigint NOT NULL,
  PRIMARY KEY (tenant_id, grain, bucket, item, currency)
);

-- The taxes in it, less those in what was given back.
CREATE TABLE report_taxes (
  tenant_id integer NOT NULL REFERENCES tenants (tenant_id),
  grain smallint NOT NULL CHECK (grain IN (15, 60, 1440)),
  bucket timestamptz NOT NULL,
  tax_rate_id text COLLATE "C" NOT NULL,
  currency text COLLATE "C" NOT NULL,
  -- What the tax is taken on, without the tax itself.
  base bigint NOT NULL,
  tax bigint NOT NULL,
  PRIMARY KEY (tenant_id, grain, bucket, tax_rate_id, currency)
);

-- The list of payments that were not made by card, newest first. Most are, and are found by walking from the newest.
CREATE INDEX payment_intents_by_debit ON payment_intents (tenant_id, method_type, id) WHERE method_type IN ('sepa_debit', 'us_bank_account');

GRANT SELECT, INSERT, DELETE ON report_totals, report_try_totals, report_facets, report_sale_movements, report_items, report_taxes TO guichet_server;
GRANT UPDATE (count, amount, settled, fee) ON report_totals, report_facets TO guichet_server;
GRANT UPDATE (count, amount) ON report_try_totals TO guichet_server;
GRANT UPDATE (quantity, sold, refunded) ON report_items TO guichet_server;
GRANT UPDATE (base, tax) ON report_taxes TO guichet_server;
