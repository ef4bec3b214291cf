-- Why a notice was put aside for good: what it tells cannot be true of what it is about. Null for one that was applied or is open.
ALTER TABLE provider_notices ADD COLUMN refused text CHECK (refused IS NULL OR applied IS NOT NULL);
GRANT UPDATE (refused) ON provider_notices TO guichet_server;

-- A provider's name of a card becomes one card here.
CREATE INDEX card_tokens_by_provider_token ON card_tokens (tenant_id, provider_account_id, provider_token) WHERE provider_token IS NOT NULL;
CREATE INDEX payment_methods_by_provider_token ON payment_methods (tenant_id, provider_account_id, provider_token) WHERE provider_token IS NOT NULL;

-- A card that a charge by itself was declined with is nobody's to try again.
CREATE INDEX charges_direct_failed ON charges (tenant_id, payment_method_id) WHERE direct AND status = 'failed';
