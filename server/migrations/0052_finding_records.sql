-- What staff wrote about a payment that they recorded is found again, as it is for a card payment: by its reference and description, in whatever letters,
-- and by answers to the place's own fields. No column of its own: it would have to be erased, too. The expression stands as
-- server/src/modules/payment_records/paymentRecords.store.ts has it.
CREATE INDEX payment_records_find ON payment_record_reports USING gin (
  tenant_id,
  lower(trim(regexp_replace(regexp_replace(
    normalize(coalesce(reference, '') || ' ' || coalesce(data->>'description', ''), NFD),
    '[\u0300-\u036f\u005e\u0060\u00a8\u00af\u00b4\u00b7\u00b8]', '', 'g'), '\s+', ' ', 'g'))) gin_trgm_ops,
  (data->'metadata')
);
