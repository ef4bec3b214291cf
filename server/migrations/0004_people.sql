-- Persons and their sign-in, members, API keys, and the activity log with its seals.
-- Sign-in tables are not sharded: a person is found by e-mail and a key by its hash before a tenant is known.

-- better-auth's tables as its `compileMigrations` gives them for our settings, put into a schema of their own. A test compares them.
CREATE SCHEMA auth;

CREATE TABLE auth."user" (
  "id" text NOT NULL PRIMARY KEY,
  "name" text NOT NULL,
  "email" text NOT NULL UNIQUE,
  "emailVerified" boolean NOT NULL,
  "image" text,
  "createdAt" timestamptz DEFAULT CURRENT_TIMESTAMP NOT NULL,
  "updatedAt" timestamptz DEFAULT CURRENT_TIMESTAMP NOT NULL,
  "language" text NOT NULL CHECK ("language" IN ('en', 'fr', 'it'))
);

CREATE TABLE auth."session" (
  "id" text NOT NULL PRIMARY KEY,
  "expiresAt" timestamptz NOT NULL,
  "token" text NOT NULL UNIQUE,
  "createdAt" timestamptz DEFAULT CURRENT_TIMESTAMP NOT NULL,
  "updatedAt" timestamptz NOT NULL,
  "ipAddress" text,
  "userAgent" text,
  "userId" text NOT NULL REFERENCES auth."user" ("id") ON DELETE CASCADE,
  "startedAt" timestamptz DEFAULT CURRENT_TIMESTAMP NOT NULL,
  "lastActiveAt" timestamptz DEFAULT CURRENT_TIMESTAMP NOT NULL
);
CREATE INDEX "session_userId_idx" ON auth."session" ("userId");
CREATE INDEX session_by_activity ON auth."session" ("lastActiveAt");

CREATE TABLE auth."account" (
  "id" text NOT NULL PRIMARY KEY,
  "accountId" text NOT NULL,
  "providerId" text NOT NULL,
  "userId" text NOT NULL REFERENCES auth."user" ("id") ON DELETE CASCADE,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  "scope" text,
  "password" text,
  "createdAt" timestamptz DEFAULT CURRENT_TIMESTAMP NOT NULL,
  "updatedAt" timestamptz NOT NULL
);
CREATE INDEX "account_userId_idx" ON auth."account" ("userId");

CREATE TABLE auth."verification" (
  "id" text NOT NULL PRIMARY KEY,
  "identifier" text NOT NULL,
  "value" text NOT NULL,
  "expiresAt" timestamptz NOT NULL,
  "createdAt" timestamptz DEFAULT CURRENT_TIMESTAMP NOT NULL,
  "updatedAt" timestamptz DEFAULT CURRENT_TIMESTAMP NOT NULL
);
CREATE INDEX "verification_identifier_idx" ON auth."verification" ("identifier");

-- Wrong passwords per e-mail address since the last right one, also for addresses that nobody has. The address is kept as a keyed hash:
-- people type passwords into that field, too.
CREATE TABLE sign_in_tries (
  email_hash bytea PRIMARY KEY CHECK (length(email_hash) = 32),
  tries integer NOT NULL CHECK (tries > 0),
  locked_until timestamptz,
  last_try timestamptz NOT NULL
);
CREATE INDEX sign_in_tries_by_age ON sign_in_tries (last_try);

-- One row, made here: who sets the place up locks it, so that two who do so at once make one account.
CREATE TABLE set_up (
  id smallint PRIMARY KEY CHECK (id = 1),
  account text COLLATE "C",
  tenant_id integer REFERENCES tenants (tenant_id),
  completed timestamptz,
  CHECK ((completed IS NULL) = (account IS NULL) AND (completed IS NULL) = (tenant_id IS NULL))
);
INSERT INTO set_up (id) VALUES (1);

CREATE TABLE members (
  account text COLLATE "C" NOT NULL,
  user_id text NOT NULL REFERENCES auth."user" ("id"),
  role text NOT NULL CHECK (role IN ('owner', 'admin', 'manager', 'cashier', 'analyst', 'developer')),
  created timestamptz NOT NULL,
  PRIMARY KEY (account, user_id)
);
CREATE INDEX members_by_user ON members (user_id);

