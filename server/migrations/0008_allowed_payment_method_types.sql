-- The types that a request allowed, as the wire shows them again; `payment_method_types` are those of them that are taken here.
ALTER TABLE payment_intents ADD COLUMN allowed_payment_method_types jsonb;
