import type { ApprovalKind, PaidOutTo } from '@guichet/contract/approvalViews.ts';
import { asCurrency } from '@guichet/contract/currencies.ts';
import { Conditions, type Page, selectPage } from '../../platform/page.ts';
import { only, type Row, type Sql, type Transaction } from '../../platform/sql.ts';
import type { Approval, Closing } from './approval.ts';

const fromRow = (row: Row): Approval => ({
  tenantId: row.tenant_id,
  id: row.id,
  kind: row.kind,
  operation: row.operation,
  request: row.request,
  channel: row.channel,
  amount: row.amount,
  currency: asCurrency(row.currency),
  subjectId: row.subject_id,
  reason: row.reason,
  askedBy: row.asked_by,
  behind: row.behind,
  created: row.created,
  expires: row.expires,
  status: row.status,
  decidedBy: row.decided_by,
  decided: row.decided,
  note: row.note,
  failureCode: row.failure_code,
  failureMessage: row.failure_message,
  resultId: row.result_id,
});

export async function insertApproval(tx: Transaction, approval: Approval): Promise<void> {
  const { tenantId, id, kind, operation, request, channel, amount, currency, subjectId, reason, askedBy, behind } = approval;
  await tx.query(
    'insert approval',
    `INSERT INTO approvals (tenant_id, id, kind, operation, request, channel, amount, currency, subject_id, reason, asked_by, behind,
       created, expires, status)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
    [
      ...[tenantId, id, kind, operation, JSON.stringify(request), channel, amount, currency, subjectId, reason, askedBy, behind],
      ...[approval.created, approval.expires, approval.status],
    ],
  );
}

export async function findApproval(sql: Sql, tenantId: number, id: string): Promise<Approval | undefined> {
  return (await sql.query('find approval', 'SELECT * FROM approvals WHERE tenant_id = $1 AND id = $2', [tenantId, id])).map(fromRow)[0];
}

/** The approval, locked until the transaction ends: one decides at a time. */
export async function lockApproval(tx: Transaction, tenantId: number, id: string): Promise<Approval | undefined> {
  const rows = await tx.query('lock approval', 'SELECT * FROM approvals WHERE tenant_id = $1 AND id = $2 FOR UPDATE', [tenantId, id]);
  return rows.map(fromRow)[0];
}

/** Closes an approval that this transaction holds the lock on, and forgets what it would be carried out with. */
export async function closeApproval(tx: Transaction, closing: Closing): Promise<void> {
  const { tenantId, id, status, decidedBy, decided, note, failure, resultId } = closing;
  const rows = await tx.query(
    'close approval',
    `UPDATE approvals SET request = NULL, status = $3, decided_by = $4, decided = $5, note = $6, failure_code = $7, failure_message = $8,
       result_id = $9 WHERE tenant_id = $1 AND id = $2 AND status = 'waiting' RETURNING id`,
    [...[tenantId, id, status, decidedBy, decided, note ?? null, failure?.code ?? null, failure?.message ?? null], resultId ?? null],
  );
  if (rows.length !== 1) throw new Error(`The approval ${id} was closed twice.`);
}

/** Those whose time is over, locked: what somebody decides about at this moment is left to them. */
export async function lockExpired(tx: Transaction, now: Date, limit: number): Promise<Approval[]> {
  const rows = await tx.query(
    'lock expired approvals',
    `SELECT * FROM approvals WHERE status = 'waiting' AND expires <= $1 ORDER BY expires LIMIT $2 FOR UPDATE SKIP LOCKED`,
    [now, limit],
  );
  return rows.map(fromRow);
}

/** Those that wait and of which nobody was told, locked: another server leaves them to this one. */
export async function lockUntold(tx: Transaction, now: Date, limit: number): Promise<Approval[]> {
  const rows = await tx.query(
    'lock untold approvals',
    `SELECT * FROM approvals WHERE status = 'waiting' AND told IS NULL AND expires > $1 ORDER BY expires LIMIT $2 FOR UPDATE SKIP LOCKED`,
    [now, limit],
  );
  return rows.map(fromRow);
}

export async function noteTold(tx: Transaction, tenantId: number, id: string, now: Date): Promise<void> {
  await tx.query('note approvers told', 'UPDATE approvals SET told = $3 WHERE tenant_id = $1 AND id = $2', [tenantId, id, now]);
}

export interface ApprovalFilter {
  /** Those that wait, or those that wait no more. */
  readonly waiting?: boolean | undefined;
  readonly kind?: ApprovalKind | undefined;
  readonly subject?: string | undefined;
  /** The person or key whose requests alone are seen. */
  readonly ownOf?: string | undefined;
  readonly now: Date;
}

export async function listApprovals(sql: Sql, tenantId: number, filter: ApprovalFilter, page: Page): Promise<Approval[]> {
  const { waiting, kind, subject, ownOf, now } = filter;
  const conditions = new Conditions()
    .add('tenant_id = $?', tenantId)
    .add('kind = $?', kind)
    .add('subject_id = $?', subject)
    .add('$? IN (asked_by, behind)', ownOf)
    // What has expired waits no more, also before the task that says so has come by.
    .add(`(status = 'waiting' AND expires > $?)`, waiting === true ? now : undefined)
    .add(`(status <> 'waiting' OR expires <= $?)`, waiting === false ? now : undefined);
  return (await selectPage(sql, 'SELECT * FROM approvals', 'id', conditions, page)).map(fromRow);
}

/** How many wait for somebody else than this person: neither they nor a key of theirs asked. */
export async function countToDecide(sql: Sql, tenantId: number, personId: string, now: Date): Promise<number> {
  const rows = await sql.query<{ count: number }>(
    'count approvals to decide',
    `SELECT count(*)::integer AS count FROM approvals
     WHERE tenant_id = $1 AND status = 'waiting' AND expires > $2 AND asked_by <> $3 AND behind IS DISTINCT FROM $3`,
    [tenantId, now, personId],
  );
  return only(rows).count;
}

/** How bank accounts are shown to who approves payouts to them, by their ids; those too that were removed meanwhile. */
export async function accountsPaidOutTo(sql: Sql, tenantId: number, ids: readonly string[]): Promise<ReadonlyMap<string, PaidOutTo>> {
  if (ids.length === 0) return new Map();
  const rows = await sql.query<PaidOutTo & { id: string }>(
    'accounts paid out to',
    `SELECT id, holder_name AS account_holder_name, country, currency, last4 FROM bank_accounts WHERE tenant_id = $1 AND id = ANY ($2)`,
    [tenantId, ids],
  );
  return new Map(rows.map(({ id, ...account }) => [id, account]));
}

/** What was approved, by what came of it. */
export async function approvalsOfResults(sql: Sql, tenantId: number, results: readonly string[]): Promise<Approval[]> {
  if (results.length === 0) return [];
  const rows = await sql.query(
    'approvals of results',
    'SELECT * FROM approvals WHERE tenant_id = $1 AND result_id = ANY ($2) ORDER BY id',
    [tenantId, results],
  );
  return rows.map(fromRow);
}