CREATE TABLE api_keys (
  tenant_id integer NOT NULL REFERENCES tenants (tenant_id),
  id text COLLATE "C" NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  type text NOT NULL CHECK (type IN ('secret')),
  -- Keyed hash of the secret. Unique in the whole place: the tenant is found by it.
  hash bytea NOT NULL UNIQUE CHECK (length(hash) = 32),
  last4 text NOT NULL CHECK (length(last4) = 4),
  -- Never more than its maker had when it was made.
  permissions text[] NOT NULL,
  created timestamptz NOT NULL,
  created_by text REFERENCES auth."user" ("id"),
  last_used_at timestamptz,
  revoked_at timestamptz,
  PRIMARY KEY (tenant_id, id)
);

-- A line per action of a person or key. Persons' names, addresses and the like stand beside, in activity_personal; `personal` holds their
-- salted digests by name, so that erasing them breaks no seal.
CREATE TABLE activity_lines (
  tenant_id integer NOT NULL REFERENCES tenants (tenant_id),
  id text COLLATE "C" NOT NULL,
  at timestamptz NOT NULL,
  actor_kind text NOT NULL CHECK (actor_kind IN ('person', 'key', 'system')),
  actor_id text COLLATE "C" NOT NULL,
  -- What a key or the system is called; a person's name is personal.
  actor_name text CHECK (actor_kind <> 'person' OR actor_name IS NULL),
  action text NOT NULL CHECK (length(action) BETWEEN 1 AND 100),
  target text COLLATE "C",
  details jsonb NOT NULL,
  personal jsonb NOT NULL,
  PRIMARY KEY (tenant_id, id)
);

CREATE TABLE activity_personal (
  tenant_id integer NOT NULL,
  line_id text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  salt bytea NOT NULL CHECK (length(salt) = 16),
  value text NOT NULL,
  PRIMARY KEY (tenant_id, line_id, name),
  FOREIGN KEY (tenant_id, line_id) REFERENCES activity_lines (tenant_id, id)
);

-- A link of the chain: the lines that were new when it was made, their digests (32 bytes each, in the same order), and a MAC over these
-- and the link before.
CREATE TABLE activity_seals (
  tenant_id integer NOT NULL,
  sequence bigint NOT NULL CHECK (sequence > 0),
  line_ids text[] COLLATE "C" NOT NULL CHECK (cardinality(line_ids) > 0),
  digests bytea NOT NULL CHECK (length(digests) = 32 * cardinality(line_ids)),
  sealed_at timestamptz NOT NULL,
  mac bytea NOT NULL CHECK (length(mac) = 32),
  PRIMARY KEY (tenant_id, sequence)
);
CREATE INDEX activity_seals_by_time ON activity_seals (tenant_id, sealed_at);

-- The end of the chain, which a sealer holds while it adds a link. Its own MAC shows when links were cut off behind it.
CREATE TABLE activity_heads (
  tenant_id integer PRIMARY KEY REFERENCES tenants (tenant_id),
  sequence bigint NOT NULL,
  -- When the last link was made; the epoch before the first.
  sealed_at timestamptz NOT NULL,
  last_mac bytea NOT NULL CHECK (length(last_mac) = 32),
  mac bytea NOT NULL CHECK (length(mac) = 32)
);

GRANT USAGE ON SCHEMA auth TO guichet_server;
GRANT SELECT, INSERT, UPDATE ON auth."user", auth."account" TO guichet_server;
GRANT SELECT, INSERT, UPDATE, DELETE ON auth."session", auth."verification" TO guichet_server;
GRANT SELECT, INSERT, UPDATE, DELETE ON sign_in_tries TO guichet_server;
GRANT SELECT, UPDATE (account, tenant_id, completed) ON set_up TO guichet_server;
GRANT SELECT, INSERT ON members TO guichet_server;
GRANT SELECT, INSERT, UPDATE (last_used_at, revoked_at) ON api_keys TO guichet_server;
GRANT SELECT, INSERT ON activity_lines, activity_seals TO guichet_server;
GRANT SELECT, INSERT, DELETE ON activity_personal TO guichet_server;
GRANT SELECT, INSERT, UPDATE (sequence, sealed_at, last_mac, mac) ON activity_heads TO guichet_server;
