import { SALE_KEY } from '@guichet/contract/saleViews.ts';

/**
 * What a place sold, gave back and had disputed, a row per ledger transaction, as a subquery; `$1` is the place. The ledger is never changed, so
 * whatever happens late stands on the day on which it happened: a capture, a refund, a dispute that is won.
 *
 * `range` bounds `p.written`, when a posting was written by the database's clock. Each LATERAL ends in `OFFSET 0`: rows are found one by one by
 * their keys, since those of a range are few, whatever the planner thinks of it, and those of all times are many.
 */
export const movementsText = (range: string): string => `
  SELECT t.id, t.created,
    CASE WHEN t.event LIKE 'charge.%' OR t.event LIKE '%.received' THEN 'sale' WHEN t.event LIKE 'dispute.%' THEN 'dispute' ELSE 'refund' END AS kind,
    legs.currency,
    CASE WHEN NOT legs.converted THEN legs.currency
      ELSE coalesce(legs.settled_currency, (SELECT default_currency FROM tenants WHERE tenant_id = $1)) END AS settled_currency,
    coalesce(r.method, c.method, 'other') AS method, coalesce(r.channel, i.channel, 'api') AS channel,
    CASE WHEN coalesce(r.channel, i.channel, 'api') = 'api' THEN '' ELSE coalesce(r.created_by, i.created_by, '') END AS staff,
    c.customer_id,
    CASE WHEN legs.amount < 0 THEN -1 ELSE 1 END AS count, legs.amount,
    CASE WHEN legs.converted THEN legs.settled ELSE legs.amount END AS settled, legs.fee, legs.written,
    coalesce(taken_back.reason, r.reason, '') AS reason, coalesce(r.metadata, i.metadata) AS metadata
  FROM (
    SELECT DISTINCT touched.transaction_id FROM ledger_accounts a CROSS JOIN LATERAL (
      SELECT p.transaction_id FROM postings p
      WHERE p.tenant_id = a.tenant_id AND p.credit_account = a.account AND p.currency = a.currency AND ${range}
      UNION ALL
      SELECT p.transaction_id FROM postings p
      WHERE p.tenant_id = a.tenant_id AND p.debit_account = a.account AND p.currency = a.currency AND ${range}
    ) touched WHERE a.tenant_id = $1 AND a.account IN ('sales', 'refunds', 'disputes')
  ) moved
  CROSS JOIN LATERAL (SELECT * FROM ledger_transactions t WHERE t.tenant_id = $1 AND t.id = moved.transaction_id OFFSET 0) t
  CROSS JOIN LATERAL (
    SELECT
      max(p.written) AS written,
      max(p.currency) FILTER (WHERE p.debit_account IN ('sales', 'refunds', 'disputes') OR p.credit_account IN ('sales', 'refunds', 'disputes'))
        AS currency,
      sum(CASE WHEN p.credit_account = 'sales' OR p.debit_account IN ('refunds', 'disputes') THEN p.amount
               WHEN p.debit_account = 'sales' OR p.credit_account IN ('refunds', 'disputes') THEN -p.amount ELSE 0 END)::bigint AS amount,
      bool_or('conversion_position' IN (p.debit_account, p.credit_account)) AS converted,
      max(p.currency) FILTER (WHERE 'provider_receivable' IN (p.debit_account, p.credit_account)) AS settled_currency,
      -- What a sale brings is above zero, and so is what a refund or a dispute costs.
      sum(CASE WHEN p.debit_account = 'provider_receivable' AND p.credit_account = 'conversion_position' THEN p.amount
               WHEN p.credit_account = 'provider_receivable' AND p.debit_account = 'conversion_position' THEN -p.amount ELSE 0 END)::bigint
        * CASE WHEN t.event LIKE 'charge.%' THEN 1 ELSE -1 END AS settled,
      sum(CASE WHEN p.debit_account IN ('processing_fees', 'dispute_fees') THEN p.amount
               WHEN p.credit_account IN ('processing_fees', 'dispute_fees') THEN -p.amount ELSE 0 END)::bigint AS fee
    FROM postings p WHERE p.tenant_id = $1 AND p.transaction_id = t.id
  ) legs
  LEFT JOIN LATERAL (
    SELECT charge_id, reason FROM refunds WHERE tenant_id = $1 AND id = t.source
    UNION ALL SELECT charge_id, NULL FROM disputes WHERE tenant_id = $1 AND id = t.source
    OFFSET 0
  ) taken_back ON true
  LEFT JOIN LATERAL (
    SELECT payment_intent_id, customer_id, coalesce(details ->> 'type', 'card') AS method FROM charges
    WHERE tenant_id = $1 AND id = coalesce(taken_back.charge_id, t.source) OFFSET 0
  ) c ON true
  LEFT JOIN LATERAL (
    SELECT channel, created_by, metadata FROM payment_intents WHERE tenant_id = $1 AND id = c.payment_intent_id OFFSET 0
  ) i ON true
  LEFT JOIN LATERAL (
    SELECT method, channel, created_by,
      (SELECT n.data -> 'metadata' FROM payment_record_reports n
        WHERE n.tenant_id = $1 AND n.payment_record_id = x.id AND n.kind = 'attempt' ORDER BY n.sequence LIMIT 1) AS metadata,
      -- What is told of a record and what it posts are of one moment.
      (SELECT max(n.reason) FROM payment_record_reports n
        WHERE n.tenant_id = $1 AND n.payment_record_id = x.id AND n.created = t.created) AS reason
    FROM payment_records x WHERE x.tenant_id = $1 AND x.id = t.source OFFSET 0
  ) r ON true`;

