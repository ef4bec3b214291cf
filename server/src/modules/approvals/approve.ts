import { ApiError } from '@guichet/contract/errors.ts';
import { money } from '@guichet/contract/money.ts';
import type { RequestContext } from '../../platform/context.ts';
import { claimKey, type Reply, storeReply } from '../../platform/idempotency.store.ts';
import { type OnceReply, once } from '../../platform/once.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { activityOrigin } from '../../platform/useCase.ts';
import { assertMayRefund, assertMayTakeAtOnce } from '../ceilings/index.ts';
import { callerAs } from '../people/index.ts';
import { assertNotOwn, assertWaiting } from './approval.rules.ts';
import type { Approval } from './approval.ts';
import { closeApproval, findApproval, lockApproval } from './approvals.store.ts';
import { approvalView, missing } from './approvalViews.ts';
import type { ApprovedOperation, ApprovedOperations, Begin } from './approvedOperation.ts';
import type { AskingParts } from './askForApproval.ts';
import { requestOf } from './keptRequest.rules.ts';

export interface ApprovalParts extends AskingParts {
  readonly operations: ApprovedOperations;
}

/** The request itself is refused by now. Thrown out of the transaction, so that nothing of it stays; then the approval is closed by another. */
class CannotBeCarriedOut extends Error {
  readonly refusal: ApiError;

  constructor(refusal: ApiError) {
    super(refusal.message);
    this.name = 'CannotBeCarriedOut';
    this.refusal = refusal;
  }
}

/** What stands against a request for good. A conflict, a rush, or a server that starts passes. */
const standsForGood = (error: unknown): error is ApiError => error instanceof ApiError && [400, 402, 403, 404].includes(error.status);

/** Who asked, as they may act now, in the request that carries out what they asked for. */
async function contextOfAsker({ database }: ApprovalParts, context: RequestContext, approval: Approval, operation: ApprovedOperation) {
  const caller = await callerAs(database, context.caller, approval.askedBy);
  const mayStill = caller?.permissions.has(operation.permission) === true;
  const { requestId, now } = context;
  const asking: RequestContext = {
    // Where nobody is left, the request is refused before anything is done in this context.
    ...{ requestId, now, caller: caller ?? context.caller, idempotency: null, channel: approval.channel, ip: null },
    approval: { id: approval.id, by: context.caller.actor.id, amount: money(approval.amount, approval.currency) },
  };
  return { asking, mayStill };
}

/** Nobody approves beyond their own ceilings. Whether they may do the like themselves is not asked: who approves payouts need not make any. */
async function assertWithinOwnCeilings(tx: Transaction, context: RequestContext, { kind, amount, currency }: Approval): Promise<void> {
  if (kind === 'refund') await assertMayRefund(tx, context, money(amount, currency));
  if (kind === 'record') await assertMayTakeAtOnce(tx, context, money(amount, currency));
}

export async function requireLockedApproval(tx: Transaction, tenantId: number, id: string): Promise<Approval> {
  const approval = await lockApproval(tx, tenantId, id);
  if (approval === undefined) throw missing(id);
  return approval;
}

/**
 * Approves what somebody else asked for and carries it out, as them. The transaction that begins it closes the approval and keeps the answer,
 * so it happens once, whoever presses how often: what comes after it, such as asking the provider, is found and finished like that of any
 * request. Where it cannot be carried out any more, the approval is closed with the reason.
 */
export async function approve(parts: ApprovalParts, context: RequestContext, id: string): Promise<OnceReply> {
  const { tenantId } = context.caller;
  const found = await findApproval(parts.database, tenantId, id);
  if (found === undefined) throw missing(id);
  const operation = parts.operations[found.operation];
  if (operation === undefined) throw new Error(`Nobody carries out ${found.operation}.`);
  const { asking, mayStill } = await contextOfAsker(parts, context, found, operation);
  const answered: { reply?: OnceReply } = {};
  const begin: Begin = async (tx, work) => {
    const before = context.idempotency && (await claimKey(tx, tenantId, context.idempotency, context.requestId, context.now));
    if (before !== null) {
      answered.reply = { ...before.reply, replayedFrom: before.requestId };
      return answered.reply;
    }
    const approval = await requireLockedApproval(tx, tenantId, id);
    const reply = (): Promise<Reply> => answer(tx, context, id);
    // Pressed again after the answer was lost: it is approved, as they wished.
    if (approval.status === 'approved' && approval.decidedBy === context.caller.actor.id) {
      answered.reply = await reply();
      return answered.reply;
    }
    assertNotOwn(approval, context.caller.actor);
    assertWaiting(approval, context.now);
    await assertWithinOwnCeilings(tx, context, approval);
    const { resultId, begun } = await carriedOut(mayStill, () => work(requestOf(approval.request)));
    await closeApproval(tx, {
      tenantId,
      id: approval.id,
      status: 'approved',
      decidedBy: context.caller.actor.id,
      decided: context.now,
      resultId,
    });
    await parts.recordActivity(tx, activityOrigin(context), {
      action: 'approval.approve',
      target: id,
      details: { ...detailsOf(approval), result: resultId },
    });
    answered.reply = await reply();
    return begun;
  };
  try {
    await operation.run(asking, begin);
  } catch (error) {
    if (!(error instanceof CannotBeCarriedOut)) throw error;
    return closeAsFailed(parts, context, id, error.refusal);
  }
  if (answered.reply === undefined) throw new Error(`The operation ${found.operation} did not begin.`);
  return answered.reply;
}

/** What is told of every decision. */
export const detailsOf = ({ kind, amount, currency, subjectId, askedBy }: Approval) => ({
  ...{ kind, amount: String(amount), currency, subject: subjectId, asked_by: askedBy },
});

/** The approval as it stands now, kept under the key of who decides. */
async function answer(tx: Transaction, context: RequestContext, id: string): Promise<Reply> {
  const { tenantId } = context.caller;
  const reply: Reply = { status: 200, body: await approvalView(tx, context, await requireLockedApproval(tx, tenantId, id)) };
  if (context.idempotency !== null) await storeReply(tx, tenantId, context.idempotency.key, reply);
  return reply;
}

async function carriedOut<T>(mayStill: boolean, work: () => Promise<T>): Promise<T> {
  if (!mayStill) {
    throw new CannotBeCarriedOut(new ApiError('forbidden', { message: 'Who asked for this may not do it any more.' }));
  }
  try {
    return await work();
  } catch (error) {
    throw standsForGood(error) ? new CannotBeCarriedOut(error) : error;
  }
}

function closeAsFailed(parts: ApprovalParts, context: RequestContext, id: string, { code, message }: ApiError): Promise<OnceReply> {
  const { tenantId, actor } = context.caller;
  return once(parts.database, context, async (tx) => {
    const approval = await requireLockedApproval(tx, tenantId, id);
    assertWaiting(approval, context.now);
    const failure = { code, message };
    await closeApproval(tx, { tenantId, id: approval.id, status: 'failed', decidedBy: actor.id, decided: context.now, failure });
    const details = { ...detailsOf(approval), code, message };
    await parts.recordActivity(tx, activityOrigin(context), { action: 'approval.fail', target: id, details });
    return { status: 200, body: await approvalView(tx, context, await requireLockedApproval(tx, tenantId, id)) };
  });
}
