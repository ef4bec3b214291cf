import type { ApprovalView } from '@guichet/contract/approvalViews.ts';
import { ApiError } from '@guichet/contract/errors.ts';
import type { ApprovedView, NamedRef } from '@guichet/contract/terminal.ts';
import { unixSeconds } from '@guichet/contract/time.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { Sql } from '../../platform/transaction.ts';
import { actorNames, membersWith } from '../people/index.ts';
import { isOwn } from './approval.rules.ts';
import type { Approval } from './approval.ts';
import { approvalWire, destinationOf } from './approval.wire.ts';
import { accountsPaidOutTo, approvalsOfResults, findApproval } from './approvals.store.ts';

type Asking = Pick<RequestContext, 'caller' | 'now'>;

export const missing = (id: string): ApiError => new ApiError('resource_missing', { param: 'id', message: `No such approval: '${id}'` });

/** The names of everybody who asked or decided, looked up once. */
async function namesOf(sql: Sql, tenantId: number, approvals: readonly Approval[]): Promise<(id: string) => NamedRef> {
  const ids = approvals.flatMap(({ askedBy, decidedBy }) => [askedBy, ...(decidedBy === null ? [] : [decidedBy])]);
  const names = await actorNames(sql, tenantId, ids);
  return (id) => ({ id, name: names.get(id) ?? id });
}

/** Approvals as a caller is shown them. */
export async function approvalViews(sql: Sql, { caller, now }: Asking, approvals: readonly Approval[]): Promise<ApprovalView[]> {
  if (approvals.length === 0) return [];
  const named = await namesOf(sql, caller.tenantId, approvals);
  const members = approvals.some(({ status }) => status === 'waiting') ? await membersWith(sql, caller.account, 'approvals.write') : [];
  const accounts = await accountsPaidOutTo(
    sql,
    caller.tenantId,
    approvals.flatMap((approval) => destinationOf(approval) ?? []),
  );
  return approvals.map((approval) =>
    approvalWire(approval, {
      named,
      now,
      accounts,
      own: isOwn(approval, caller.actor),
      approvers: members.filter((member) => !isOwn(approval, member)),
    }),
  );
}

export async function approvalView(sql: Sql, asking: Asking, approval: Approval): Promise<ApprovalView> {
  const [view] = await approvalViews(sql, asking, [approval]);
  if (view === undefined) throw new Error('An approval without a view.');
  return view;
}

/** One that the caller may see: their own, or any, for who approves. */
export async function requireVisible(sql: Sql, { caller }: Asking, id: string): Promise<Approval> {
  const approval = await findApproval(sql, caller.tenantId, id);
  const isSeen = approval !== undefined && (caller.permissions.has('approvals.write') || isOwn(approval, caller.actor));
  if (!isSeen) throw missing(id);
  return approval;
}

/** Who asked for and who approved what came of approvals, the oldest first. */
export async function approvedOf(sql: Sql, tenantId: number, results: readonly string[]): Promise<ApprovedView[]> {
  const approvals = await approvalsOfResults(sql, tenantId, results);
  if (approvals.length === 0) return [];
  const named = await namesOf(sql, tenantId, approvals);
  return approvals.flatMap(({ id, askedBy, decidedBy, decided, resultId }) =>
    resultId === null || decidedBy === null || decided === null
      ? []
      : [{ result: resultId, approval: id, asked_by: named(askedBy), approved_by: named(decidedBy), approved: unixSeconds(decided) }],
  );
}
