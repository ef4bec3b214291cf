-- Places, object versions, events, and the keys that make requests repeatable.
-- The role guichet_server exists before this runs. It may never change or delete what is immutable here: the grants say so.

-- A merchant account in one mode (test or live). `tenant_id` stands first in every key of payment, customer and ledger tables.
CREATE TABLE tenants (
  tenant_id integer PRIMARY KEY,
  account text COLLATE "C" NOT NULL,
  livemode boolean NOT NULL,
  business_name text NOT NULL CHECK (length(business_name) BETWEEN 1 AND 200),
  country text NOT NULL CHECK (country ~ '^[A-Z]{2}$'),
  default_currency text NOT NULL CHECK (default_currency ~ '^[a-z]{3}$'),
  time_zone text NOT NULL,
  created timestamptz NOT NULL,
  UNIQUE (account, livemode)
);

-- An object as the wire shows it, stored once per change, compressed and immutable. Events and stored replies point here.
CREATE TABLE object_versions (
  tenant_id integer NOT NULL,
  object_id text COLLATE "C" NOT NULL,
  version integer NOT NULL CHECK (version > 0),
  body bytea NOT NULL,
  created timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, object_id, version)
);

CREATE TABLE events (
  tenant_id integer NOT NULL,
  id text COLLATE "C" NOT NULL,
  type text NOT NULL,
  object_id text COLLATE "C" NOT NULL,
  object_version integer NOT NULL,
  -- The values that an update replaced, as the wire's `previous_attributes`.
  previous_attributes jsonb,
  request_id text COLLATE "C",
  idempotency_key text COLLATE "C",
  created timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, object_id, object_version) REFERENCES object_versions (tenant_id, object_id, version)
);
CREATE INDEX events_by_type ON events (tenant_id, type, id);
CREATE INDEX events_by_object ON events (tenant_id, object_id, object_version);

-- `running` from the first transaction of a request until the one that stores its reply.
CREATE TABLE idempotency_keys (
  tenant_id integer NOT NULL,
  key text COLLATE "C" NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
  request_hash bytea NOT NULL,
  request_id text COLLATE "C" NOT NULL,
  created timestamptz NOT NULL,
  reply_status smallint,
  -- The reply is a stored object version, or a body of its own (an error, an expanded object): deflated JSON.
  reply_object_id text COLLATE "C",
  reply_object_version integer,
  reply_body bytea,
  PRIMARY KEY (tenant_id, key),
  CHECK ((reply_status IS NULL) = (reply_object_id IS NULL AND reply_body IS NULL)),
  CHECK (reply_object_id IS NULL OR reply_body IS NULL),
  CHECK ((reply_object_id IS NULL) = (reply_object_version IS NULL))
);
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created);

GRANT USAGE ON SCHEMA public TO guichet_server;
GRANT SELECT, INSERT ON tenants TO guichet_server;
GRANT UPDATE (business_name, country, default_currency, time_zone) ON tenants TO guichet_server;
GRANT SELECT, INSERT, DELETE ON object_versions, events TO guichet_server;
GRANT SELECT, INSERT, UPDATE, DELETE ON idempotency_keys TO guichet_server;