/**
 * What issuers and banks were asked and have answered, a row per charge, as a subquery; `$1` is the place. `which` chooses among charges `c`,
 * also those that nobody has answered yet: their `outcome` is null.
 */
export const triesText = (which: string): string => `
  SELECT c.id, c.created, c.currency, c.amount,
    CASE c.status WHEN 'succeeded' THEN '' WHEN 'failed' THEN coalesce(c.decline_code, c.failure_code) END AS outcome,
    coalesce(c.details ->> 'type', 'card') AS method, i.channel, CASE i.channel WHEN 'api' THEN '' ELSE i.created_by END AS staff
  FROM charges c
  CROSS JOIN LATERAL (SELECT channel, created_by FROM payment_intents WHERE tenant_id = $1 AND id = c.payment_intent_id OFFSET 0) i
  WHERE c.tenant_id = $1 AND ${which}`;

/** The beginning of the bucket that a moment is in; `grain` is in minutes, 1 stands for a month. */
export const bucketText = (at: string, grain: string): string =>
  `CASE ${grain} WHEN 1 THEN date_trunc('month', ${at}, 'UTC') ELSE date_bin(${grain} * interval '1 minute', ${at}, '2000-01-01 00:00:00+00') END`;

/** Grains as rows, to join with what is added up by each. */
export const grainRows = (minutes: readonly number[]): string =>
  `(VALUES ${minutes.map((each) => `(${each}::smallint)`).join(', ')}) AS g (grain)`;

/**
 * Movements by what only some of them have; `moved` is what `movementsText` answers. A field counts whose answers are a list of choices, and of what
 * stands under its key only what is one of them: programs may write there what they like, a payer's name too, and sums are never erased.
 */
export const facetsText = (moved: string): string => `
  SELECT created, 'reason' AS facet, reason AS value, kind, currency, settled_currency, count, amount, settled, fee FROM ${moved} refunded
    WHERE kind = 'refund'
  UNION ALL
  SELECT created, 'field:' || answer.key, answer.value, kind, currency, settled_currency, count, amount, settled, fee FROM ${moved} asked
    CROSS JOIN LATERAL jsonb_each_text(CASE jsonb_typeof(asked.metadata) WHEN 'object' THEN asked.metadata END) answer
    WHERE EXISTS (
      SELECT FROM own_fields f WHERE f.tenant_id = $1 AND f.key = answer.key AND f.kind = 'choice' AND answer.value = ANY (f.choices)
    )`;

/** Movements of payments that name a sale in the same currency, what was given back below zero; `moved` as above. */
export const saleMovementsText = (moved: string): string => `
  SELECT moved.id, sold.id AS sale_id, moved.kind, moved.created, moved.written, moved.currency,
    CASE moved.kind WHEN 'sale' THEN moved.amount ELSE -moved.amount END AS amount, sold.amount AS sale_amount, sold.content
  FROM ${moved} moved
  CROSS JOIN LATERAL (
    SELECT id, amount, content FROM sales s
    WHERE s.tenant_id = $1 AND s.id = moved.metadata ->> '${SALE_KEY}' AND s.currency = moved.currency OFFSET 0
  ) sold
  WHERE moved.kind <> 'dispute'`;
