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
