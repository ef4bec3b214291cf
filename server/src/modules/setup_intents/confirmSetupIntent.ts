import { ApiError } from '@guichet/contract/errors.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { OnceReply } from '../../platform/once.ts';
import { activityOrigin } from '../../platform/useCase.ts';
import { requireCustomer } from '../customers/index.ts';
import { assertClientSecret, assertOneMethod, assertPayerMay, givenMethod, type PaymentParts } from '../payments/index.ts';
import { confirmSetup } from './confirmSetup.ts';
import { payersReturnUrl, spentSetupToken } from './createSetupIntent.ts';
import { requireLockedSetupIntent } from './requireSetupIntent.ts';
import type { ConfirmSetupInput } from './setupInput.ts';
import { assertAllowed, changedSetup } from './setupIntent.rules.ts';
import { setupIntentWire } from './setupIntent.wire.ts';
import { updateSetupIntentRow } from './setupIntents.store.ts';

/** Verifies the card that an intent has or that the request gives. */
export async function confirmSetupIntent(
  parts: PaymentParts,
  context: RequestContext,
  id: string,
  input: ConfirmSetupInput,
): Promise<OnceReply> {
  const { tenantId, livemode } = context.caller;
  assertPayerMay(context.caller, input);
  assertOneMethod(input);
  const entered = await givenMethod(parts, context, input);
  return confirmSetup(
    parts,
    context,
    async (tx) => {
      const intent = await requireLockedSetupIntent(tx, tenantId, id);
      assertClientSecret(context, intent, input.client_secret);
      const wire = setupIntentWire(intent, livemode);
      assertAllowed('confirm', intent, wire);
      // The customer may have been deleted since the intent was made.
      if (intent.customerId !== null) await requireCustomer(tx, tenantId, intent.customerId);
      const gathered = await spentSetupToken(tx, context, input, intent.id);
      const given = gathered?.given ?? entered ?? (intent.paymentMethodId === null ? null : { id: intent.paymentMethodId });
      if (given === null) {
        throw new ApiError('setup_intent_unexpected_state', {
          message: 'This SetupIntent has no payment method. Give "payment_method" or "payment_method_data" with the confirmation.',
          param: 'payment_method',
          setupIntent: wire,
        });
      }
      const { payment_method_options: options } = input;
      const changed = changedSetup(intent, options === undefined ? {} : { payment_method_options: options });
      return { intent: changed, given, returnUrl: payersReturnUrl(input, gathered) };
    },
    async (tx, processing) => {
      await updateSetupIntentRow(tx, { ...processing, version: processing.version + 1 });
      await parts.recordActivity(tx, activityOrigin(context), { action: 'setup_intent.confirm', target: processing.id });
    },
  );
}
