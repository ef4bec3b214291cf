import { ApiError, errorBody } from '@guichet/contract/errors.ts';
import type { RequestContext } from '../../platform/context.ts';
import { type OnceReply, once } from '../../platform/once.ts';
import type { Database } from '../../platform/transaction.ts';
import { activityOrigin, type UseCaseParts } from '../../platform/useCase.ts';
import { personBehind } from '../people/index.ts';
import { expiryOf, waitsMessage } from './approval.rules.ts';
import type { Approval } from './approval.ts';
import { insertApproval } from './approvals.store.ts';
import { keptOf } from './keptRequest.rules.ts';
import { ApprovalNeeded } from './requireApproval.ts';

export interface AskingParts extends UseCaseParts {
  readonly database: Database;
}

/** Which use case would carry the request out, and with what. */
export interface AskedRequest {
  readonly operation: string;
  readonly request: object;
}

/**
 * Runs a request. Where it turns out to need an approval, all that it did is undone, and instead the approval is stored, together with the
 * refusal under the request's key: who repeats the request hears of the same approval.
 */
export async function orAskForApproval(
  parts: AskingParts,
  context: RequestContext,
  asked: AskedRequest,
  work: () => Promise<OnceReply>,
): Promise<OnceReply> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ApprovalNeeded)) throw error;
    return askForApproval(parts, context, asked, error);
  }
}

function askForApproval(
  { database, makeId, recordActivity }: AskingParts,
  context: RequestContext,
  { operation, request }: AskedRequest,
  { intended: { kind, amount, subject, reason, settled }, limit }: ApprovalNeeded,
): Promise<OnceReply> {
  const { caller, now, channel } = context;
  return once(database, context, async (tx) => {
    const approval: Approval = {
      ...{ tenantId: caller.tenantId, id: makeId('appr'), kind, operation, request: keptOf(settled ?? request), channel },
      ...{ amount: amount.amount, currency: amount.currency, subjectId: subject, reason },
      ...{ askedBy: caller.actor.id, behind: await personBehind(tx, caller), created: now, expires: expiryOf(now), status: 'waiting' },
      ...{ decidedBy: null, decided: null, note: null, failureCode: null, failureMessage: null, resultId: null },
    };
    await insertApproval(tx, approval);
    const details = { kind, amount: String(amount.amount), currency: amount.currency, subject };
    await recordActivity(tx, activityOrigin(context), {
      ...{ action: 'approval.create', target: approval.id, details },
      ...(reason !== null && { personal: { reason } }),
    });
    const refusal = new ApiError('approval_required', { message: waitsMessage(kind, limit, approval.id), approval: approval.id });
    return { status: refusal.status, body: errorBody(refusal) };
  });
}
