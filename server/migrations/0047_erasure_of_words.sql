-- What somebody wrote when they asked for an approval or recorded a payment can name a customer: erasing takes it out.
GRANT UPDATE (reason) ON approvals TO guichet_server;
GRANT UPDATE (reference) ON payment_record_reports TO guichet_server;

-- Whoever reads or erases what is kept of one customer looks for their sales, their records and the mails that asked them for a mandate, and not
-- through those of everybody.
CREATE INDEX sales_by_customer ON sales (tenant_id, customer_id) WHERE customer_id IS NOT NULL;
CREATE INDEX payment_records_of_customer ON payment_record_reports (tenant_id, (data->>'customer')) WHERE data->>'customer' IS NOT NULL;
CREATE INDEX messages_of_mandate_requests ON messages (tenant_id, lower(recipient)) WHERE kind = 'mandate_request';
