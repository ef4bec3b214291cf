-- Double entry. A posting names a debit account, a credit account and an amount above zero, so the books balance by construction.
-- Nothing here is ever updated or deleted: a correction is a reversing posting.

-- One of the chart's accounts in one currency, opened when it is first used.
CREATE TABLE ledger_accounts (
  tenant_id integer NOT NULL REFERENCES tenants (tenant_id),
  account text COLLATE "C" NOT NULL CHECK (account ~ '^[a-z_]+$'),
  currency text COLLATE "C" NOT NULL CHECK (currency ~ '^[a-z]{3}$'),
  normal_side text COLLATE "C" NOT NULL CHECK (normal_side IN ('debit', 'credit')),
  PRIMARY KEY (tenant_id, account, currency)
);

-- What belongs together: all postings of one event on one object.
CREATE TABLE ledger_transactions (
  tenant_id integer NOT NULL,
  id text COLLATE "C" NOT NULL CHECK (id LIKE 'txn\_%'),
  event text COLLATE "C" NOT NULL,
  -- The object that the event happened to: a charge, a refund.
  source text COLLATE "C" NOT NULL,
  created timestamptz NOT NULL,
  -- Pending before this time, available from it on, whether or not any job has run.
  available_on timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX ledger_transactions_by_source ON ledger_transactions (tenant_id, source);
-- Finds what is still pending: a window of days, however old the books are.
CREATE INDEX ledger_transactions_by_availability ON ledger_transactions (tenant_id, available_on);

CREATE TABLE postings (
  tenant_id integer NOT NULL,
  transaction_id text COLLATE "C" NOT NULL,
  line smallint NOT NULL CHECK (line > 0),
  debit_account text COLLATE "C" NOT NULL,
  credit_account text COLLATE "C" NOT NULL,
  currency text COLLATE "C" NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0),
  -- When the database transaction began, by the database's clock; never given by the application. Checkpoints cut here.
  written timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, transaction_id, line),
  CHECK (debit_account <> credit_account),
  FOREIGN KEY (tenant_id, transaction_id) REFERENCES ledger_transactions (tenant_id, id),
  -- Both sides in one currency.
  FOREIGN KEY (tenant_id, debit_account, currency) REFERENCES ledger_accounts (tenant_id, account, currency),
  FOREIGN KEY (tenant_id, credit_account, currency) REFERENCES ledger_accounts (tenant_id, account, currency)
);
-- Each serves the balance of an account since a checkpoint, and read backwards its postings newest first.
CREATE INDEX postings_by_debit ON postings (tenant_id, debit_account, currency, written);
CREATE INDEX postings_by_credit ON postings (tenant_id, credit_account, currency, written);

-- The sum of an account's postings with `written` before the cut. Why no such posting can appear later: server/src/ledger/checkpoints.store.ts.
CREATE TABLE ledger_checkpoints (
  tenant_id integer NOT NULL,
  account text COLLATE "C" NOT NULL,
  currency text COLLATE "C" NOT NULL,
  cut timestamptz NOT NULL,
  -- Debits less credits, whatever the account's normal side.
  net bigint NOT NULL,
  PRIMARY KEY (tenant_id, account, currency, cut),
  FOREIGN KEY (tenant_id, account, currency) REFERENCES ledger_accounts (tenant_id, account, currency)
);

GRANT SELECT, INSERT ON ledger_accounts, ledger_transactions, ledger_checkpoints TO guichet_server;
GRANT SELECT ON postings TO guichet_server;
-- Column by column, so that `written` is always the database's.
GRANT INSERT (tenant_id, transaction_id, line, debit_account, credit_account, currency, amount) ON postings TO guichet_server;
