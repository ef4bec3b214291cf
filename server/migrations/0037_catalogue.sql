-- What a place sells, how it is asked for at the counter, and what was sold together.

CREATE TABLE tax_rates (
  tenant_id integer NOT NULL REFERENCES tenants (tenant_id),
  id text COLLATE "C" NOT NULL CHECK (id LIKE 'txr\_%'),
  version integer NOT NULL CHECK (version > 0),
  active boolean NOT NULL,
  display_name text NOT NULL,
  -- The percentage in ten-thousandths: 19.6 % are 196000.
  rate integer NOT NULL CHECK (rate BETWEEN 0 AND 1000000),
  inclusive boolean NOT NULL,
  country text,
  state text,
  jurisdiction text,
  tax_type text,
  description text,
  metadata jsonb NOT NULL,
  created timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id)
);

CREATE TABLE products (
  tenant_id integer NOT NULL REFERENCES tenants (tenant_id),
  id text COLLATE "C" NOT NULL CHECK (id LIKE 'prod\_%'),
  version integer NOT NULL CHECK (version > 0),
  active boolean NOT NULL,
  name text NOT NULL,
  description text,
  images jsonb NOT NULL,
  shippable boolean,
  statement_descriptor text,
  unit_label text,
  url text,
  -- One of its own prices. No foreign key: a product and its first price are made together, each naming the other.
  default_price_id text COLLATE "C",
  -- What the counter adds to it; the wire has no field for that.
  tax_rate_id text COLLATE "C",
  metadata jsonb NOT NULL,
  deleted boolean NOT NULL,
  created timestamptz NOT NULL,
  updated timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, tax_rate_id) REFERENCES tax_rates (tenant_id, id)
);
ALTER TABLE products ALTER COLUMN images SET STATISTICS 0;

CREATE TABLE prices (
  tenant_id integer NOT NULL REFERENCES tenants (tenant_id),
  id text COLLATE "C" NOT NULL CHECK (id LIKE 'price\_%'),
  version integer NOT NULL CHECK (version > 0),
  product_id text COLLATE "C" NOT NULL,
  active boolean NOT NULL,
  currency text NOT NULL CHECK (currency ~ '^[a-z]{3}$'),
  unit_amount bigint NOT NULL CHECK (unit_amount >= 0),
  tax_behavior text NOT NULL CHECK (tax_behavior IN ('exclusive', 'inclusive', 'unspecified')),
  nickname text,
  lookup_key text,
  metadata jsonb NOT NULL,
  created timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, product_id) REFERENCES products (tenant_id, id)
);
CREATE INDEX prices_by_product ON prices (tenant_id, product_id, id);
CREATE UNIQUE INDEX prices_by_lookup_key ON prices (tenant_id, lookup_key) WHERE lookup_key IS NOT NULL;

-- A sale that is made often, prepared.
CREATE TABLE presets (
  tenant_id integer NOT NULL REFERENCES tenants (tenant_id),
  id text COLLATE "C" NOT NULL CHECK (id LIKE 'pset\_%'),
  name text NOT NULL,
  -- What it fills in at the counter.
  content jsonb NOT NULL,
  uses bigint NOT NULL CHECK (uses >= 0),
  deleted boolean NOT NULL,
  created timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
ALTER TABLE presets ALTER COLUMN content SET STATISTICS 0;

-- What a place asks for at its counter besides. The answers are metadata of the payment.
CREATE TABLE own_fields (
  tenant_id integer NOT NULL REFERENCES tenants (tenant_id),
  id text COLLATE "C" NOT NULL CHECK (id LIKE 'field\_%'),
  -- Under which name the answer stands in the metadata; of those in use no two are the same.
  key text NOT NULL CHECK (key ~ '^[a-z][a-z0-9_]{0,39}$'),
  label text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('text', 'order_number', 'purchase_order', 'postcode', 'choice')),
  choices text[] NOT NULL,
  -- On which channels it is asked for; none are all.
  channels text[] NOT NULL,
  required boolean NOT NULL,
  printable boolean NOT NULL,
  position integer NOT NULL CHECK (position >= 0),
  deleted boolean NOT NULL,
  created timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX own_fields_by_key ON own_fields (tenant_id, key) WHERE NOT deleted;

-- What was sold together, and paid in one part or several. The parts name the sale in their metadata, as `guichet_sale`: what was paid is theirs to
-- say, so that a payment and its share in the sale can never be told apart by a crash.
CREATE TABLE sales (
  tenant_id integer NOT NULL REFERENCES tenants (tenant_id),
  id text COLLATE "C" NOT NULL CHECK (id LIKE 'sale\_%'),
  currency text NOT NULL CHECK (currency ~ '^[a-z]{3}$'),
  amount bigint NOT NULL CHECK (amount > 0),
  -- Lines, taxes and tip as they were worked out when the sale was made.
  content jsonb NOT NULL,
  -- Into how many equal parts it is paid; null where each part has its own amount.
  parts integer CHECK (parts BETWEEN 2 AND 99),
  customer_id text COLLATE "C",
  description text,
  channel text NOT NULL,
  created timestamptz NOT NULL,
  created_by text NOT NULL,
  canceled timestamptz,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, customer_id) REFERENCES customers (tenant_id, id)
);
ALTER TABLE sales ALTER COLUMN content SET STATISTICS 0;
CREATE INDEX payment_records_of_sale ON payment_record_reports (tenant_id, (data->'metadata'->>'guichet_sale'))
  WHERE data->'metadata'->>'guichet_sale' IS NOT NULL;

GRANT SELECT, INSERT, UPDATE ON tax_rates, products, prices, presets, own_fields TO guichet_server;
GRANT SELECT, INSERT, UPDATE (canceled) ON sales TO guichet_server;

-- A key may do what its maker could when it was made. One that could do everything there was may do what is new as well.
UPDATE api_keys SET permissions = permissions || ARRAY['fields.write', 'presets.write', 'products.read', 'products.write']
  WHERE permissions @> ARRAY['activity.read', 'balance.read', 'customers.read', 'customers.write', 'events.read', 'messages.read', 'payments.read',
    'payments.write', 'records.write', 'refunds.write'] AND NOT permissions @> ARRAY['products.read'];
