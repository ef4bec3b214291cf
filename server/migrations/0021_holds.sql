-- What the payer finds on the statement, as it was sent to the provider. Charges of before say nothing of it.
ALTER TABLE charges ADD COLUMN calculated_statement_descriptor text;
