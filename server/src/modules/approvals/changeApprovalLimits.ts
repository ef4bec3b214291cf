import type { ApprovalLimitsView } from '@guichet/contract/approvalViews.ts';
import { wireAmount } from '@guichet/contract/money.ts';
import type { RequestContext } from '../../platform/context.ts';
import { readTenant } from '../../platform/tenants.store.ts';
import type { Sql, Transaction } from '../../platform/transaction.ts';
import { activityOrigin, type UseCaseParts } from '../../platform/useCase.ts';
import { membersWith } from '../people/index.ts';
import { type ApprovalLimits, lockApprovalLimits, readApprovalLimits, writeApprovalLimits } from './approvalLimits.store.ts';

/** What is not said stays as it is. */
export interface LimitsChange {
  readonly refund?: bigint | null | undefined;
  readonly payout?: bigint | null | undefined;
  readonly record?: bigint | null | undefined;
}

const shown = (limit: bigint | null): number | null => (limit === null ? null : wireAmount(limit));

const wire = ({ refund, payout, record }: ApprovalLimits) => ({ refund: shown(refund), payout: shown(payout), record: shown(record) });

export async function approvalLimitsView(sql: Sql, { caller }: Pick<RequestContext, 'caller'>): Promise<ApprovalLimitsView> {
  const { defaultCurrency } = await readTenant(sql, caller.tenantId);
  const approvers = await membersWith(sql, caller.account, 'approvals.write');
  const limits = wire(await readApprovalLimits(sql, caller.tenantId));
  return { object: 'approval_limits', ...limits, currency: defaultCurrency, approvers: approvers.map(({ id, name }) => ({ id, name })) };
}

/** Changes above which amounts another person must agree. What waits already goes on waiting. */
export async function changeApprovalLimits(
  tx: Transaction,
  { recordActivity }: Pick<UseCaseParts, 'recordActivity'>,
  context: RequestContext,
  change: LimitsChange,
): Promise<ApprovalLimitsView> {
  const { tenantId, account } = context.caller;
  const before = await lockApprovalLimits(tx, tenantId, context.now);
  const after: ApprovalLimits = {
    refund: change.refund === undefined ? before.refund : change.refund,
    payout: change.payout === undefined ? before.payout : change.payout,
    record: change.record === undefined ? before.record : change.record,
  };
  await writeApprovalLimits(tx, tenantId, after, context.now);
  const details = { before: wire(before), after: wire(after) };
  await recordActivity(tx, activityOrigin(context), { action: 'approval_limits.update', target: account, details });
  return approvalLimitsView(tx, context);
}
