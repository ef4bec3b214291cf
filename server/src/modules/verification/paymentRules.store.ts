import type { RuleSet } from './rules.store.ts';

/** Payments against the charges, refunds and disputes that they are made of. */
export const PAYMENT_RULES: RuleSet = {
  count: `SELECT (SELECT count(*) FROM payment_intents WHERE tenant_id = $1) + (SELECT count(*) FROM charges WHERE tenant_id = $1)
    + (SELECT count(*) FROM refunds WHERE tenant_id = $1) AS looked`,
  rules: [
    {
      name: 'latest charges',
      sql: `SELECT i.id AS subject, CASE
          WHEN i.latest_charge_id IS NULL THEN format('it is %s without a charge', i.status)
          WHEN c.id IS NULL THEN format('its charge %s does not exist', i.latest_charge_id)
          ELSE format('it is %s, and its charge %s is %s and %s', i.status, c.id, c.status,
            CASE WHEN c.captured THEN 'captured' ELSE 'not captured' END) END AS says
        FROM payment_intents i
        LEFT JOIN charges c ON c.tenant_id = i.tenant_id AND c.id = i.latest_charge_id AND c.payment_intent_id = i.id
        WHERE i.tenant_id = $1 AND CASE i.status
          WHEN 'succeeded' THEN c.id IS NULL OR c.status <> 'succeeded' OR NOT c.captured
          WHEN 'requires_capture' THEN c.id IS NULL OR c.status <> 'succeeded' OR c.captured
          ELSE (i.latest_charge_id IS NOT NULL AND c.id IS NULL) OR c.captured END`,
    },
    {
      name: 'amounts received',
      sql: `SELECT i.id AS subject, format('it has received %s %s, and its charges have captured %s', i.amount_received, i.currency,
            coalesce(c.captured, 0)) AS says
        FROM payment_intents i LEFT JOIN (
          SELECT payment_intent_id, currency, sum(amount_captured) AS captured FROM charges WHERE tenant_id = $1 GROUP BY payment_intent_id, currency
        ) c ON c.payment_intent_id = i.id
        WHERE i.tenant_id = $1 AND (i.amount_received <> coalesce(c.captured, 0) OR c.currency <> i.currency)`,
    },
    {
      name: 'amounts held',
      sql: `SELECT i.id AS subject, format('%s %s can be captured, and its charge holds %s', i.amount_capturable, i.currency,
            coalesce(c.amount, 0)) AS says
        FROM payment_intents i LEFT JOIN charges c ON c.tenant_id = i.tenant_id AND c.id = i.latest_charge_id
        WHERE i.tenant_id = $1 AND CASE WHEN i.status = 'requires_capture' THEN i.amount_capturable IS DISTINCT FROM c.amount
          ELSE i.status <> 'processing' AND i.amount_capturable <> 0 END`,
    },
    {
      name: 'charged twice',
      sql: `SELECT payment_intent_id AS subject, format('it has been charged %s times', count(*)) AS says FROM charges
        WHERE tenant_id = $1 AND captured GROUP BY payment_intent_id HAVING count(*) > 1`,
    },
    {
      name: 'refunded amounts of charges',
      sql: `SELECT c.id AS subject, format('%s %s count as refunded, and its refunds are %s', c.amount_refunded, c.currency,
            coalesce(r.refunded, 0)) AS says
        FROM charges c LEFT JOIN (
          SELECT charge_id, sum(amount) AS refunded FROM refunds WHERE tenant_id = $1 AND status IN ('pending', 'succeeded') GROUP BY charge_id
        ) r ON r.charge_id = c.id
        WHERE c.tenant_id = $1 AND c.amount_refunded <> coalesce(r.refunded, 0)`,
    },
    {
      name: 'refunded amounts of payments',
      sql: `SELECT i.id AS subject, format('%s %s count as given back, and %s were', i.amount_refunded, i.currency, coalesce(r.refunded, 0)) AS says
        FROM payment_intents i LEFT JOIN (
          SELECT payment_intent_id, sum(amount) AS refunded FROM refunds
          WHERE tenant_id = $1 AND status IN ('pending', 'succeeded') AND balance_transaction_id IS NOT NULL GROUP BY payment_intent_id
        ) r ON r.payment_intent_id = i.id
        WHERE i.tenant_id = $1 AND i.amount_refunded <> coalesce(r.refunded, 0)`,
    },
    {
      name: 'disputed amounts of charges',
      sql: `SELECT c.id AS subject, format('%s %s count as disputed, and its disputes have taken %s', c.disputed_amount, c.currency,
            coalesce(d.taken, 0)) AS says
        FROM charges c LEFT JOIN (
          SELECT charge_id, sum(amount) AS taken FROM disputes
          WHERE tenant_id = $1 AND status IN ('needs_response', 'under_review', 'lost') GROUP BY charge_id
        ) d ON d.charge_id = c.id
        WHERE c.tenant_id = $1 AND c.disputed_amount <> least(coalesce(d.taken, 0), c.amount_captured)`,
    },
    {
      name: 'balance transactions of charges',
      sql: `SELECT c.id AS subject, CASE WHEN c.captured THEN 'it is captured without a balance transaction'
            ELSE 'it is not captured and has a balance transaction' END AS says
        FROM charges c LEFT JOIN balance_transactions b ON b.tenant_id = c.tenant_id AND b.id = c.balance_transaction_id AND b.source = c.id
        WHERE c.tenant_id = $1 AND c.captured <> (b.id IS NOT NULL)`,
    },
    {
      name: 'balance transactions of refunds',
      sql: `SELECT r.id AS subject, format('it is %s, and its balance transaction %s', r.status, coalesce(r.balance_transaction_id, 'is missing')) AS says
        FROM refunds r LEFT JOIN balance_transactions b ON b.tenant_id = r.tenant_id AND b.id = r.balance_transaction_id AND b.source = r.id
        WHERE r.tenant_id = $1 AND (
          (r.balance_transaction_id IS NOT NULL AND b.id IS NULL) OR (r.status = 'succeeded' AND r.balance_transaction_id IS NULL)
          OR (r.status IN ('failed', 'canceled') AND (r.balance_transaction_id IS NULL) <> (r.failure_balance_transaction_id IS NULL)))`,
    },
  ],
};

