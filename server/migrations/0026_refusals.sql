-- Whether an issuer has refused a card for an amount is asked at every charge. Among all charges of that card and amount they are few.
CREATE INDEX charges_refusals ON charges (tenant_id, fingerprint, amount, created) WHERE status = 'failed';
