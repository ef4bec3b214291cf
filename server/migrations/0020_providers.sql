-- Through whom a place takes its payments: accounts at providers, in the order in which they are asked.

CREATE TABLE provider_accounts (
  tenant_id integer NOT NULL REFERENCES tenants (tenant_id),
  id text COLLATE "C" NOT NULL CHECK (id LIKE 'pacc\_%'),
  version integer NOT NULL CHECK (version > 0),
  -- How the provider is spoken to: a name of the server's registry.
  connector text COLLATE "C" NOT NULL,
  name text NOT NULL,
  -- Where it answers; null for the sandbox bank, whose address the server knows.
  base_url text CHECK (base_url ~* '^https?://'),
  -- The key that the provider gave, sealed; its last four characters tell staff which one it is.
  sealed bytea,
  wrapped_key bytea,
  kek_id text COLLATE "C",
  secret_last4 text,
  methods text[] NOT NULL CHECK (cardinality(methods) > 0),
  -- None: every currency.
  currencies text[] NOT NULL DEFAULT '{}',
  -- Those with smaller numbers are asked first.
  position integer NOT NULL,
  active boolean NOT NULL,
  created_by text NOT NULL,
  created timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  CHECK ((sealed IS NULL) = (wrapped_key IS NULL) AND (sealed IS NULL) = (kek_id IS NULL) AND (sealed IS NULL) = (secret_last4 IS NULL)),
  CHECK ((base_url IS NULL) = (sealed IS NULL))
);
-- Of the sandbox bank a place has one account, however many servers start at once.
CREATE UNIQUE INDEX provider_accounts_sandbox ON provider_accounts (tenant_id) WHERE connector = 'sandbox';
CREATE INDEX provider_accounts_by_kek ON provider_accounts (kek_id) WHERE kek_id IS NOT NULL;
GRANT SELECT, INSERT, UPDATE ON provider_accounts TO guichet_server;

-- The provider's own name for the authorisation, where later steps need it.
ALTER TABLE charges ADD COLUMN provider_reference text COLLATE "C";

-- A key may do what its maker could when it was made. One that could do everything there was may do what is new as well.
UPDATE api_keys SET permissions = permissions || ARRAY['providers.write']
  WHERE permissions @> ARRAY['activity.read', 'balance.read', 'customers.read', 'customers.write', 'disputes.write',
    'events.read', 'fiscal.manage', 'messages.read', 'payments.read', 'payments.write', 'payouts.read', 'payouts.write', 'records.write',
    'refunds.write', 'webhooks.read', 'webhooks.write'] AND NOT permissions @> ARRAY['providers.write'];
