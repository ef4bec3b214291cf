import { ApiError } from '@guichet/contract/errors.ts';
import { applyMetadata, type MetadataChange } from '@guichet/contract/metadata.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { OnceReply } from '../../platform/once.ts';
import { activityOrigin } from '../../platform/useCase.ts';
import { assertCapturable } from './capture.rules.ts';
import { carryOutFollowUp } from './carryOutFollowUp.ts';
import { assertSameSale } from './keptSale.rules.ts';
import { assertAllowed } from './paymentIntent.rules.ts';
import { paymentIntentWire } from './paymentIntent.wire.ts';
import { updatePaymentIntentRow } from './paymentIntents.store.ts';
import type { PaymentParts } from './paymentParts.ts';
import { requireLockedCharge, requireLockedPaymentIntent } from './requirePaymentIntent.ts';

export interface CaptureInput {
  readonly amount_to_capture?: bigint | undefined;
  readonly final_capture?: boolean | undefined;
  readonly metadata?: MetadataChange | undefined;
}

/** Takes the money that an authorisation holds, all of it or a part; what is left is released. */
export function capturePaymentIntent(parts: PaymentParts, context: RequestContext, id: string, input: CaptureInput): Promise<OnceReply> {
  if (input.final_capture === false) {
    throw new ApiError('parameter_invalid', {
      param: 'final_capture',
      message: 'A hold is captured once here, and what is left is released: "multicapture" of the charge says "unavailable".',
    });
  }
  const { tenantId, livemode } = context.caller;
  return carryOutFollowUp(parts, context, async (tx) => {
    const intent = await requireLockedPaymentIntent(tx, tenantId, id);
    assertAllowed('capture', intent, paymentIntentWire(intent, livemode));
    const amount = input.amount_to_capture ?? intent.amountCapturable;
    assertCapturable(amount, intent, 'amount_to_capture');
    const metadata = applyMetadata(intent.metadata, input.metadata);
    assertSameSale(intent.metadata, metadata);
    const charge = await requireLockedCharge(tx, tenantId, intent.latestChargeId ?? '');
    await updatePaymentIntentRow(tx, {
      ...intent,
      status: 'processing',
      viewStatus: 'processing',
      metadata,
      version: intent.version + 1,
    });
    await parts.recordActivity(tx, activityOrigin(context), {
      action: 'payment_intent.capture',
      target: intent.id,
      details: { amount: String(amount) },
    });
    return { kind: 'capture', charge, amount, refundId: null, details: {} };
  });
}
