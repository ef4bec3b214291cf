-- Of which days a provider's own records were compared with ours, and what came of it. Of each day the last time stands.
CREATE TABLE reconciliations (
  tenant_id integer NOT NULL REFERENCES tenants (tenant_id),
  -- By what name attempts keep the account at the provider.
  provider text COLLATE "C" NOT NULL,
  -- The place's day.
  day text COLLATE "C" NOT NULL CHECK (day ~ '^\d{4}-\d\d-\d\d$'),
  -- What was read there: from a moment until before another, which is not after `ran`.
  read_from timestamptz NOT NULL,
  read_until timestamptz NOT NULL CHECK (read_until <= ran),
  ran timestamptz NOT NULL,
  looked integer NOT NULL CHECK (looked >= 0),
  resolved integer NOT NULL CHECK (resolved >= 0),
  unresolved integer NOT NULL CHECK (unresolved >= 0),
  PRIMARY KEY (tenant_id, provider, day)
);

GRANT SELECT, INSERT, UPDATE (read_from, read_until, ran, looked, resolved, unresolved) ON reconciliations TO guichet_server;
