import { asCurrency } from '@guichet/contract/currencies.ts';
import { type Columns, columnArrays, inputText, insertRows, type Row, type Sql, type Transaction } from '../../platform/sql.ts';
import type { AnyAttempt, Attempt, PendingOutcome, SettledOutcome } from './attempt.ts';

const COLUMNS = {
  tenant_id: 'integer',
  id: 'text',
  kind: 'text',
  connector: 'text',
  status: 'text',
  payment_intent_id: 'text',
  setup_intent_id: 'text',
  charge_id: 'text',
  refund_id: 'text',
  payment_method_id: 'text',
  amount: 'bigint',
  currency: 'text',
  details: 'jsonb',
  actor: 'jsonb',
  request_id: 'text',
  idempotency_key: 'text',
  sent_at: 'timestamptz',
  resolve_after: 'timestamptz',
} as const satisfies Columns;

const toRow = (attempt: AnyAttempt): Record<keyof typeof COLUMNS, unknown> => ({
  tenant_id: attempt.tenantId,
  id: attempt.id,
  kind: attempt.kind,
  connector: attempt.connector,
  status: 'sent',
  payment_intent_id: attempt.kind === 'verify' ? null : attempt.paymentIntentId,
  setup_intent_id: attempt.kind === 'verify' ? attempt.setupIntentId : null,
  charge_id: attempt.kind === 'verify' ? null : attempt.chargeId,
  refund_id: attempt.kind === 'verify' ? null : attempt.refundId,
  payment_method_id: attempt.paymentMethodId,
  amount: attempt.amount.amount,
  currency: attempt.amount.currency,
  details: attempt.details,
  actor: attempt.actor,
  request_id: attempt.requestId,
  idempotency_key: attempt.idempotencyKey,
  sent_at: attempt.sentAt,
  resolve_after: attempt.resolveAfter,
});

const baseOf = (row: Row) => ({
  tenantId: row.tenant_id,
  id: row.id,
  connector: row.connector,
  paymentMethodId: row.payment_method_id,
  amount: { amount: row.amount, currency: asCurrency(row.currency) },
  details: row.details,
  actor: row.actor,
  requestId: row.request_id,
  idempotencyKey: row.idempotency_key,
  sentAt: row.sent_at,
  resolveAfter: row.resolve_after,
  tries: row.tries,
  pending: row.status === 'pending',
  reversalSent: row.reversal_sent,
});

function paymentAttempt(row: Row): Attempt {
  return { ...baseOf(row), kind: row.kind, paymentIntentId: row.payment_intent_id, chargeId: row.charge_id, refundId: row.refund_id };
}

const fromRow = (row: Row): AnyAttempt =>
  row.kind === 'verify' ? { ...baseOf(row), kind: 'verify', setupIntentId: row.setup_intent_id } : paymentAttempt(row);

/** Stores attempts as `sent`. From this commit on, a crash can be repaired. */
export const insertAttempts = (tx: Transaction, attempts: readonly AnyAttempt[]): Promise<void> =>
  insertRows(tx, 'attempts', COLUMNS, attempts.map(toRow));

const CLOSE_COLUMNS = {
  tenant_id: 'integer',
  id: 'text',
  status: 'text',
  outcome: 'jsonb',
  resolved_at: 'timestamptz',
  after_reversal: 'boolean',
} as const satisfies Columns;

const CLOSE = `UPDATE attempts a SET status = i.status, outcome = i.outcome, resolved_at = i.resolved_at FROM ${inputText(CLOSE_COLUMNS)}
  WHERE a.tenant_id = i.tenant_id AND a.id = i.id AND a.resolved_at IS NULL AND (NOT a.reversal_sent OR i.after_reversal) RETURNING i.slot::int`;

/**
 * Closes an attempt with its outcome and locks it. Answers `closed before` when somebody else was faster, and `being reversed` when a
 * reversal has been sent that this outcome knows nothing of; `afterReversal` says that it does.
 */
export async function closeAttempt(
  tx: Transaction,
  attempt: AnyAttempt,
  outcome: SettledOutcome,
  { afterReversal, now }: { readonly afterReversal: boolean; readonly now: Date },
): Promise<'closed' | 'closed before' | 'being reversed'> {
  const row = {
    ...{ tenant_id: attempt.tenantId, id: attempt.id, status: outcome.result, outcome, resolved_at: now },
    after_reversal: afterReversal,
  };
  const closed = await tx.batch('close attempt', CLOSE, columnArrays(CLOSE_COLUMNS, [row]));
  if (closed.length === 1) return 'closed';
  const open = await tx.query('is attempt open', 'SELECT 1 FROM attempts WHERE tenant_id = $1 AND id = $2 AND resolved_at IS NULL', [
    attempt.tenantId,
    attempt.id,
  ]);
  return open.length === 1 ? 'being reversed' : 'closed before';
}

/**
 * Notes that the provider has taken an open attempt in, and when to ask at the latest. Answers false when that is known already, when it has
 * been closed, or when a reversal has been sent that this answer knows nothing of.
 */
export async function pendAttempt(
  tx: Transaction,
  attempt: AnyAttempt,
  outcome: PendingOutcome,
  { afterReversal, until }: { readonly afterReversal: boolean; readonly until: Date },
): Promise<boolean> {
  const values = [attempt.tenantId, attempt.id, until];
  const noted = await tx.query(
    'pend attempt',
    `UPDATE attempts SET status = 'pending', outcome = $4, resolve_after = $3
     WHERE tenant_id = $1 AND id = $2 AND status IN ('sent', 'unknown') AND (NOT reversal_sent OR $5::boolean) RETURNING 1`,
    [...values, JSON.stringify(outcome), afterReversal],
  );
  if (noted.length === 1) return true;
  await tx.query(
    'keep attempt pending',
    `UPDATE attempts SET resolve_after = $3 WHERE tenant_id = $1 AND id = $2 AND status = 'pending'`,
    values,
  );
  return false;
}

