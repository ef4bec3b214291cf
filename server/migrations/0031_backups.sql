-- What was saved, and whether it was found to restore. The files lie elsewhere; what is here is told to people.
CREATE TABLE backups (
  -- Of the folder that holds it, which begins with the moment.
  name text COLLATE "C" PRIMARY KEY,
  started timestamptz NOT NULL,
  -- Null while it is under way.
  finished timestamptz CHECK (finished >= started),
  bytes bigint CHECK (bytes > 0),
  -- Why there is no backup, in words.
  failure text,
  -- When it was last restored for a trial, and what was wrong with it then.
  tested timestamptz,
  test_failure text CHECK (test_failure IS NULL OR tested IS NOT NULL),
  CHECK ((failure IS NULL) OR (finished IS NOT NULL AND bytes IS NULL))
);

GRANT SELECT, INSERT ON backups TO guichet_server;
GRANT UPDATE (finished, bytes, failure, tested, test_failure) ON backups TO guichet_server;
