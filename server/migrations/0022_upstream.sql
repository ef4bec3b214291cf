-- What happens at a provider that keeps no numbered feed: its events have names, and how far they were taken over is for its connector to say.
ALTER TABLE provider_notices ADD COLUMN event text COLLATE "C";
CREATE UNIQUE INDEX provider_notices_by_event ON provider_notices (tenant_id, provider, event) WHERE event IS NOT NULL;
ALTER TABLE provider_notice_cursors ADD COLUMN position text;

-- What the provider keeps, as its price list says: of each payment the first row that fits, of each dispute a fixed part per currency.
ALTER TABLE provider_accounts ADD COLUMN fees jsonb NOT NULL DEFAULT '[]';
ALTER TABLE provider_accounts ADD COLUMN dispute_fees jsonb NOT NULL DEFAULT '[]';