/**
 * Notes, before it is sent, that an open attempt is reversed. Answers false when nothing may be sent: it has been closed, or the provider
 * has taken it in and will tell what came of it.
 */
export async function noteReversal(sql: Sql, attempt: AnyAttempt): Promise<boolean> {
  const rows = await sql.query(
    'note reversal of attempt',
    `UPDATE attempts SET reversal_sent = true WHERE tenant_id = $1 AND id = $2 AND status IN ('sent', 'unknown') RETURNING 1`,
    [attempt.tenantId, attempt.id],
  );
  return rows.length === 1;
}

/**
 * Marks an open attempt as in doubt and says when to ask again. Answers how often that has been said, or null when it has been closed or is
 * pending, which is no doubt.
 */
export async function postponeAttempt(tx: Sql, attempt: AnyAttempt, resolveAfter: Date): Promise<number | null> {
  const rows = await tx.query<{ tries: number }>(
    'postpone attempt',
    `UPDATE attempts SET status = 'unknown', tries = tries + 1, resolve_after = $3
     WHERE tenant_id = $1 AND id = $2 AND status IN ('sent', 'unknown') RETURNING tries`,
    [attempt.tenantId, attempt.id, resolveAfter],
  );
  return rows[0]?.tries ?? null;
}

/** Whether a provider is being asked to charge this method, or what it did is in doubt. */
export async function isBeingAuthorised(sql: Sql, tenantId: number, paymentMethodId: string): Promise<boolean> {
  const rows = await sql.query(
    'open authorisation of payment method',
    `SELECT 1 FROM attempts WHERE tenant_id = $1 AND payment_method_id = $2 AND resolved_at IS NULL AND kind = 'authorise' LIMIT 1`,
    [tenantId, paymentMethodId],
  );
  return rows.length > 0;
}

/** Takes open attempts that are due, and keeps others from taking them until `until`. */
export async function takeDueAttempts(sql: Sql, now: Date, until: Date, limit: number): Promise<AnyAttempt[]> {
  const rows = await sql.query(
    'take due attempts',
    `UPDATE attempts a SET resolve_after = $2 FROM (
       SELECT tenant_id, id FROM attempts WHERE resolved_at IS NULL AND resolve_after <= $1 ORDER BY resolve_after LIMIT $3 FOR UPDATE SKIP LOCKED
     ) due WHERE a.tenant_id = due.tenant_id AND a.id = due.id RETURNING a.*`,
    [now, until, limit],
  );
  return rows.map(fromRow);
}

/**
 * Takes these of a place's open attempts, whether or not they are due, and keeps others from taking them until `until`. One whose first answer may
 * still be on its way is left to who waits for it.
 */
export async function takeTheseAttempts(
  sql: Sql,
  { tenantId, ids }: { readonly tenantId: number; readonly ids: readonly string[] },
  now: Date,
  until: Date,
): Promise<AnyAttempt[]> {
  const rows = await sql.query(
    'take these attempts',
    `UPDATE attempts SET resolve_after = $4 WHERE tenant_id = $1 AND id = ANY ($2) AND resolved_at IS NULL
       AND (status <> 'sent' OR resolve_after <= $3) RETURNING *`,
    [tenantId, ids, now, until],
  );
  return rows.map(fromRow);
}

/** Makes every open attempt due: at start, when no other server can be at work on them. */
export async function releaseOpenAttempts(sql: Sql, now: Date): Promise<void> {
  await sql.query('release open attempts', 'UPDATE attempts SET resolve_after = $1 WHERE resolved_at IS NULL AND resolve_after > $1', [
    now,
  ]);
}

/** An attempt, locked, with where it stands. */
export async function findAttempt(
  tx: Transaction,
  tenantId: number,
  id: string,
): Promise<{ attempt: AnyAttempt; status: string } | undefined> {
  const rows = await tx.query('lock attempt', 'SELECT * FROM attempts WHERE tenant_id = $1 AND id = $2 FOR UPDATE', [tenantId, id]);
  return rows.map((row) => ({ attempt: fromRow(row), status: row.status }))[0];
}

export async function attemptsOfIntent(
  sql: Sql,
  tenantId: number,
  paymentIntentId: string,
): Promise<{ attempt: Attempt; status: string; resolvedAt: Date | null }[]> {
  const rows = await sql.query('attempts of intent', 'SELECT * FROM attempts WHERE tenant_id = $1 AND payment_intent_id = $2 ORDER BY id', [
    tenantId,
    paymentIntentId,
  ]);
  return rows.map((row) => ({ attempt: paymentAttempt(row), status: row.status, resolvedAt: row.resolved_at }));
}

/** An attempt that was answered, for what follows from its answer; and whether it is still open. */
export async function readAttempt(sql: Sql, tenantId: number, id: string): Promise<{ attempt: AnyAttempt; isOpen: boolean } | undefined> {
  const rows = await sql.query('read attempt', 'SELECT * FROM attempts WHERE tenant_id = $1 AND id = $2', [tenantId, id]);
  return rows.map((row) => ({ attempt: fromRow(row), isOpen: row.resolved_at === null }))[0];
}

/** Which of these references are attempts of this place. */
export async function knownAttempts(
  sql: Sql,
  { tenantId, connector }: { readonly tenantId: number; readonly connector: string },
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const rows = await sql.query<{ id: string }>(
    'known attempts',
    'SELECT id FROM attempts WHERE tenant_id = $1 AND connector = $2 AND id = ANY ($3)',
    [tenantId, connector, ids],
  );
  return new Set(rows.map(({ id }) => id));
}
