-- Charges that are made by themselves, as programs older than payment intents make them. An intent lies beneath each, which the wire does not
-- show and of which no event tells; so charge, refunds and disputes name none either.
ALTER TABLE payment_intents ADD COLUMN direct boolean NOT NULL DEFAULT false;
ALTER TABLE charges ADD COLUMN direct boolean NOT NULL DEFAULT false;
ALTER TABLE disputes ADD COLUMN direct boolean NOT NULL DEFAULT false;
-- The list of intents passes over those beneath charges, however many of them there are.
CREATE INDEX payment_intents_shown ON payment_intents (tenant_id, id) WHERE NOT direct;

-- Searches for what is disputed.
CREATE INDEX charges_disputed ON charges (tenant_id, id) WHERE dispute_id IS NOT NULL;
