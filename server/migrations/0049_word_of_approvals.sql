-- Those who may decide hear by mail that something waits: once, by the server that sets the moment here. Null: nobody was told yet.
ALTER TABLE approvals ADD COLUMN told timestamptz;
CREATE INDEX approvals_untold ON approvals (expires) WHERE status = 'waiting' AND told IS NULL;
GRANT UPDATE (told) ON approvals TO guichet_server;

-- It is a message like an invitation, about no payment.
ALTER TABLE messages DROP CONSTRAINT messages_kind_check;
ALTER TABLE messages ADD CONSTRAINT messages_kind_check
  CHECK (kind IN ('receipt', 'refund', 'invitation', 'mandate_request', 'owner_reset', 'approval'));
ALTER TABLE messages DROP CONSTRAINT messages_payment_check;
ALTER TABLE messages ADD CONSTRAINT messages_payment_check
  CHECK ((kind IN ('invitation', 'mandate_request', 'owner_reset', 'approval')) = (payment_intent_id IS NULL) AND (payment_intent_id IS NULL) = (charge_id IS NULL));
