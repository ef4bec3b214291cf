-- What a provider is asked to do about refunds and disputes. Of the kinds, all that there are so far stand here.

ALTER TABLE attempts DROP CONSTRAINT attempts_kind_check;
ALTER TABLE attempts ADD CONSTRAINT attempts_kind_check CHECK (
  kind IN ('authorise', 'debit', 'capture', 'void', 'refund', 'verify', 'cancel_refund', 'submit_evidence', 'accept_dispute')
);
-- At most one thing at a time is done to a payment; what comes after it was taken may run side by side.
DROP INDEX attempts_one_open;
CREATE UNIQUE INDEX attempts_one_open ON attempts (tenant_id, payment_intent_id)
  WHERE resolved_at IS NULL AND kind NOT IN ('refund', 'cancel_refund', 'submit_evidence', 'accept_dispute');
