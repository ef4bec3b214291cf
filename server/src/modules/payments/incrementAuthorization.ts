import { ApiError } from '@guichet/contract/errors.ts';
import { applyMetadata, type MetadataChange } from '@guichet/contract/metadata.ts';
import { money } from '@guichet/contract/money.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { OnceReply } from '../../platform/once.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { activityOrigin } from '../../platform/useCase.ts';
import { attemptsOfIntent } from '../attempts/index.ts';
import { assertMayCharge } from '../ceilings/index.ts';
import { carryOutFollowUp } from './carryOutFollowUp.ts';
import type { Charge } from './charge.ts';
import { type IncrementDetails, isRaisable } from './increment.rules.ts';
import { assertSameSale } from './keptSale.rules.ts';
import { assertAllowed, assertStep } from './paymentIntent.rules.ts';
import type { PaymentIntent } from './paymentIntent.ts';
import { paymentIntentWire } from './paymentIntent.wire.ts';
import { updatePaymentIntentRow } from './paymentIntents.store.ts';
import type { PaymentParts } from './paymentParts.ts';
import { requireLockedCharge, requireLockedPaymentIntent } from './requirePaymentIntent.ts';

export interface IncrementInput {
  /** The new total. */
  readonly amount: bigint;
  readonly description?: string | undefined;
  readonly metadata?: MetadataChange | undefined;
  readonly statement_descriptor?: string | undefined;
}

/** Declined ones count as well: a hold is not for probing what a card has. */
const MOST_INCREMENTS = 10;

/** Holds more on a card than was held first. A declined raise leaves the hold as it was. */
export function incrementAuthorization(
  parts: PaymentParts,
  context: RequestContext,
  id: string,
  input: IncrementInput,
): Promise<OnceReply> {
  const { tenantId, livemode } = context.caller;
  return carryOutFollowUp(parts, context, async (tx) => {
    const intent = await requireLockedPaymentIntent(tx, tenantId, id);
    assertAllowed('increment', intent, paymentIntentWire(intent, livemode));
    const charge = await requireLockedCharge(tx, tenantId, intent.latestChargeId ?? '');
    await assertRaisable(tx, intent, charge, livemode);
    assertRaises(input.amount, intent);
    await assertMayCharge(tx, context, intent.id, money(input.amount, intent.currency));
    // Refused now rather than once the issuer has said yes.
    assertSameSale(intent.metadata, applyMetadata(intent.metadata, input.metadata));
    await parts.admit(tx, context, { ...intent, amount: input.amount, goesOn: true });
    await updatePaymentIntentRow(tx, { ...intent, status: 'processing', viewStatus: 'processing', version: intent.version + 1 });
    await parts.recordActivity(tx, activityOrigin(context), {
      action: 'payment_intent.increment',
      target: intent.id,
      details: { amount: String(input.amount) },
    });
    const descriptor = input.statement_descriptor ?? null;
    const details: IncrementDetails = {
      ...(input.description !== undefined && { description: input.description }),
      ...(input.metadata !== undefined && { metadata: input.metadata }),
      ...(descriptor !== null && { descriptor }),
    };
    return {
      ...{ kind: 'increment', charge, amount: input.amount, refundId: null, details: { ...details } },
      ...(descriptor !== null && { asked: { descriptor } }),
      send: (provider, _attempt, request) => provider.increment({ ...request, descriptor }),
    };
  });
}

async function assertRaisable(tx: Transaction, intent: PaymentIntent, charge: Charge, livemode: boolean): Promise<void> {
  if (!isRaisable(charge)) {
    throw new ApiError('payment_intent_unexpected_state', {
      message:
        'The hold of this PaymentIntent cannot be raised: ask for it when confirming, with "payment_method_options[card][request_incremental_authorization]=if_available", and see "incremental_authorization" on the charge.',
      paymentIntent: paymentIntentWire(intent, livemode),
    });
  }
  const attempts = await attemptsOfIntent(tx, intent.tenantId, intent.id);
  const raised = attempts.filter(({ attempt }) => attempt.kind === 'increment' && attempt.chargeId === charge.id).length;
  if (raised < MOST_INCREMENTS) return;
  throw new ApiError('payment_intent_unexpected_state', {
    message: `The hold of this PaymentIntent has been raised, or tried to be, ${MOST_INCREMENTS} times. That is as often as it goes.`,
    paymentIntent: paymentIntentWire(intent, livemode),
  });
}

function assertRaises(amount: bigint, intent: PaymentIntent): void {
  if (amount <= intent.amount) {
    throw new ApiError('parameter_invalid', {
      param: 'amount',
      message: `The amount is the new total. It must be above what is held already (${intent.amount}).`,
    });
  }
  assertStep(amount, intent.currency, 'amount');
}
