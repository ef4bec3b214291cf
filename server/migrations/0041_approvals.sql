-- The second pair of eyes: what is above a limit of the place waits for another person.

-- What a place has decided, in minor units of its default currency; null and no row: nothing waits.
CREATE TABLE approval_limits (
  tenant_id integer PRIMARY KEY REFERENCES tenants (tenant_id),
  refund bigint CHECK (refund >= 0),
  payout bigint CHECK (payout >= 0),
  record bigint CHECK (record >= 0),
  updated timestamptz NOT NULL
);
GRANT SELECT, INSERT, UPDATE (refund, payout, record, updated) ON approval_limits TO guichet_server;

CREATE TABLE approvals (
  tenant_id integer NOT NULL REFERENCES tenants (tenant_id),
  id text COLLATE "C" NOT NULL,
  kind text NOT NULL CHECK (kind IN ('refund', 'payout', 'record')),
  -- Which use case carries it out, and with what; forgotten when it is closed, as it can name a person.
  operation text NOT NULL,
  request jsonb,
  channel text NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0),
  currency text NOT NULL,
  -- The payment or the record that it is about; null for what is new.
  subject_id text COLLATE "C",
  reason text,
  asked_by text NOT NULL,
  -- The person who made the key that asked; who asked in person stands in both.
  behind text,
  created timestamptz NOT NULL,
  expires timestamptz NOT NULL,
  status text NOT NULL CHECK (status IN ('waiting', 'approved', 'declined', 'withdrawn', 'expired', 'failed')),
  decided_by text,
  decided timestamptz,
  note text,
  failure_code text,
  failure_message text,
  -- The refund, the payout or the record that came of it, written by the transaction that began it: so it comes of it once.
  result_id text COLLATE "C",
  PRIMARY KEY (tenant_id, id),
  CHECK ((status = 'waiting') = (decided IS NULL)),
  CHECK ((status = 'waiting') = (decided_by IS NULL)),
  CHECK ((status = 'waiting') = (request IS NOT NULL)),
  CHECK ((status = 'approved') = (result_id IS NOT NULL)),
  CHECK ((status = 'failed') = (failure_code IS NOT NULL)),
  -- Nobody approves what they asked for.
  CHECK (status NOT IN ('approved', 'declined', 'failed') OR (decided_by <> asked_by AND decided_by IS DISTINCT FROM behind))
);
ALTER TABLE approvals ALTER COLUMN request SET STATISTICS 0;
CREATE INDEX approvals_waiting ON approvals (tenant_id, expires) WHERE status = 'waiting';
CREATE INDEX approvals_by_result ON approvals (tenant_id, result_id) WHERE result_id IS NOT NULL;
GRANT SELECT, INSERT, UPDATE (request, status, decided_by, decided, note, failure_code, failure_message, result_id) ON approvals TO guichet_server;
