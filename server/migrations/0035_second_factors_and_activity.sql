-- Each filter of the activity log's page is served by an index, newest first.
CREATE INDEX activity_lines_by_actor ON activity_lines (tenant_id, actor_id, id);
CREATE INDEX activity_lines_by_action ON activity_lines (tenant_id, action, id);
CREATE INDEX activity_lines_by_target ON activity_lines (tenant_id, target, id);

-- Second factors: what better-auth's plug-ins for one-time codes and passkeys want, as `compileMigrations` gives it.
ALTER TABLE auth."user" ADD COLUMN "twoFactorEnabled" boolean;

CREATE TABLE auth."twoFactor" (
  "id" text NOT NULL PRIMARY KEY,
  "secret" text NOT NULL,
  "backupCodes" text NOT NULL,
  "userId" text NOT NULL REFERENCES auth."user" ("id") ON DELETE CASCADE,
  "verified" boolean,
  "failedVerificationCount" integer,
  "lockedUntil" timestamptz
);
CREATE INDEX "twoFactor_secret_idx" ON auth."twoFactor" ("secret");
CREATE INDEX "twoFactor_userId_idx" ON auth."twoFactor" ("userId");

CREATE TABLE auth."passkey" (
  "id" text NOT NULL PRIMARY KEY,
  "name" text,
  "publicKey" text NOT NULL,
  "userId" text NOT NULL REFERENCES auth."user" ("id") ON DELETE CASCADE,
  "credentialID" text NOT NULL,
  "counter" integer NOT NULL,
  "deviceType" text NOT NULL,
  "backedUp" boolean NOT NULL,
  "transports" text,
  "createdAt" timestamptz,
  "aaguid" text
);
CREATE INDEX "passkey_userId_idx" ON auth."passkey" ("userId");
CREATE INDEX "passkey_credentialID_idx" ON auth."passkey" ("credentialID");

-- When the person last proved who they are: by signing in, or since by password or second factor. What is delicate asks for a fresh proof.
ALTER TABLE auth."session" ADD COLUMN "provedAt" timestamptz DEFAULT CURRENT_TIMESTAMP NOT NULL;

-- Which roles of a place must have a second factor. A place without a row asks none of them in test mode; live mode asks all three.
CREATE TABLE sign_in_rules (
  account text COLLATE "C" PRIMARY KEY,
  second_factor_roles text[] NOT NULL CHECK (second_factor_roles <@ ARRAY['owner', 'admin', 'manager']),
  updated timestamptz NOT NULL
);

GRANT SELECT, INSERT, UPDATE, DELETE ON auth."twoFactor", auth."passkey" TO guichet_server;
GRANT SELECT, INSERT, UPDATE (second_factor_roles, updated) ON sign_in_rules TO guichet_server;
