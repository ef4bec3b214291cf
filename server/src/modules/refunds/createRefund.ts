import { ApiError } from '@guichet/contract/errors.ts';
import { applyMetadata, type MetadataChange } from '@guichet/contract/metadata.ts';
import { money } from '@guichet/contract/money.ts';
import type { RefundReason } from '@guichet/contract/wire/refund.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { OnceReply } from '../../platform/once.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { activityOrigin } from '../../platform/useCase.ts';
import { type ApprovedOperation, approved, orAskForApproval, requireApproval } from '../approvals/index.ts';
import { assertMayRefund } from '../ceilings/index.ts';
import {
  type Charge,
  carryOutFollowUp,
  type FollowUp,
  type PaymentParts,
  requireCharge,
  requireLockedCharge,
  requireLockedPaymentIntent,
  setAside,
} from '../payments/index.ts';
import { refundableAmount } from './refund.rules.ts';
import type { Refund } from './refund.ts';
import { insertRefund } from './refunds.store.ts';

export interface RefundInput {
  readonly charge?: string | undefined;
  readonly payment_intent?: string | undefined;
  readonly amount?: bigint | undefined;
  readonly reason?: RefundReason | undefined;
  readonly metadata?: MetadataChange | undefined;
}

/** The charge to refund, with its intent locked before it: everything that touches both takes them in this order. */
async function lockedCharge(tx: Transaction, tenantId: number, input: RefundInput): Promise<Charge> {
  if (input.payment_intent === undefined) {
    if (input.charge === undefined)
      throw new ApiError('parameter_missing', {
        param: 'payment_intent',
        message: 'Name the payment to refund: "payment_intent" or "charge".',
      });
    const { paymentIntentId } = await requireCharge(tx, tenantId, input.charge);
    await requireLockedPaymentIntent(tx, tenantId, paymentIntentId);
    return requireLockedCharge(tx, tenantId, input.charge);
  }
  const intent = await requireLockedPaymentIntent(tx, tenantId, input.payment_intent, 'payment_intent');
  if (intent.latestChargeId === null) {
    throw new ApiError('payment_intent_unexpected_state', {
      param: 'payment_intent',
      message: 'This PaymentIntent does not have a successful charge to refund.',
    });
  }
  if (input.charge !== undefined && input.charge !== intent.latestChargeId) {
    throw new ApiError('parameters_exclusive', {
      param: 'charge',
      message: 'The charge belongs to another payment than "payment_intent" names.',
    });
  }
  return requireLockedCharge(tx, tenantId, intent.latestChargeId);
}

type Begun = FollowUp & { readonly refundId: Refund['id'] };

/** Checks and stores the refund, and sets its amount aside on the charge, before the provider is asked. */
async function beginRefund(tx: Transaction, parts: PaymentParts, context: RequestContext, input: RefundInput): Promise<Begun> {
  const { tenantId, actor } = context.caller;
  const charge = await lockedCharge(tx, tenantId, input);
  const amount = refundableAmount(charge, input.amount);
  const reason = input.reason ?? null;
  await assertMayRefund(tx, context, money(amount, charge.currency));
  await requireApproval(tx, context, {
    ...{ kind: 'refund', amount: money(amount, charge.currency), before: charge.amountRefunded },
    ...{ subject: charge.paymentIntentId, reason, settled: { ...input, amount } },
  });
  const refund: Refund = {
    tenantId,
    id: parts.makeId('re'),
    version: 1,
    chargeId: charge.id,
    paymentIntentId: charge.paymentIntentId,
    status: 'pending',
    amount,
    currency: charge.currency,
    reason,
    failureReason: null,
    metadata: applyMetadata({}, input.metadata),
    balanceTransactionId: null,
    failureBalanceTransactionId: null,
    createdBy: actor.id,
    created: context.now,
  };
  await insertRefund(tx, refund);
  await setAside(tx, charge, amount);
  const details = { payment_intent: charge.paymentIntentId, amount: String(amount), currency: charge.currency, reason };
  await parts.recordActivity(tx, activityOrigin(context), {
    action: 'refund.create',
    target: refund.id,
    details: approved(context, details),
  });
  return { kind: 'refund', charge, amount, refundId: refund.id, details: {} };
}

/** Gives money back, all that is left or a part; above a limit of the place once another person has approved it. */
export function createRefund(parts: PaymentParts, context: RequestContext, input: RefundInput): Promise<OnceReply> {
  return orAskForApproval(parts, context, { operation: 'refund', request: input }, () =>
    carryOutFollowUp(parts, context, (tx) => beginRefund(tx, parts, context, input)),
  );
}

/** A refund that was approved: from where it begins it goes the way of any. */
export const refundOperation = (parts: PaymentParts): ApprovedOperation => ({
  permission: 'refunds.write',
  run: (context, begin) =>
    carryOutFollowUp(parts, context, (tx) =>
      begin(tx, async (request) => {
        const begun = await beginRefund(tx, parts, context, request as RefundInput);
        return { resultId: begun.refundId, begun };
      }),
    ),
});
