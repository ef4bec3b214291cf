-- Cards and accounts that nobody needs any more are destroyed: what was sealed and the key that would open it go, the row stays, since payment
-- methods name it. Whoever looks at them looks a day after `idle_since`, or after they were made.
ALTER TABLE vault_cards
  ALTER COLUMN sealed DROP NOT NULL,
  ALTER COLUMN wrapped_key DROP NOT NULL,
  ALTER COLUMN kek_id DROP NOT NULL,
  ADD COLUMN idle_since timestamptz,
  ADD COLUMN destroyed timestamptz,
  ADD CHECK ((destroyed IS NULL) = (sealed IS NOT NULL)),
  ADD CHECK ((sealed IS NULL) = (wrapped_key IS NULL)),
  ADD CHECK ((sealed IS NULL) = (kek_id IS NULL));
CREATE INDEX vault_cards_idle ON vault_cards ((COALESCE(idle_since, created))) WHERE destroyed IS NULL;
GRANT UPDATE (sealed, idle_since, destroyed) ON vault_cards TO guichet_server;

-- When its card was destroyed: it can be read, and used no more.
ALTER TABLE payment_methods ADD COLUMN destroyed timestamptz;

-- By what a card is still needed.
CREATE INDEX payment_methods_by_card ON payment_methods (tenant_id, card_id);
CREATE INDEX card_tokens_by_card ON card_tokens (tenant_id, card_id) WHERE used IS NULL;
CREATE INDEX attempts_open_by_any_method ON attempts (tenant_id, payment_method_id) WHERE resolved_at IS NULL;
CREATE INDEX payment_intents_open_by_method ON payment_intents (tenant_id, payment_method_id)
  WHERE payment_method_id IS NOT NULL AND status NOT IN ('succeeded', 'canceled');
CREATE INDEX confirmation_tokens_by_method ON confirmation_tokens (tenant_id, payment_method_id);
