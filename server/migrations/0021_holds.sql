-- What the payer finds on the statement, as it was sent to the provider. Charges of before say nothing of it.
ALTER TABLE charges ADD COLUMN calculated_statement_descriptor text;

-- Receipts that go out by themselves: a payment was taken, or given back, and an address for its receipt was there. Whatever tells it twice,
-- one message per occasion and address is written.
ALTER TABLE messages DROP CONSTRAINT messages_kind_check;
ALTER TABLE messages ADD CONSTRAINT messages_kind_check CHECK (kind IN ('receipt', 'refund'));
ALTER TABLE messages ADD COLUMN occasion text COLLATE "C";
CREATE UNIQUE INDEX messages_once ON messages (tenant_id, occasion, recipient) WHERE occasion IS NOT NULL;

-- Holds that are raised. Of the kinds of attempts, all that there are so far stand here; one at a time is done to a hold, as with captures.
ALTER TABLE attempts DROP CONSTRAINT attempts_kind_check;
ALTER TABLE attempts ADD CONSTRAINT attempts_kind_check CHECK (
  kind IN ('authorise', 'debit', 'increment', 'capture', 'void', 'refund', 'verify', 'cancel_refund', 'submit_evidence', 'accept_dispute')
);

-- Methods that a payment does not take although its currency has them; null where nothing is excluded.
ALTER TABLE payment_intents ADD COLUMN excluded_payment_method_types jsonb;
