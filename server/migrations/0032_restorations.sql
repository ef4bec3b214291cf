-- This place was brought back from a backup. Until its provider has been read it does not know what happened since, and sends nothing.
CREATE TABLE restorations (
  restored timestamptz PRIMARY KEY,
  -- The moment whose state it has.
  restored_to timestamptz NOT NULL,
  -- When the provider had been read since that moment; from then on it works as any other.
  reconciled timestamptz CHECK (reconciled >= restored)
);

-- Only the owner of the tables says that a place was restored.
GRANT SELECT ON restorations TO guichet_server;
GRANT UPDATE (reconciled) ON restorations TO guichet_server;
