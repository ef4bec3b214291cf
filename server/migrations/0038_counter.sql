-- What the counter stands on: customers found by whatever a caller says, notes of staff about them, and what a place has decided about its counter.

-- The number in international form, as `+33612345678`: however it is written, a caller is the same caller. Null where there is none, where it is not a
-- number that can be called, and in rows that were last written by an older server; those are found by the digits of their `search_text`.
ALTER TABLE customers ADD COLUMN phone_e164 text CHECK (phone_e164 ~ '^\+[0-9]{4,15}$');
CREATE INDEX customers_by_phone_e164 ON customers (tenant_id, phone_e164, id) WHERE phone_e164 IS NOT NULL;

-- Whether few or many customers have a part of a text decides between the index and a walk from the newest: a finer sample tells them apart.
ALTER TABLE customers ALTER COLUMN search_text SET STATISTICS 1000;
ALTER TABLE payment_intents ALTER COLUMN search_text SET STATISTICS 500;

-- Last four digits, newest customer first.
CREATE INDEX payment_methods_on_file_by_last4 ON payment_methods (tenant_id, last4, customer_id) WHERE customer_id IS NOT NULL;
DROP INDEX payment_methods_by_last4;

-- What staff note about a customer. A note is never changed; it is deleted on request, and with its customer.
CREATE TABLE customer_notes (
  tenant_id integer NOT NULL,
  id text COLLATE "C" NOT NULL,
  customer_id text COLLATE "C" NOT NULL,
  words text NOT NULL CHECK (words <> ''),
  noted_by text NOT NULL,
  created timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, customer_id) REFERENCES customers (tenant_id, id)
);
CREATE INDEX customer_notes_by_customer ON customer_notes (tenant_id, customer_id, id);
GRANT SELECT, INSERT, DELETE ON customer_notes TO guichet_server;

-- What a place has decided about its counter. No row: nothing yet.
CREATE TABLE counter_terms (
  tenant_id integer PRIMARY KEY REFERENCES tenants (tenant_id),
  -- Whether card digits are hidden from who types them.
  mask_cards boolean NOT NULL DEFAULT false,
  -- Whose pages are told when a recording must pause: those that open or frame the counter.
  recording_origins text[] NOT NULL DEFAULT '{}',
  -- The account that payers transfer to: told to payers, so not a secret.
  transfer_holder text,
  transfer_iban text,
  transfer_bic text,
  updated timestamptz NOT NULL,
  CHECK ((transfer_iban IS NULL) = (transfer_holder IS NULL)),
  CHECK (transfer_bic IS NULL OR transfer_iban IS NOT NULL)
);
GRANT SELECT, INSERT, UPDATE (mask_cards, recording_origins, transfer_holder, transfer_iban, transfer_bic, updated) ON counter_terms TO guichet_server;
