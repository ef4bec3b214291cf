-- Mail to payers. A message is written once, in the words it is sent in, and stays as the record of what the payer was told; afterwards
-- only its fate changes. The jobs that send messages live in pg-boss's own schema, which jobs/queueSchema.ts makes.
--
--   queued ──> sent
--     │ ├────> failed   refused by the mail server, or not reached for about a day
--     │ └────> kept     no mail server is set up any more
--   kept              none was set up when it was written: it lies in the outbox

CREATE TABLE messages (
  tenant_id integer NOT NULL,
  id text COLLATE "C" NOT NULL,
  kind text NOT NULL CHECK (kind IN ('receipt')),
  status text NOT NULL CHECK (status IN ('queued', 'sent', 'kept', 'failed')),
  -- A line break in an address or a subject would add a line to the message's head.
  recipient text NOT NULL CHECK (recipient ~ '^[!-~]{3,254}$'),
  language text NOT NULL CHECK (language IN ('en', 'fr', 'it')),
  -- The name that the message is sent under.
  sender_name text NOT NULL CHECK (sender_name !~ '[[:cntrl:]]'),
  subject text NOT NULL CHECK (subject !~ '[[:cntrl:]]'),
  html text NOT NULL,
  text text NOT NULL,
  payment_intent_id text COLLATE "C" NOT NULL,
  charge_id text COLLATE "C" NOT NULL,
  created timestamptz NOT NULL,
  created_by text NOT NULL,
  sent_at timestamptz,
  -- Why it failed, or why the last try did, in words.
  error text,
  tries integer NOT NULL DEFAULT 0 CHECK (tries >= 0),
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, payment_intent_id) REFERENCES payment_intents (tenant_id, id),
  FOREIGN KEY (tenant_id, charge_id) REFERENCES charges (tenant_id, id),
  CHECK ((status = 'sent') = (sent_at IS NOT NULL)),
  CHECK (status <> 'failed' OR error IS NOT NULL)
);
CREATE INDEX messages_by_intent ON messages (tenant_id, payment_intent_id, id);

GRANT SELECT, INSERT ON messages TO guichet_server;
GRANT UPDATE (status, sent_at, error, tries) ON messages TO guichet_server;
