-- Whoever sees their own payments alone pages through their own sales; and what a provider said that was refused is read at every look at what waits.
CREATE INDEX sales_by_creator ON sales (tenant_id, created_by, id);
CREATE INDEX provider_notices_refused ON provider_notices (tenant_id, received) WHERE refused IS NOT NULL;

-- What was typed about a sale can name its customer: erasing takes it out.
GRANT UPDATE (description, content) ON sales TO guichet_server;
