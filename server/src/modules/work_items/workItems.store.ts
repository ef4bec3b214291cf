import type { WorkKind } from '@guichet/contract/workViews.ts';
import type { Sql, Transaction } from '../../platform/sql.ts';

export interface WorkItem {
  readonly id: string;
  readonly kind: WorkKind;
  readonly since: Date;
  readonly paymentIntent: string | null;
  readonly amount: bigint | null;
  readonly currency: string | null;
  readonly detail: string;
  readonly takenBy: string | null;
}

interface ItemRow {
  id: string;
  kind: WorkKind;
  since: Date;
  payment_intent_id: string | null;
  amount: bigint | null;
  currency: string | null;
  detail: string;
  taken_by: string | null;
}

/** What waits, as the tables that hold it tell it: what has settled by itself is no longer there. Each source gives its newest at most. */
const WAITING = `
  SELECT 'fraud_warning:' || w.id AS id, 'fraud_warning' AS kind, w.created AS since, w.payment_intent_id, c.amount, c.currency, w.fraud_type AS detail
  FROM (SELECT * FROM early_fraud_warnings WHERE tenant_id = $1 ORDER BY id DESC LIMIT 500) w
  JOIN charges c ON c.tenant_id = w.tenant_id AND c.id = w.charge_id
  WHERE c.amount_refunded < c.amount_captured AND c.dispute_id IS NULL
  UNION ALL
  (SELECT 'doubtful_attempt:' || id, 'doubtful_attempt', sent_at, payment_intent_id, amount, currency, kind
  FROM attempts WHERE tenant_id = $1 AND resolved_at IS NULL AND status IN ('sent', 'unknown') AND sent_at < $2 ORDER BY sent_at LIMIT 200)
  UNION ALL
  (SELECT 'refused_notice:' || n.provider || ':' || n.sequence, 'refused_notice', n.received, a.payment_intent_id, a.amount, a.currency, n.kind || ': ' || n.refused
  FROM provider_notices n LEFT JOIN attempts a ON a.tenant_id = n.tenant_id AND a.id = n.reference
  WHERE n.tenant_id = $1 AND n.refused IS NOT NULL ORDER BY n.received DESC LIMIT 200)
  UNION ALL
  (SELECT 'reconciliation:' || provider || ':' || day, 'reconciliation', ran, NULL, NULL, NULL, provider || ', ' || day || ': ' || unresolved
  FROM reconciliations WHERE tenant_id = $1 AND unresolved > 0 ORDER BY ran DESC LIMIT 100)
  UNION ALL
  (SELECT 'slow_down:' || id, 'slow_down', at, NULL, NULL, NULL, coalesce(details ->> 'by', '') || ', ' || coalesce(details ->> 'declined', '')
  FROM activity_lines WHERE tenant_id = $1 AND action = 'payments.slow_down' AND at > $3 ORDER BY id DESC LIMIT 100)`;

export async function listWaiting(
  sql: Sql,
  tenantId: number,
  { doubtfulBefore, slowDownsSince }: { readonly doubtfulBefore: Date; readonly slowDownsSince: Date },
): Promise<WorkItem[]> {
  const rows = await sql.query<ItemRow>(
    'work items waiting',
    `SELECT i.*, m.taken_by FROM (${WAITING}) i LEFT JOIN work_marks m ON m.tenant_id = $1 AND m.item = i.id COLLATE "C"
     WHERE m.done IS NULL ORDER BY i.since, i.id`,
    [tenantId, doubtfulBefore, slowDownsSince],
  );
  return rows.map(({ payment_intent_id: paymentIntent, taken_by: takenBy, ...row }) => ({ ...row, paymentIntent, takenBy }));
}

export interface DoneWork {
  readonly item: string;
  readonly doneBy: string;
  readonly done: Date;
  readonly note: string;
}

export async function listDone(sql: Sql, tenantId: number, limit: number): Promise<DoneWork[]> {
  const rows = await sql.query<{ item: string; done_by: string; done: Date; note: string | null }>(
    'work items done',
    'SELECT item, done_by, done, note FROM work_marks WHERE tenant_id = $1 AND done IS NOT NULL ORDER BY done DESC, item LIMIT $2',
    [tenantId, limit],
  );
  return rows.map(({ item, done_by: doneBy, done, note }) => ({ item, doneBy, done, note: note ?? '' }));
}

export interface WorkMark {
  readonly takenBy: string | null;
  readonly isDone: boolean;
}

/** Who has taken an item and whether it is done; locked until the end of the transaction, and made if nobody has marked it yet. */
export async function lockMark(tx: Transaction, tenantId: number, item: string): Promise<WorkMark> {
  await tx.query('make work mark', 'INSERT INTO work_marks (tenant_id, item) VALUES ($1, $2) ON CONFLICT DO NOTHING', [tenantId, item]);
  const [row] = await tx.query<{ taken_by: string | null; done: Date | null }>(
    'lock work mark',
    'SELECT taken_by, done FROM work_marks WHERE tenant_id = $1 AND item = $2 FOR UPDATE',
    [tenantId, item],
  );
  return { takenBy: row?.taken_by ?? null, isDone: row?.done != null };
}

export async function writeTaken(tx: Transaction, tenantId: number, item: string, by: string | null, now: Date): Promise<void> {
  await tx.query('write work taken', 'UPDATE work_marks SET taken_by = $3, taken = $4 WHERE tenant_id = $1 AND item = $2', [
    tenantId,
    item,
    by,
    by === null ? null : now,
  ]);
}

export async function writeDone(tx: Transaction, tenantId: number, item: string, done: Omit<DoneWork, 'item'>): Promise<void> {
  await tx.query('write work done', 'UPDATE work_marks SET done_by = $3, done = $4, note = $5 WHERE tenant_id = $1 AND item = $2', [
    tenantId,
    item,
    done.doneBy,
    done.done,
    done.note,
  ]);
}
