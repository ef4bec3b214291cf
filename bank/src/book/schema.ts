/** The tables, step by step: a book of an earlier version takes the steps that it lacks, one of a later version isn't opened. */
export const schemaSteps: readonly string[] = [
  `
  -- One row per thing that happened, in order. A tombstone takes the place of the reference that it bars, hence one UNIQUE for
  -- both; a reversal of something that exists has no reference of its own (SQLite lets NULLs repeat).
  CREATE TABLE operations (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    reference TEXT UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('authorise', 'capture', 'void', 'refund', 'reverse', 'tombstone')),
    at INTEGER NOT NULL,
    authorisation TEXT,
    amount INTEGER,
    currency TEXT,
    result TEXT CHECK (result IN ('approved', 'declined')),
    response_code TEXT,
    digest TEXT,
    answer TEXT,
    refused INTEGER NOT NULL DEFAULT 0,
    CHECK (reference IS NOT NULL OR kind = 'reverse'),
    CHECK ((kind IN ('reverse', 'tombstone')) = (answer IS NULL))
  ) STRICT;

  -- Where each authorisation stands. Never a whole card number, never a security code.
  CREATE TABLE authorisations (
    reference TEXT PRIMARY KEY REFERENCES operations (reference) DEFERRABLE INITIALLY DEFERRED,
    at INTEGER NOT NULL,
    amount INTEGER NOT NULL CHECK (amount > 0),
    currency TEXT NOT NULL,
    bin TEXT CHECK (length(bin) = 6),
    last4 TEXT CHECK (length(last4) = 4),
    entry TEXT NOT NULL,
    merchant_name TEXT NOT NULL,
    merchant_country TEXT NOT NULL,
    approved INTEGER NOT NULL CHECK (approved IN (0, 1)),
    captured_at_once INTEGER NOT NULL CHECK (captured_at_once IN (0, 1)),
    captured_amount INTEGER NOT NULL DEFAULT 0 CHECK (captured_amount BETWEEN 0 AND amount),
    refunded_amount INTEGER NOT NULL DEFAULT 0 CHECK (refunded_amount BETWEEN 0 AND captured_amount),
    voided_at INTEGER,
    reversed_at INTEGER,
    expires_at INTEGER,
    CHECK (approved = 1 OR captured_amount = 0),
    CHECK (voided_at IS NULL OR captured_amount = 0),
    CHECK (reversed_at IS NULL OR captured_amount = 0)
  ) STRICT;

  CREATE TABLE faults (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    operation TEXT NOT NULL,
    times INTEGER NOT NULL CHECK (times > 0),
    delay_ms INTEGER NOT NULL,
    card_last4 TEXT
  ) STRICT;
`,
  `
  -- What the bank will do by itself later on: a debit settles, a holder disputes.
  CREATE TABLE agenda (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    due_at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    reference TEXT NOT NULL,
    data TEXT NOT NULL
  ) STRICT;
  CREATE INDEX agenda_by_due ON agenda (due_at, id);

  -- What merchants are told of without having asked, numbered in the order in which it became true.
  CREATE TABLE notices (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    account TEXT NOT NULL,
    reference TEXT NOT NULL,
    data TEXT NOT NULL
  ) STRICT;

  -- How far tests have moved the bank's clock ahead.
  CREATE TABLE clock (id INTEGER PRIMARY KEY CHECK (id = 1), ahead_s INTEGER NOT NULL CHECK (ahead_s >= 0)) STRICT;
  INSERT INTO clock VALUES (1, 0);

  -- Whom notices about an authorisation are for; null where the merchant named no account.
  ALTER TABLE authorisations ADD COLUMN merchant_account TEXT;
`,
  `
  -- Money that merchants are paid, and that is taken back from them. Of the account's number only the end is kept.
  CREATE TABLE payouts (
    reference TEXT PRIMARY KEY,
    at INTEGER NOT NULL,
    amount INTEGER NOT NULL CHECK (amount > 0),
    currency TEXT NOT NULL,
    account_end TEXT NOT NULL,
    -- The payout that this one takes back.
    reverses TEXT REFERENCES payouts (reference),
    merchant_account TEXT,
    state TEXT NOT NULL CHECK (state IN ('refused', 'sent', 'paid', 'failed', 'returned')),
    reason TEXT,
    digest TEXT NOT NULL,
    answer TEXT NOT NULL
  ) STRICT;
`,
  `
  -- Debits of accounts. They are taken in at once and end days later. A tombstone in operations bars their references too.
  CREATE TABLE debits (
    reference TEXT NOT NULL UNIQUE,
    at INTEGER NOT NULL,
    scheme TEXT NOT NULL CHECK (scheme IN ('sepa', 'ach')),
    amount INTEGER NOT NULL CHECK (amount > 0),
    currency TEXT NOT NULL,
    last4 TEXT NOT NULL CHECK (length(last4) = 4),
    mandate TEXT NOT NULL,
    merchant_account TEXT,
    state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'settled', 'failed', 'returned', 'reversed')),
    code TEXT,
    expected_at INTEGER,
    settled_at INTEGER,
    refunded_amount INTEGER NOT NULL DEFAULT 0 CHECK (refunded_amount BETWEEN 0 AND amount),
    digest TEXT NOT NULL,
    answer TEXT NOT NULL,
    CHECK ((state IN ('failed', 'returned')) = (code IS NOT NULL)),
    CHECK ((state IN ('settled', 'returned')) = (settled_at IS NOT NULL)),
    CHECK (refunded_amount = 0 OR settled_at IS NOT NULL)
  ) STRICT;
`,
  `
  -- Questions whether a card is good. They move nothing, so they stand beside the book; a tombstone in operations bars their references too.
  CREATE TABLE verifications (
    reference TEXT PRIMARY KEY,
    at INTEGER NOT NULL,
    last4 TEXT,
    digest TEXT NOT NULL,
    answer TEXT NOT NULL
  ) STRICT;

  -- Holders who are asked to prove themselves. Who knows the secret may answer for the holder.
  CREATE TABLE authentications (
    id TEXT PRIMARY KEY,
    secret TEXT NOT NULL UNIQUE,
    reference TEXT NOT NULL UNIQUE,
    merchant_name TEXT NOT NULL,
    merchant_account TEXT,
    -- Digest of the card number: what is proved is proved of this card alone.
    card TEXT NOT NULL,
    brand TEXT NOT NULL,
    last4 TEXT NOT NULL,
    amount INTEGER,
    currency TEXT,
    cvc TEXT,
    return_url TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'authenticated', 'failed')),
    CHECK ((amount IS NULL) = (currency IS NULL))
  ) STRICT;
`,
  `
  -- Refunds that end later, and disputes. Which kinds of operations there are is the program's to say from now on; SQLite changes a CHECK
  -- only by making the table anew, and with it the one that refers to it.
  CREATE TABLE wider_operations (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    reference TEXT UNIQUE,
    kind TEXT NOT NULL,
    at INTEGER NOT NULL,
    authorisation TEXT,
    amount INTEGER,
    currency TEXT,
    result TEXT CHECK (result IN ('approved', 'declined')),
    response_code TEXT,
    digest TEXT,
    answer TEXT,
    refused INTEGER NOT NULL DEFAULT 0,
    -- Where an approved refund stands, if it did not end when it was answered.
    state TEXT CHECK (state IN ('pending', 'succeeded', 'failed', 'cancelled')),
    CHECK (reference IS NOT NULL OR kind = 'reverse'),
    CHECK ((kind IN ('reverse', 'tombstone')) = (answer IS NULL))
  ) STRICT;
  INSERT INTO wider_operations (seq, reference, kind, at, authorisation, amount, currency, result, response_code, digest, answer, refused)
    SELECT seq, reference, kind, at, authorisation, amount, currency, result, response_code, digest, answer, refused FROM operations;
  CREATE TABLE wider_authorisations (
    reference TEXT PRIMARY KEY REFERENCES wider_operations (reference) DEFERRABLE INITIALLY DEFERRED,
    at INTEGER NOT NULL,
    amount INTEGER NOT NULL CHECK (amount > 0),
    currency TEXT NOT NULL,
    bin TEXT CHECK (length(bin) = 6),
    last4 TEXT CHECK (length(last4) = 4),
    entry TEXT NOT NULL,
    merchant_name TEXT NOT NULL,
    merchant_country TEXT NOT NULL,
    approved INTEGER NOT NULL CHECK (approved IN (0, 1)),
    captured_at_once INTEGER NOT NULL CHECK (captured_at_once IN (0, 1)),
    captured_amount INTEGER NOT NULL DEFAULT 0 CHECK (captured_amount BETWEEN 0 AND amount),
    refunded_amount INTEGER NOT NULL DEFAULT 0 CHECK (refunded_amount >= 0),
    voided_at INTEGER,
    reversed_at INTEGER,
    expires_at INTEGER,
    -- Whom notices about it are for; null where the merchant named no account.
    merchant_account TEXT,
    -- What a dispute has taken back and not returned.
    disputed_amount INTEGER NOT NULL DEFAULT 0 CHECK (disputed_amount >= 0),
    CHECK (refunded_amount + disputed_amount <= captured_amount),
    CHECK (approved = 1 OR captured_amount = 0),
    CHECK (voided_at IS NULL OR captured_amount = 0),
    CHECK (reversed_at IS NULL OR captured_amount = 0)
  ) STRICT;
  INSERT INTO wider_authorisations (reference, at, amount, currency, bin, last4, entry, merchant_name, merchant_country, approved,
      captured_at_once, captured_amount, refunded_amount, voided_at, reversed_at, expires_at, merchant_account)
    SELECT reference, at, amount, currency, bin, last4, entry, merchant_name, merchant_country, approved,
      captured_at_once, captured_amount, refunded_amount, voided_at, reversed_at, expires_at, merchant_account FROM authorisations;
  DROP TABLE authorisations;
  DROP TABLE operations;
  ALTER TABLE wider_operations RENAME TO operations;
  ALTER TABLE wider_authorisations RENAME TO authorisations;

  -- A holder says that a payment was wrong: at most once for each.
  CREATE TABLE disputes (
    -- The bank's own name for it.
    dispute TEXT PRIMARY KEY,
    authorisation TEXT NOT NULL UNIQUE REFERENCES authorisations (reference),
    opened_at INTEGER NOT NULL,
    reason TEXT NOT NULL,
    network_reason_code TEXT NOT NULL,
    amount INTEGER NOT NULL CHECK (amount > 0),
    currency TEXT NOT NULL,
    -- An inquiry asks, and takes no money back yet.
    inquiry INTEGER NOT NULL CHECK (inquiry IN (0, 1)),
    due_at INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'review', 'won', 'lost', 'closed'))
  ) STRICT;
`,
  `
  -- What holders read on their statements, where the merchant said.
  ALTER TABLE authorisations ADD COLUMN descriptor TEXT;
  ALTER TABLE debits ADD COLUMN descriptor TEXT;
`,
  `
  -- Holds that can be raised, and what they were before.
  ALTER TABLE authorisations ADD COLUMN incremental INTEGER NOT NULL DEFAULT 0 CHECK (incremental IN (0, 1));
  ALTER TABLE authorisations ADD COLUMN first_amount INTEGER;
`,
];

export const schemaVersion = schemaSteps.length;
