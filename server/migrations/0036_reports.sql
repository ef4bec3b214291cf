-- Sums that reports are read from. A job folds rows into them some minutes after they were written, and reports read the rest from the rows
-- themselves; so no payment writes here. Times are buckets of UTC: which place's day they belong to is decided when they are read.

-- Up to where a place is folded: postings written before `cut`, charges created before it. No row: nothing is folded yet, or all of it shall
-- be folded anew. Whoever folds locks it.
CREATE TABLE report_cuts (
  tenant_id integer NOT NULL REFERENCES tenants (tenant_id),
  source text COLLATE "C" NOT NULL CHECK (source IN ('movements', 'tries')),
  cut timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, source)
);

-- What was sold, given back and disputed. `grain` is the length of the bucket in minutes: hours, and quarters for zones whose days begin
-- between two hours. Each grain holds everything.
CREATE TABLE report_sums (
  tenant_id integer NOT NULL REFERENCES tenants (tenant_id),
  grain smallint NOT NULL CHECK (grain IN (15, 60)),
  bucket timestamptz NOT NULL,
  kind text COLLATE "C" NOT NULL CHECK (kind IN ('sale', 'refund', 'dispute')),
  -- In which it was sold, and in which it was or will be paid out.
  currency text COLLATE "C" NOT NULL,
  settled_currency text COLLATE "C" NOT NULL,
  method text COLLATE "C" NOT NULL,
  channel text COLLATE "C" NOT NULL,
  -- Who took the payment; empty for what programs made.
  staff text COLLATE "C" NOT NULL,
  -- What was taken back of refunds and disputes counts below zero.
  count bigint NOT NULL,
  amount bigint NOT NULL,
  settled bigint NOT NULL,
  -- In the settled currency.
  fee bigint NOT NULL,
  PRIMARY KEY (tenant_id, grain, bucket, kind, currency, settled_currency, method, channel, staff)
);

-- The same for each customer, by the hour and (grain 1) by the month of UTC, which most periods consist of.
CREATE TABLE report_customer_sums (
  tenant_id integer NOT NULL REFERENCES tenants (tenant_id),
  grain smallint NOT NULL CHECK (grain IN (1, 60)),
  bucket timestamptz NOT NULL,
  customer_id text COLLATE "C" NOT NULL,
  currency text COLLATE "C" NOT NULL,
  count bigint NOT NULL,
  amount bigint NOT NULL,
  refunded bigint NOT NULL,
  PRIMARY KEY (tenant_id, grain, bucket, customer_id, currency)
);

-- What was asked of issuers and banks, and what they answered: `outcome` is empty for yes, else the reason.
CREATE TABLE report_tries (
  tenant_id integer NOT NULL REFERENCES tenants (tenant_id),
  grain smallint NOT NULL CHECK (grain IN (15, 60)),
  bucket timestamptz NOT NULL,
  outcome text COLLATE "C" NOT NULL,
  currency text COLLATE "C" NOT NULL,
  method text COLLATE "C" NOT NULL,
  channel text COLLATE "C" NOT NULL,
  staff text COLLATE "C" NOT NULL,
  count bigint NOT NULL,
  amount bigint NOT NULL,
  PRIMARY KEY (tenant_id, grain, bucket, outcome, currency, method, channel, staff)
);

-- Charges before the cut that nobody had answered when it was made. They are counted once they are.
CREATE TABLE report_open_tries (
  tenant_id integer NOT NULL,
  charge_id text COLLATE "C" NOT NULL,
  PRIMARY KEY (tenant_id, charge_id),
  FOREIGN KEY (tenant_id, charge_id) REFERENCES charges (tenant_id, id)
);

-- What was counted in a person's drawer, and what should have been there. Never changed: who counts again adds a row.
CREATE TABLE drawer_closings (
  tenant_id integer NOT NULL REFERENCES tenants (tenant_id),
  id text COLLATE "C" NOT NULL CHECK (id LIKE 'drw\_%'),
  -- The place's day.
  day text COLLATE "C" NOT NULL CHECK (day ~ '^\d{4}-\d\d-\d\d$'),
  -- Whose drawer it is.
  staff text COLLATE "C" NOT NULL,
  currency text COLLATE "C" NOT NULL CHECK (currency ~ '^[a-z]{3}$'),
  -- What lay in it before the first sale.
  float_amount bigint NOT NULL CHECK (float_amount >= 0),
  counted bigint NOT NULL CHECK (counted >= 0),
  -- What the records said at that moment: taken less given back.
  recorded bigint NOT NULL,
  note text,
  counted_by text NOT NULL,
  created timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX drawer_closings_by_day ON drawer_closings (tenant_id, day, staff, id);

-- Keys that could do all that keys could do so far can do this as well.
UPDATE api_keys SET permissions = permissions || '{reports.read,reports.export}'
  WHERE NOT permissions @> '{reports.read}' AND permissions @> '{activity.read,balance.read,customers.read,customers.write,disputes.write,events.read,fiscal.manage,messages.read,payments.read,payments.write,payouts.read,payouts.write,records.write,refunds.write}';

GRANT SELECT, INSERT ON report_cuts, report_sums, report_customer_sums, report_tries, report_open_tries, drawer_closings TO guichet_server;
GRANT UPDATE (cut) ON report_cuts TO guichet_server;
GRANT UPDATE (count, amount, settled, fee) ON report_sums TO guichet_server;
GRANT UPDATE (count, amount, refunded) ON report_customer_sums TO guichet_server;
GRANT UPDATE (count, amount) ON report_tries TO guichet_server;
GRANT DELETE ON report_sums, report_customer_sums, report_tries, report_open_tries TO guichet_server;
