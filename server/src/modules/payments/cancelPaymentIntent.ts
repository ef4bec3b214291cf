import type { CancellationReason } from '@guichet/contract/wire/paymentIntent.ts';
import { Changes } from '../../events/index.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { OnceReply } from '../../platform/once.ts';
import { activityOrigin, changeOrigin, replyOf } from '../../platform/useCase.ts';
import { supersedeAuthentications } from '../authentications/index.ts';
import { carryOutFollowUp } from './carryOutFollowUp.ts';
import { noteIntent } from './noteIntent.ts';
import { assertAllowed } from './paymentIntent.rules.ts';
import type { PaymentIntent } from './paymentIntent.ts';
import { paymentIntentWire } from './paymentIntent.wire.ts';
import { updatePaymentIntentRow } from './paymentIntents.store.ts';
import type { PaymentParts } from './paymentParts.ts';
import { requireLockedCharge, requireLockedPaymentIntent } from './requirePaymentIntent.ts';

/** The intent when nothing is held for it any more. */
export const canceledIntent = (intent: PaymentIntent, reason: CancellationReason | null, now: Date): PaymentIntent => ({
  ...intent,
  status: 'canceled',
  viewStatus: 'canceled',
  amountCapturable: 0n,
  canceledAt: now,
  cancellationReason: reason,
  version: intent.version + 1,
});

/** Gives an intent up: at once while nothing is held for it, else after the provider has released the hold. */
export function cancelPaymentIntent(
  parts: PaymentParts,
  context: RequestContext,
  id: string,
  reason: CancellationReason | null,
): Promise<OnceReply> {
  const { tenantId, livemode } = context.caller;
  return carryOutFollowUp(parts, context, async (tx) => {
    const intent = await requireLockedPaymentIntent(tx, tenantId, id);
    assertAllowed('cancel', intent, paymentIntentWire(intent, livemode));
    await parts.recordActivity(tx, activityOrigin(context), { action: 'payment_intent.cancel', target: intent.id, details: { reason } });
    if (intent.status === 'requires_capture') {
      const charge = await requireLockedCharge(tx, tenantId, intent.latestChargeId ?? '');
      await updatePaymentIntentRow(tx, { ...intent, status: 'processing', viewStatus: 'processing', version: intent.version + 1 });
      return { kind: 'void', charge, amount: intent.amountCapturable, refundId: null, details: { reason } };
    }
    if (intent.status === 'requires_action') await supersedeAuthentications(tx, tenantId, intent.id);
    const canceled = canceledIntent(intent, reason, context.now);
    await updatePaymentIntentRow(tx, canceled);
    const changes = new Changes(changeOrigin(context), parts.makeId);
    const stored = noteIntent(changes, canceled, livemode, ['payment_intent.canceled']);
    await changes.store(tx);
    return replyOf(stored);
  });
}
