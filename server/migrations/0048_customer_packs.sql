-- The sums of customers of one hour or month in one row, as a few bytes each: a month of a large place is hundreds of thousands of them, and to add
-- up as many rows takes half a second. They say what the rows of their bucket say, and nothing else: whoever changes such a row notes its bucket as
-- unpacked in the same transaction, and reports then read its rows until it is packed anew.
CREATE TABLE report_customer_packs (
  tenant_id integer NOT NULL REFERENCES tenants (tenant_id),
  grain smallint NOT NULL CHECK (grain IN (1, 60)),
  bucket timestamptz NOT NULL,
  currency text COLLATE "C" NOT NULL,
  -- What its customers come to together, for whoever verifies.
  count bigint NOT NULL,
  amount bigint NOT NULL,
  refunded bigint NOT NULL,
  -- `customerPack.rules.ts` says how.
  body bytea NOT NULL,
  PRIMARY KEY (tenant_id, grain, bucket, currency)
) WITH (toast_tuple_target = 8160);
-- They are as small as can be already, and are read by the hundred.
ALTER TABLE report_customer_packs ALTER COLUMN body SET STORAGE EXTERNAL, ALTER COLUMN body SET STATISTICS 0;

CREATE TABLE report_customer_unpacked (
  tenant_id integer NOT NULL REFERENCES tenants (tenant_id),
  grain smallint NOT NULL CHECK (grain IN (1, 60)),
  bucket timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, grain, bucket)
);

-- The short numbers that packs call customers by.
CREATE TABLE report_customer_numbers (
  tenant_id integer NOT NULL REFERENCES tenants (tenant_id),
  number integer NOT NULL CHECK (number > 0),
  customer_id text COLLATE "C" NOT NULL,
  PRIMARY KEY (tenant_id, number),
  UNIQUE (tenant_id, customer_id)
);

INSERT INTO report_customer_unpacked SELECT DISTINCT tenant_id, grain, bucket FROM report_customer_sums;

-- A server of before notes nothing as unpacked: it cannot fold any more, since it says another `folding`. What it reads stays right.
ALTER TABLE report_cuts DROP CONSTRAINT report_cuts_folding_check;
UPDATE report_cuts SET folding = 3;
ALTER TABLE report_cuts ADD CHECK (folding = 3);

GRANT SELECT, INSERT, DELETE ON report_customer_packs, report_customer_unpacked TO guichet_server;
GRANT UPDATE (count, amount, refunded, body) ON report_customer_packs TO guichet_server;
GRANT SELECT, INSERT ON report_customer_numbers TO guichet_server;
