-- What a place says of itself: on statements, on receipts, and to whom it is legally bound to say it.

-- Null: the place's name, as networks write it.
ALTER TABLE tenants ADD COLUMN statement_descriptor text CHECK (statement_descriptor ~ '^[ -~]{5,22}$');
GRANT UPDATE (statement_descriptor) ON tenants TO guichet_server;

-- A logo never changes: another one is another row, and receipts keep the one that they were sent with.
CREATE TABLE business_logos (
  tenant_id integer NOT NULL REFERENCES tenants (tenant_id),
  -- Made of what it shows.
  id text COLLATE "C" NOT NULL CHECK (id ~ '^[0-9a-f]{40}$'),
  media_type text NOT NULL CHECK (media_type IN ('image/png', 'image/jpeg')),
  width integer NOT NULL CHECK (width BETWEEN 1 AND 1200),
  height integer NOT NULL CHECK (height BETWEEN 1 AND 1200),
  bytes bytea NOT NULL CHECK (octet_length(bytes) <= 262144),
  created timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
GRANT SELECT, INSERT ON business_logos TO guichet_server;

CREATE TABLE business_profiles (
  tenant_id integer PRIMARY KEY REFERENCES tenants (tenant_id),
  email text,
  phone text,
  website text,
  address jsonb NOT NULL,
  -- The mentions that the country's law asks for, each checked when it was given.
  legal jsonb NOT NULL,
  accent text CHECK (accent ~ '^#[0-9a-f]{6}$'),
  logo_id text COLLATE "C",
  updated timestamptz NOT NULL,
  FOREIGN KEY (tenant_id, logo_id) REFERENCES business_logos (tenant_id, id)
);
GRANT SELECT, INSERT, UPDATE ON business_profiles TO guichet_server;

-- Each change of the template is a new version: what was sent with an old one can be told.
CREATE TABLE receipt_templates (
  tenant_id integer NOT NULL REFERENCES tenants (tenant_id),
  version integer NOT NULL CHECK (version > 0),
  content jsonb NOT NULL,
  created timestamptz NOT NULL,
  created_by text NOT NULL,
  PRIMARY KEY (tenant_id, version)
);
GRANT SELECT, INSERT ON receipt_templates TO guichet_server;

-- What the message says, line by line, so that it is printed again as it was. Null in messages from before.
ALTER TABLE messages ADD COLUMN receipt jsonb;
ALTER TABLE messages ADD COLUMN template_version integer;

-- Who looks after something that waits for somebody's look, and what they found. What waits is told by the tables that hold it.
CREATE TABLE work_marks (
  tenant_id integer NOT NULL REFERENCES tenants (tenant_id),
  item text COLLATE "C" NOT NULL,
  taken_by text,
  taken timestamptz,
  done_by text,
  done timestamptz,
  note text CHECK (length(note) <= 2000),
  PRIMARY KEY (tenant_id, item),
  CHECK ((taken_by IS NULL) = (taken IS NULL)),
  CHECK ((done_by IS NULL) = (done IS NULL))
);
GRANT SELECT, INSERT, UPDATE ON work_marks TO guichet_server;

-- None of these is ever compared with a value.
ALTER TABLE messages ALTER COLUMN receipt SET STATISTICS 0;
ALTER TABLE business_logos ALTER COLUMN bytes SET STATISTICS 0;
ALTER TABLE business_profiles ALTER COLUMN address SET STATISTICS 0, ALTER COLUMN legal SET STATISTICS 0;
ALTER TABLE receipt_templates ALTER COLUMN content SET STATISTICS 0;
