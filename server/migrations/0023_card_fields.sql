-- Cards that are entered in the provider's own fields: the number lies with the provider, and what we have is its token.

ALTER TABLE provider_accounts
  -- `raw`: takes numbers from our vault. `fields`: takes tokens of its own fields, and nothing else.
  ADD COLUMN cards text NOT NULL DEFAULT 'raw' CHECK (cards IN ('raw', 'fields')),
  -- With what its fields are opened in a page; no secret.
  ADD COLUMN publishable_key text,
  ADD CONSTRAINT provider_accounts_fields CHECK (cards = 'raw' OR publishable_key IS NOT NULL);

ALTER TABLE payment_methods
  ALTER COLUMN card_id DROP NOT NULL,
  -- Through whom alone it can be charged, by which name there, and on whose file there.
  ADD COLUMN provider_account_id text COLLATE "C",
  ADD COLUMN provider_token text COLLATE "C",
  ADD COLUMN provider_customer text COLLATE "C",
  ADD FOREIGN KEY (tenant_id, provider_account_id) REFERENCES provider_accounts (tenant_id, id),
  ADD CONSTRAINT payment_methods_held CHECK (
    (provider_token IS NULL) = (provider_account_id IS NULL)
    AND (provider_token IS NULL OR (card_id IS NULL AND type = 'card'))
    AND (provider_customer IS NULL OR provider_token IS NOT NULL)
  );

ALTER TABLE card_tokens
  ALTER COLUMN card_id DROP NOT NULL,
  ADD COLUMN provider_account_id text COLLATE "C",
  ADD COLUMN provider_token text COLLATE "C",
  ADD FOREIGN KEY (tenant_id, provider_account_id) REFERENCES provider_accounts (tenant_id, id),
  ADD CONSTRAINT card_tokens_held CHECK (
    (provider_token IS NULL) = (provider_account_id IS NULL) AND (card_id IS NULL) = (provider_token IS NOT NULL)
  );

-- Who a customer of ours is at a provider that keeps cards on its customers' files.
CREATE TABLE provider_customers (
  tenant_id integer NOT NULL,
  provider_account_id text COLLATE "C" NOT NULL,
  customer_id text COLLATE "C" NOT NULL,
  provider_customer text COLLATE "C" NOT NULL,
  created timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, provider_account_id, customer_id),
  FOREIGN KEY (tenant_id, provider_account_id) REFERENCES provider_accounts (tenant_id, id),
  FOREIGN KEY (tenant_id, customer_id) REFERENCES customers (tenant_id, id)
);
GRANT SELECT, INSERT ON provider_customers TO guichet_server;

-- Whose pages may frame the card fields of a place. No row: nobody's.
CREATE TABLE card_fields_terms (
  tenant_id integer PRIMARY KEY REFERENCES tenants (tenant_id),
  origins text[] NOT NULL,
  updated timestamptz NOT NULL
);
GRANT SELECT, INSERT, UPDATE (origins, updated) ON card_fields_terms TO guichet_server;
