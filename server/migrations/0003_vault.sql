-- Card numbers, sealed. The keys that open them lie outside of this database (server/src/vault/keyRing.ts).

CREATE TABLE vault_cards (
  tenant_id integer NOT NULL,
  id text COLLATE "C" NOT NULL CHECK (id LIKE 'vc\_%'),
  -- Number and expiry under AES-256-GCM, with a data key of this card's own.
  sealed bytea NOT NULL,
  -- The data key, wrapped by the key-encryption key `kek_id`. Only these two ever change: when cards move to a newer key.
  wrapped_key bytea NOT NULL,
  kek_id text COLLATE "C" NOT NULL,
  -- Equal for the same number within a tenant, worthless without the key that made it.
  fingerprint text COLLATE "C" NOT NULL CHECK (fingerprint ~ '^[0-9A-Za-z]{16}$'),
  created timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
-- Finds the cards that a newer key still has to take over.
CREATE INDEX vault_cards_by_kek ON vault_cards (kek_id);

-- Security codes live for 15 minutes at most. Unlogged: they are in no write-ahead log, no base backup and on no replica, and a crash of
-- PostgreSQL empties the tables. Dumps leave them out with --no-unlogged-table-data. Dead rows are cleared at once, not when many have gathered.
CREATE UNLOGGED TABLE security_codes (
  tenant_id integer NOT NULL,
  card_id text COLLATE "C" NOT NULL,
  sealed bytea NOT NULL,
  window_start timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, card_id)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20);
CREATE INDEX security_codes_by_expiry ON security_codes (expires_at);

-- The key of all codes that a tenant's servers take within one window of 15 minutes, wrapped. Once it is purged, no copy of a code opens.
CREATE UNLOGGED TABLE security_code_keys (
  tenant_id integer NOT NULL,
  window_start timestamptz NOT NULL,
  wrapped_key bytea NOT NULL,
  kek_id text COLLATE "C" NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, window_start)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20);

GRANT SELECT, INSERT ON vault_cards TO guichet_server;
GRANT UPDATE (wrapped_key, kek_id) ON vault_cards TO guichet_server;
GRANT SELECT, INSERT, UPDATE, DELETE ON security_codes TO guichet_server;
GRANT SELECT, INSERT, DELETE ON security_code_keys TO guichet_server;
