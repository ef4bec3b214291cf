import type { ActivityAction } from '@guichet/contract/activityViews.ts';
import { ApiError } from '@guichet/contract/errors.ts';
import { type RequestContext, SYSTEM_ACTOR } from '../../platform/context.ts';
import { type OnceReply, once } from '../../platform/once.ts';
import { withTransaction } from '../../platform/transaction.ts';
import { activityOrigin } from '../../platform/useCase.ts';
import { assertNotOwn, assertWaiting, isOwn } from './approval.rules.ts';
import { closeApproval, lockExpired } from './approvals.store.ts';
import { approvalView } from './approvalViews.ts';
import { detailsOf, requireLockedApproval } from './approve.ts';
import type { AskingParts } from './askForApproval.ts';

type Ending = 'declined' | 'withdrawn';

const ACTIONS: Readonly<Record<Ending, ActivityAction>> = { declined: 'approval.decline', withdrawn: 'approval.withdraw' };

/** Declines what somebody else asked for, or withdraws what one asked for oneself. */
export function closeUnapproved(
  { database, recordActivity }: AskingParts,
  context: RequestContext,
  id: string,
  { status, note }: { readonly status: Ending; readonly note?: string | undefined },
): Promise<OnceReply> {
  const { tenantId, actor } = context.caller;
  return once(database, context, async (tx) => {
    const approval = await requireLockedApproval(tx, tenantId, id);
    if (status === 'declined') assertNotOwn(approval, actor);
    else if (!isOwn(approval, actor)) throw new ApiError('forbidden', { message: 'Only who asked for it withdraws it.' });
    assertWaiting(approval, context.now);
    await closeApproval(tx, { tenantId, id: approval.id, status, decidedBy: actor.id, decided: context.now, note });
    await recordActivity(tx, activityOrigin(context), {
      ...{ action: ACTIONS[status], target: id, details: detailsOf(approval) },
      ...(note !== undefined && { personal: { note } }),
    });
    return { status: 200, body: await approvalView(tx, context, await requireLockedApproval(tx, tenantId, id)) };
  });
}

const AT_ONCE = 100;

/** Closes what nobody decided about in time. Answers how many, so that whoever asks can go on until there are none. */
export function expireApprovals(
  { database, recordActivity }: Pick<AskingParts, 'database' | 'recordActivity'>,
  now: Date,
): Promise<number> {
  return withTransaction(database, async (tx) => {
    const expired = await lockExpired(tx, now, AT_ONCE);
    for (const approval of expired) {
      const { tenantId, id } = approval;
      await closeApproval(tx, { tenantId, id, status: 'expired', decidedBy: SYSTEM_ACTOR.id, decided: now });
      const origin = { tenantId, now, actor: SYSTEM_ACTOR, ip: null };
      await recordActivity(tx, origin, { action: 'approval.expire', target: id, details: detailsOf(approval) });
    }
    return expired.length;
  });
}
