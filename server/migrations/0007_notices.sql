-- What providers tell without having been asked: a hold expired, a debit settled or came back, a holder disputes.
-- It is taken over as it comes, each notice once, and applied afterwards; what cannot be applied yet waits here.

CREATE TABLE provider_notices (
  tenant_id integer NOT NULL REFERENCES tenants,
  provider text COLLATE "C" NOT NULL,
  -- The provider's own number, in the order in which things became true.
  sequence bigint NOT NULL CHECK (sequence > 0),
  kind text NOT NULL,
  -- Our reference of the operation that it is about.
  reference text COLLATE "C" NOT NULL,
  data jsonb NOT NULL,
  at timestamptz NOT NULL,
  received timestamptz NOT NULL,
  -- From then on whoever finds it open may apply it.
  due timestamptz NOT NULL,
  tries integer NOT NULL DEFAULT 0,
  applied timestamptz,
  PRIMARY KEY (tenant_id, provider, sequence)
);
CREATE INDEX provider_notices_open ON provider_notices (due) WHERE applied IS NULL;
CREATE INDEX provider_notices_by_reference ON provider_notices (tenant_id, reference, sequence);

-- How far each provider's notices have been taken over.
CREATE TABLE provider_notice_cursors (
  provider text COLLATE "C" PRIMARY KEY,
  sequence bigint NOT NULL
);

GRANT SELECT, INSERT ON provider_notices TO guichet_server;
GRANT UPDATE (due, tries, applied) ON provider_notices TO guichet_server;
GRANT SELECT, INSERT, UPDATE ON provider_notice_cursors TO guichet_server;
