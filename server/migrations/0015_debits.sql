-- Ways to pay beyond cards: accounts that are debited on a mandate. An account's number lies in `vault_cards` as a card's does, sealed with
-- a data key of its own, so that keys are exchanged for both in one go; `card_id` names it.

ALTER TABLE payment_methods
  ADD COLUMN type text NOT NULL DEFAULT 'card' CHECK (type IN ('card', 'sepa_debit', 'us_bank_account')),
  -- What may be shown of an account; null for a card, which has columns of its own.
  ADD COLUMN details jsonb,
  ALTER COLUMN brand DROP NOT NULL,
  ALTER COLUMN bin DROP NOT NULL,
  ALTER COLUMN exp_month DROP NOT NULL,
  ALTER COLUMN exp_year DROP NOT NULL,
  -- Some countries' account numbers end in letters.
  DROP CONSTRAINT payment_methods_last4_check,
  ADD CONSTRAINT payment_methods_last4_check CHECK (last4 ~ '^[0-9A-Z]{4}$'),
  ADD CHECK (type <> 'card' OR (brand IS NOT NULL AND bin IS NOT NULL AND exp_month IS NOT NULL AND exp_year IS NOT NULL)),
  ADD CHECK ((type = 'card') = (details IS NULL));

ALTER TABLE charges
  -- The account that was debited; `card` has the card that was charged.
  ADD COLUMN details jsonb,
  ALTER COLUMN card DROP NOT NULL,
  ADD CHECK ((card IS NULL) <> (details IS NULL));

-- What the latest charge was paid with; null before there is one, and in rows of before this column, which were paid by card.
ALTER TABLE payment_intents ADD COLUMN method_type text CHECK (method_type IN ('card', 'sepa_debit', 'us_bank_account'));

ALTER TABLE attempts
  DROP CONSTRAINT attempts_kind_check,
  ADD CONSTRAINT attempts_kind_check CHECK (kind IN ('authorise', 'debit', 'capture', 'void', 'refund'));

-- What a payer agreed to: that an account may be debited, once or from time to time.
CREATE TABLE mandates (
  tenant_id integer NOT NULL,
  id text COLLATE "C" NOT NULL,
  version integer NOT NULL CHECK (version > 0),
  payment_method_id text COLLATE "C" NOT NULL,
  scheme text NOT NULL CHECK (scheme IN ('sepa_debit', 'us_bank_account')),
  type text NOT NULL CHECK (type IN ('multi_use', 'single_use')),
  status text NOT NULL CHECK (status IN ('active', 'inactive')),
  -- What payer and bank know it by.
  reference text COLLATE "C" NOT NULL CHECK (reference ~ '^[A-Z0-9]{16}$'),
  accepted_at timestamptz NOT NULL,
  -- How the payer said so: in writing, online, or by telephone, which was recorded.
  given text NOT NULL CHECK (given IN ('written', 'online', 'recorded_phone_call')),
  ip_address text,
  user_agent text,
  -- Which wording the payer was shown or read, where that was one of ours.
  text_version text,
  language text,
  -- Where the paper or the recording is to be found.
  evidence text,
  -- The person or key that noted it.
  noted_by text NOT NULL,
  -- A mandate for one payment is for no other amount.
  amount bigint CHECK (amount > 0),
  currency text NOT NULL,
  ended_at timestamptz,
  -- The bank's reason, or that its one payment has been asked for.
  end_reason text,
  created timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, reference),
  FOREIGN KEY (tenant_id, payment_method_id) REFERENCES payment_methods (tenant_id, id),
  CHECK ((type = 'single_use') = (amount IS NOT NULL)),
  CHECK ((status = 'inactive') = (ended_at IS NOT NULL)),
  CHECK ((text_version IS NULL) = (language IS NULL))
);
CREATE INDEX mandates_by_payment_method ON mandates (tenant_id, payment_method_id, id);
CREATE INDEX mandates_by_created ON mandates (tenant_id, created, id);

GRANT SELECT, INSERT ON mandates TO guichet_server;
GRANT UPDATE (version, status, ended_at, end_reason) ON mandates TO guichet_server;
