import type { Sql, Transaction } from '../platform/sql.ts';
import { only } from '../platform/sql.ts';

/**
 * A checkpoint is right for ever if, once it is taken, no posting with `written` before its cut can still appear. `written` is the
 * moment at which the writing database transaction began (PostgreSQL's `now()`, which the server can't set), so it is enough that the
 * cut lies before the beginning of every transaction that is still open and of every one that is still to come:
 * - open ones: the cut is not after the oldest `xact_start` of this database. It is read by a statement of its own, before the sums:
 *   a transaction that ended before it was read is committed, hence visible to the later statement's snapshot.
 * - ones to come: they begin after now, and the cut lies ten minutes back, which also covers a database clock that is set back or that
 *   of another machine which takes over.
 * The application's clock plays no part. Rows of `pg_stat_activity` that belong to other roles show no times; the owner's role
 * posts nothing. A process that hangs in a transaction is ended by `idle_in_transaction_session_timeout`; until then it holds the cut back.
 */
const CUT = `SELECT least(now() - $1 * interval '1 millisecond', min(xact_start)) AS cut
  FROM pg_stat_activity WHERE datname = current_database() AND xact_start IS NOT NULL`;

const MARGIN_MS = 10 * 60_000;

// Accounts without a posting since their last checkpoint get no new one.
const TAKE = `INSERT INTO ledger_checkpoints (tenant_id, account, currency, cut, net)
  SELECT a.tenant_id, a.account, a.currency, $2, coalesce(last.net, 0) + moved.net FROM ledger_accounts a
  LEFT JOIN LATERAL (
    SELECT cut, net FROM ledger_checkpoints k
    WHERE k.tenant_id = a.tenant_id AND k.account = a.account AND k.currency = a.currency ORDER BY cut DESC LIMIT 1
  ) last ON true
  CROSS JOIN LATERAL (
    SELECT sum(amount)::bigint AS net FROM (
      SELECT amount FROM postings p WHERE p.tenant_id = a.tenant_id AND p.debit_account = a.account AND p.currency = a.currency
        AND p.written >= coalesce(last.cut, '-infinity') AND p.written < $2
      UNION ALL
      SELECT -amount FROM postings p WHERE p.tenant_id = a.tenant_id AND p.credit_account = a.account AND p.currency = a.currency
        AND p.written >= coalesce(last.cut, '-infinity') AND p.written < $2
    ) both_sides
  ) moved
  WHERE a.tenant_id = $1 AND moved.net IS NOT NULL
  ON CONFLICT DO NOTHING RETURNING 1`;

/** A moment before which no posting can appear any more, at least `marginMs` ago. The reason stands above. Wants READ COMMITTED. */
export async function checkpointCut(tx: Transaction, marginMs: number): Promise<Date> {
  return only(await tx.query<{ cut: Date }>('choose checkpoint cut', CUT, [marginMs])).cut;
}

/**
 * Takes checkpoints of a tenant's accounts, as an hourly job does, in a READ COMMITTED transaction. Answers how many. Two servers may do
 * so at once: each checkpoint is right on its own. It changes no balance, only how many postings are read for one. `marginMs` is how far back the cut lies at least.
 */
export async function takeCheckpoints(tx: Transaction, tenantId: number, marginMs: number = MARGIN_MS): Promise<number> {
  const cut = await checkpointCut(tx, marginMs);
  return (await tx.query('take ledger checkpoints', TAKE, [tenantId, cut])).length;
}

/** What `verify` finds wrong in the books of a tenant. */
export type LedgerFault =
  | {
      readonly kind: 'checkpoint_differs';
      readonly account: string;
      readonly currency: string;
      readonly cut: Date;
      readonly difference: bigint;
    }
  | { readonly kind: 'clearing_left_open'; readonly transaction: string; readonly currency: string; readonly difference: bigint };

// What was posted between a checkpoint and the one before it is read once: the checkpoints of a year cost no more than its postings.
const WRONG_CHECKPOINTS = `SELECT 'checkpoint_differs' AS kind, account, currency, cut, (net - summed)::bigint AS difference FROM (
    SELECT k.account, k.currency, k.cut, k.net, sum(moved.net) OVER (PARTITION BY k.account, k.currency ORDER BY k.cut) AS summed
    FROM (
      SELECT *, lag(cut, 1, '-infinity') OVER (PARTITION BY account, currency ORDER BY cut) AS since FROM ledger_checkpoints WHERE tenant_id = $1
    ) k
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(amount), 0) AS net FROM (
        SELECT amount FROM postings p WHERE p.tenant_id = $1 AND p.debit_account = k.account AND p.currency = k.currency
          AND p.written >= k.since AND p.written < k.cut
        UNION ALL
        SELECT -amount FROM postings p WHERE p.tenant_id = $1 AND p.credit_account = k.account AND p.currency = k.currency
          AND p.written >= k.since AND p.written < k.cut
      ) both_sides
    ) moved
  ) checked WHERE net <> summed ORDER BY account, currency, cut`;

const OPEN_CLEARING = `SELECT 'clearing_left_open' AS kind, transaction_id AS transaction, currency,
    sum(CASE WHEN debit_account = 'clearing' THEN amount ELSE -amount END)::bigint AS difference
  FROM postings WHERE tenant_id = $1 AND 'clearing' IN (debit_account, credit_account)
  GROUP BY transaction_id, currency HAVING sum(CASE WHEN debit_account = 'clearing' THEN amount ELSE -amount END) <> 0
  ORDER BY transaction_id, currency`;

/** Reads all of a tenant's books and names what the tables alone can't hold: nothing, when they are sound. */
export async function verifyLedger(sql: Sql, tenantId: number): Promise<LedgerFault[]> {
  const checkpoints = await sql.query<LedgerFault>('verify ledger checkpoints', WRONG_CHECKPOINTS, [tenantId]);
  const clearing = await sql.query<LedgerFault>('verify clearing', OPEN_CLEARING, [tenantId]);
  return [...checkpoints, ...clearing];
}
