import type { Sql, Transaction } from '../../platform/sql.ts';

/** Above which amount another person must agree, in minor units of the place's default currency; null: never. */
export interface ApprovalLimits {
  readonly refund: bigint | null;
  readonly payout: bigint | null;
  readonly record: bigint | null;
}

const NONE: ApprovalLimits = { refund: null, payout: null, record: null };

export async function readApprovalLimits(sql: Sql, tenantId: number): Promise<ApprovalLimits> {
  const rows = await sql.query<{ refund: bigint | null; payout: bigint | null; record: bigint | null }>(
    'read approval limits',
    'SELECT refund, payout, record FROM approval_limits WHERE tenant_id = $1',
    [tenantId],
  );
  return rows[0] ?? NONE;
}

/** Keeps others who change them waiting, so that each change is told with what it changed. */
export async function lockApprovalLimits(tx: Transaction, tenantId: number, now: Date): Promise<ApprovalLimits> {
  await tx.query('make approval limits', 'INSERT INTO approval_limits (tenant_id, updated) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
    tenantId,
    now,
  ]);
  await tx.query('lock approval limits', 'SELECT FROM approval_limits WHERE tenant_id = $1 FOR UPDATE', [tenantId]);
  return readApprovalLimits(tx, tenantId);
}

export async function writeApprovalLimits(
  tx: Transaction,
  tenantId: number,
  { refund, payout, record }: ApprovalLimits,
  now: Date,
): Promise<void> {
  await tx.query(
    'write approval limits',
    'UPDATE approval_limits SET refund = $2, payout = $3, record = $4, updated = $5 WHERE tenant_id = $1',
    [tenantId, refund, payout, record, now],
  );
}