const MINUTE_MS = 60_000;

/** What was asked of providers, against what came of it. */
export const ATTEMPT_RULES: RuleSet = {
  count: 'SELECT count(*) AS looked FROM attempts WHERE tenant_id = $1',
  rules: [
    {
      name: 'authorisations',
      sql: `SELECT a.id AS subject, format('it was %s, and %s', a.status,
            CASE WHEN c.id IS NULL THEN 'there is no charge of it' ELSE format('its charge %s is %s', c.id, c.status) END) AS says
        FROM attempts a LEFT JOIN charges c ON c.tenant_id = a.tenant_id AND c.authorisation = a.id
        WHERE a.tenant_id = $1 AND a.kind IN ('authorise', 'debit') AND CASE
          WHEN a.status = 'approved' THEN c.status IS DISTINCT FROM 'succeeded' OR c.currency <> a.currency OR c.amount < a.amount OR c.id <> a.charge_id
          WHEN a.status IN ('declined', 'failed') THEN c.status IN ('succeeded', 'pending')
          ELSE c.status IN ('succeeded', 'failed') END`,
    },
    {
      name: 'charges without authorisation',
      sql: `SELECT c.id AS subject, format('it is %s, and nobody was asked: the attempt %s does not exist', c.status, c.authorisation) AS says
        FROM charges c LEFT JOIN attempts a ON a.tenant_id = c.tenant_id AND a.id = c.authorisation WHERE c.tenant_id = $1 AND a.id IS NULL`,
    },
    {
      name: 'captures',
      sql: `SELECT a.id AS subject, format('%s %s of %s were captured, and the charge says %s', a.amount, a.currency, a.charge_id,
            coalesce(c.amount_captured, 0)) AS says
        FROM attempts a LEFT JOIN charges c ON c.tenant_id = a.tenant_id AND c.id = a.charge_id
        WHERE a.tenant_id = $1 AND a.kind = 'capture' AND a.status = 'approved' AND c.amount_captured IS DISTINCT FROM a.amount`,
    },
    {
      name: 'voids',
      sql: `SELECT a.id AS subject, format('the hold of %s was released, and the payment is %s', a.payment_intent_id, i.status) AS says
        FROM attempts a JOIN payment_intents i ON i.tenant_id = a.tenant_id AND i.id = a.payment_intent_id
        WHERE a.tenant_id = $1 AND a.kind = 'void' AND a.status = 'approved' AND i.status <> 'canceled'`,
    },
    {
      name: 'refunds that were asked for',
      sql: `SELECT a.id AS subject, format('it was %s, and %s', a.status, CASE WHEN r.id IS NULL THEN 'there is no refund of it'
            ELSE format('the refund %s of %s is %s', r.id, r.amount, r.status) END) AS says
        FROM attempts a LEFT JOIN refunds r ON r.tenant_id = a.tenant_id AND r.id = a.refund_id
        WHERE a.tenant_id = $1 AND a.kind = 'refund' AND (r.id IS NULL OR r.amount <> a.amount OR r.currency <> a.currency OR CASE
          WHEN a.status = 'approved' THEN r.balance_transaction_id IS NULL
          WHEN a.status IN ('declined', 'failed') THEN r.status <> 'failed' OR r.balance_transaction_id IS NOT NULL
          ELSE r.status <> 'pending' OR r.balance_transaction_id IS NOT NULL END)`,
    },
    {
      name: 'refunds that nobody asked for',
      sql: `SELECT r.id AS subject, format('it is %s, and nobody was asked for it', r.status) AS says FROM refunds r
        WHERE r.tenant_id = $1 AND NOT EXISTS (
          SELECT FROM attempts a WHERE a.tenant_id = $1 AND a.kind = 'refund' AND a.refund_id = r.id AND a.payment_intent_id = r.payment_intent_id)`,
    },
    {
      name: 'payments under way',
      sql: `SELECT i.id AS subject, 'it is processing, and nobody is being asked' AS says FROM payment_intents i
        WHERE i.tenant_id = $1 AND i.status = 'processing' AND NOT EXISTS (
          SELECT FROM attempts a WHERE a.tenant_id = $1 AND a.payment_intent_id = i.id AND a.resolved_at IS NULL)`,
    },
    {
      name: 'set-ups under way',
      sql: `SELECT i.id AS subject, 'it is processing, and nobody is being asked' AS says FROM setup_intents i
        WHERE i.tenant_id = $1 AND i.status = 'processing' AND NOT EXISTS (
          SELECT FROM attempts a WHERE a.tenant_id = $1 AND a.setup_intent_id = i.id AND a.resolved_at IS NULL)`,
    },
  ],
};

/** Holds only where a server is at work: it asks until it knows. */
export const OPEN_ATTEMPTS: RuleSet = {
  count: 'SELECT count(*) AS looked FROM attempts WHERE tenant_id = $1 AND resolved_at IS NULL',
  rules: [
    {
      name: 'open attempts',
      agoMs: MINUTE_MS,
      sql: `SELECT id AS subject, format('the attempt to %s has been open since %s and is still in doubt', kind,
            to_char(sent_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) AS says
        FROM attempts WHERE tenant_id = $1 AND status IN ('sent', 'unknown') AND sent_at < $2`,
    },
  ],
};
