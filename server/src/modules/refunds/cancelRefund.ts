import { ApiError, errorBody } from '@guichet/contract/errors.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { Reply } from '../../platform/idempotency.store.ts';
import type { OnceReply } from '../../platform/once.ts';
import { readTenant } from '../../platform/tenants.store.ts';
import type { Sql, Transaction } from '../../platform/transaction.ts';
import { activityOrigin, replyOf } from '../../platform/useCase.ts';
import { type Attempt, type AttemptHandler, attemptsOfIntent } from '../attempts/index.ts';
import { carryOutFollowUp, changesOf, type PaymentParts, requireLockedCharge, requireLockedPaymentIntent } from '../payments/index.ts';
import type { Refund } from './refund.ts';
import { refundWire } from './refund.wire.ts';
import { findRefunds, lockRefund } from './refunds.store.ts';
import { takeRefundBack } from './takeRefundBack.ts';

const unknownRefund = (id: string): ApiError => new ApiError('resource_missing', { param: 'id', message: `No such refund: '${id}'` });

const notCancelable = (refund: Refund): ApiError =>
  new ApiError('refund_unexpected_state', {
    message: `This refund is ${refund.status} and cannot be called back: only one that the provider has accepted and not yet paid out can be.`,
  });

/** Calls back a refund that has not reached the payer yet. The provider is asked, since only it knows whether that is still possible. */
export function cancelRefund(parts: PaymentParts, context: RequestContext, id: string): Promise<OnceReply> {
  return carryOutFollowUp(parts, context, async (tx) => {
    const { tenantId } = context.caller;
    const [found] = await findRefunds(tx, tenantId, [id]);
    if (found === undefined) throw unknownRefund(id);
    await requireLockedPaymentIntent(tx, tenantId, found.refund.paymentIntentId);
    const charge = await requireLockedCharge(tx, tenantId, found.refund.chargeId);
    const refund = (await lockRefund(tx, tenantId, id)) ?? found.refund;
    const canAsk = (await parts.attempts.provider(charge, tx)).cancelsRefunds;
    if (refund.status !== 'pending' || refund.balanceTransactionId === null || !canAsk) throw notCancelable(refund);
    const attempts = await attemptsOfIntent(tx, tenantId, refund.paymentIntentId);
    const made = attempts.find(({ attempt }) => attempt.kind === 'refund' && attempt.refundId === refund.id);
    if (made === undefined) throw new Error(`The refund ${refund.id} was never asked for.`);
    await parts.recordActivity(tx, activityOrigin(context), { action: 'refund.cancel', target: refund.id });
    return {
      kind: 'cancel_refund',
      charge,
      amount: refund.amount,
      refundId: refund.id,
      details: {},
      send: (provider, attempt) => provider.cancelRefund({ reference: attempt.id, refund: made.attempt.id }),
    };
  });
}

/** What the provider says to calling a refund back: it stands as before, or is canceled. */
export function cancelRefundHandler(parts: Pick<PaymentParts, 'makeId'>): AttemptHandler {
  return {
    apply: async (tx, attempt, outcome, now) => {
      const { tenantId } = attempt;
      const intent = await requireLockedPaymentIntent(tx, tenantId, attempt.paymentIntentId);
      const charge = await requireLockedCharge(tx, tenantId, attempt.chargeId);
      const refund = await requireLocked(tx, attempt);
      if (outcome.result !== 'approved') return refusalOf(notCancelable(refund));
      const { livemode } = await readTenant(tx, tenantId);
      const changes = changesOf(attempt, now, parts.makeId);
      const back = { intent, charge, refund, status: 'canceled', reason: 'merchant_request', livemode, now } as const;
      const stored = await takeRefundBack(tx, parts, changes, back);
      await changes.store(tx);
      return replyOf(stored);
    },
    park: (tx, attempt) => current(tx, attempt),
    current,
  };
}

const refusalOf = (error: ApiError): Reply => ({ status: error.status, body: errorBody(error) });

async function requireLocked(tx: Transaction, { tenantId, refundId }: Attempt): Promise<Refund> {
  const refund = await lockRefund(tx, tenantId, refundId ?? '');
  if (refund === undefined) throw new Error(`The refund ${refundId} is missing.`);
  return refund;
}

async function current(sql: Sql, attempt: Attempt): Promise<Reply> {
  const [found] = await findRefunds(sql, attempt.tenantId, [attempt.refundId ?? '']);
  return found === undefined
    ? refusalOf(unknownRefund(attempt.refundId ?? ''))
    : { status: 200, body: refundWire(found.refund, found.charge) };
}
