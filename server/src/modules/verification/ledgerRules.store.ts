import type { RuleSet } from './rules.store.ts';

/** What an account has gained by an object's transactions: debits less credits, per currency. */
const gained = (account: string, events: string): string => `
  SELECT t.source, p.currency, sum(CASE WHEN p.debit_account = '${account}' THEN p.amount ELSE -p.amount END) AS amount
  FROM ledger_transactions t JOIN postings p ON p.tenant_id = t.tenant_id AND p.transaction_id = t.id
  WHERE t.tenant_id = $1 AND t.event LIKE '${events}' AND '${account}' IN (p.debit_account, p.credit_account) GROUP BY t.source, p.currency`;

/** Objects with what must stand at an account by them, against what does. `objects` answers `id`, `currency` and `amount`. */
const mustHaveGained = (account: string, events: string, objects: string): string => `
  SELECT coalesce(o.id, g.source) AS subject, format('%s %s of it should stand at ${account}, and the postings say %s',
      coalesce(o.amount, 0), coalesce(o.currency, g.currency), coalesce(g.amount, 0)) AS says
  FROM (${objects}) o FULL JOIN (${gained(account, events)}) g ON g.source = o.id AND g.currency = o.currency
  WHERE coalesce(o.amount, 0) <> coalesce(g.amount, 0)`;

/** The books against themselves, and against the objects that they are about. */
export const LEDGER_RULES: RuleSet = {
  count: 'SELECT count(*) AS looked FROM postings WHERE tenant_id = $1',
  rules: [
    {
      name: 'postings without transaction',
      sql: `SELECT p.transaction_id AS subject, format('line %s is a posting without its transaction', p.line) AS says
        FROM postings p LEFT JOIN ledger_transactions t ON t.tenant_id = p.tenant_id AND t.id = p.transaction_id
        WHERE p.tenant_id = $1 AND t.id IS NULL`,
    },
    {
      name: 'transactions without postings',
      sql: `SELECT t.id AS subject, format('%s of %s has no postings', t.event, t.source) AS says
        FROM ledger_transactions t LEFT JOIN postings p ON p.tenant_id = t.tenant_id AND p.transaction_id = t.id
        WHERE t.tenant_id = $1 AND p.line IS NULL`,
    },
    {
      name: 'postings and balance transactions',
      sql: `SELECT coalesce(b.id, p.id) AS subject,
          format('its postings move the balance by %s, and the balance transaction says %s', coalesce(p.net || ' ' || p.currency, 'nothing'),
            coalesce(b.net || ' ' || b.currency, 'nothing')) AS says
        FROM (
          SELECT transaction_id AS id, currency, sum(CASE WHEN debit_account = 'provider_receivable' THEN amount ELSE -amount END) AS net
          FROM postings WHERE tenant_id = $1 AND 'provider_receivable' IN (debit_account, credit_account) GROUP BY transaction_id, currency
        ) p
        FULL JOIN (SELECT id, currency, amount - fee AS net FROM balance_transactions WHERE tenant_id = $1) b
          ON b.id = p.id AND b.currency = p.currency
        WHERE coalesce(p.net, 0) <> coalesce(b.net, 0)`,
    },
    {
      name: 'balance transactions without ledger transaction',
      sql: `SELECT b.id AS subject, 'the balance transaction has no ledger transaction about the same ' || b.source AS says
        FROM balance_transactions b
        LEFT JOIN ledger_transactions t ON t.tenant_id = b.tenant_id AND t.id = b.id AND t.source = b.source
        WHERE b.tenant_id = $1 AND t.id IS NULL`,
    },
    {
      name: 'transactions without object',
      sql: `SELECT t.id AS subject, format('%s is posted for %s, which does not exist', t.event, t.source) AS says FROM ledger_transactions t
        LEFT JOIN (
          SELECT id FROM charges WHERE tenant_id = $1 UNION ALL SELECT id FROM refunds WHERE tenant_id = $1
          UNION ALL SELECT id FROM disputes WHERE tenant_id = $1 UNION ALL SELECT id FROM payouts WHERE tenant_id = $1
          UNION ALL SELECT id FROM payment_records WHERE tenant_id = $1
        ) o ON o.id = t.source
        WHERE t.tenant_id = $1 AND o.id IS NULL`,
    },
    {
      name: 'sales of charges',
      sql: mustHaveGained(
        'sales',
        'charge.%',
        `SELECT id, currency, -amount_captured AS amount FROM charges WHERE tenant_id = $1 AND status = 'succeeded'`,
      ),
    },
    {
      name: 'refunds',
      sql: mustHaveGained(
        'refunds',
        'refund.%',
        `SELECT id, currency, amount FROM refunds
         WHERE tenant_id = $1 AND status IN ('pending', 'succeeded') AND balance_transaction_id IS NOT NULL`,
      ),
    },
    {
      name: 'disputes',
      sql: mustHaveGained(
        'disputes',
        'dispute.%',
        `SELECT id, currency, amount FROM disputes WHERE tenant_id = $1 AND status IN ('needs_response', 'under_review', 'lost')`,
      ),
    },
    {
      name: 'payouts on their way',
      sql: mustHaveGained(
        'payouts_in_transit',
        'payout.%',
        `SELECT id, currency, amount FROM payouts
         WHERE tenant_id = $1 AND status IN ('pending', 'in_transit') AND original_payout_id IS NULL`,
      ),
    },
    {
      name: 'payouts that arrived',
      sql: mustHaveGained(
        'bank',
        'payout.%',
        `SELECT id, currency, CASE WHEN original_payout_id IS NULL THEN amount ELSE -amount END AS amount FROM payouts
         WHERE tenant_id = $1 AND status = 'paid'`,
      ),
    },
    {
      name: 'sales that staff recorded',
      sql: mustHaveGained(
        'sales',
        '%.received',
        `SELECT payment_record_id AS id, currency, -sum(amount) AS amount FROM payment_record_reports
         WHERE tenant_id = $1 AND kind = 'guaranteed' GROUP BY payment_record_id, currency`,
      ),
    },
    {
      name: 'refunds that staff recorded',
      sql: mustHaveGained(
        'refunds',
        '%.returned',
        `SELECT payment_record_id AS id, currency, sum(amount) AS amount FROM payment_record_reports
         WHERE tenant_id = $1 AND kind = 'refunded' GROUP BY payment_record_id, currency`,
      ),
    },
  ],
};
