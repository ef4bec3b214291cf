-- What finding reads. One GIN index per table serves every selective search; a search that most rows meet walks the primary key, newest
-- first, and soon has its page. The expressions stand as server/src/modules/*/*Search.store.ts have them.

CREATE INDEX customers_find ON customers
  USING gin (tenant_id, lower(name) gin_trgm_ops, lower(email) gin_trgm_ops, lower(phone) gin_trgm_ops, metadata) WHERE NOT deleted;
-- Parts of a text by their trigrams, above; whole ones here, since all addresses of one host share most of theirs.
CREATE INDEX customers_by_lower_name ON customers (tenant_id, lower(name), id);
CREATE INDEX customers_by_lower_email ON customers (tenant_id, lower(email), id);
CREATE INDEX customers_by_lower_phone ON customers (tenant_id, lower(phone), id);
CREATE INDEX customers_by_created ON customers (tenant_id, created, id);
CREATE INDEX customers_without_name ON customers (tenant_id, id) WHERE name IS NULL AND NOT deleted;
CREATE INDEX customers_without_phone ON customers (tenant_id, id) WHERE phone IS NULL AND NOT deleted;
CREATE INDEX customers_without_email ON customers (tenant_id, id) WHERE email IS NULL AND NOT deleted;

CREATE INDEX payment_intents_find ON payment_intents USING gin (tenant_id, metadata, currency, status);

CREATE INDEX charges_find ON charges USING gin (
  tenant_id, metadata, currency, status, amount, lower(billing_details->'address'->>'postal_code'),
  (CASE card->>'brand' WHEN 'maestro' THEN 'unknown' ELSE card->>'brand' END), ((card->>'expMonth')::integer), ((card->>'expYear')::integer)
);
CREATE INDEX charges_refunded ON charges (tenant_id, id) WHERE captured AND amount_refunded = amount_captured;

CREATE INDEX events_by_created ON events (tenant_id, created, id);
CREATE INDEX balance_transactions_by_created ON balance_transactions (tenant_id, created, id);
CREATE INDEX balance_transactions_by_type ON balance_transactions (tenant_id, type, id);

-- A card that was never charged and is on nobody's file may wait for one answer at a time.
CREATE INDEX attempts_open_by_method ON attempts (tenant_id, payment_method_id) WHERE resolved_at IS NULL AND kind = 'authorise';

-- Who made the request: a person's id or a key's. Null in rows of an older server, which then answer nobody who asks what became of them.
ALTER TABLE idempotency_keys ADD COLUMN claimed_by text;
