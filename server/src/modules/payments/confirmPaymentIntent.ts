import { ApiError } from '@guichet/contract/errors.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { OnceReply } from '../../platform/once.ts';
import { activityOrigin } from '../../platform/useCase.ts';
import { requireCustomer } from '../customers/index.ts';
import { assertClientSecret } from './clientSecret.ts';
import { confirmIntent, methodNamed, payerTerms } from './confirmIntent.ts';
import { assertOneMethod, givenMethod, spentToken } from './createPaymentIntent.ts';
import { changedIntent } from './intentChange.rules.ts';
import type { ConfirmInput } from './intentInput.ts';
import { assertPayerConfirms, assertPayerMay } from './payerMay.rules.ts';
import { assertAllowed } from './paymentIntent.rules.ts';
import { paymentIntentWire } from './paymentIntent.wire.ts';
import { updatePaymentIntentRow } from './paymentIntents.store.ts';
import type { PaymentParts } from './paymentParts.ts';
import { requireLockedPaymentIntent } from './requirePaymentIntent.ts';

/** Charges an intent with the card that it has or that the request gives. */
export async function confirmPaymentIntent(
  parts: PaymentParts,
  context: RequestContext,
  id: string,
  input: ConfirmInput,
): Promise<OnceReply> {
  const { tenantId, livemode } = context.caller;
  assertPayerMay(context.caller, input);
  assertOneMethod(input);
  const entered = await givenMethod(parts, context, input);
  return confirmIntent(
    parts,
    context,
    async (tx) => {
      const intent = await requireLockedPaymentIntent(tx, tenantId, id);
      assertClientSecret(context, intent, input.client_secret);
      assertPayerConfirms(context.caller, intent);
      assertAllowed('confirm', intent, paymentIntentWire(intent, livemode));
      // The customer may have been deleted since the intent was made.
      if (intent.customerId !== null) await requireCustomer(tx, tenantId, intent.customerId);
      const { off_session: offSession, payment_method: _method, payment_method_data: _data, mandate, mandate_data, ...change } = input;
      const gathered = await spentToken(tx, context, input, intent.id);
      const given = gathered?.given ?? entered ?? (intent.paymentMethodId === null ? null : { id: intent.paymentMethodId });
      if (given === null) {
        throw new ApiError('payment_intent_unexpected_state', {
          message: 'This PaymentIntent has no payment method. Give "payment_method" or "payment_method_data" with the confirmation.',
          param: 'payment_method',
          paymentIntent: paymentIntentWire(intent, livemode),
        });
      }
      const changed = changedIntent(intent, { ...change, ...gathered?.change });
      const payer = payerTerms({ ...gathered?.payer, ...input });
      return { intent: changed, offSession: offSession ?? false, given, mandate: { mandate, mandate_data }, payer };
    },
    async (tx, processing) => {
      await updatePaymentIntentRow(tx, { ...processing, version: processing.version + 1 });
      await parts.recordActivity(tx, activityOrigin(context), { action: 'payment_intent.confirm', target: processing.id });
    },
    [id, ...methodNamed(input)],
  );
}
