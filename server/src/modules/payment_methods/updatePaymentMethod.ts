import { ApiError } from '@guichet/contract/errors.ts';
import { applyMetadata, type MetadataChange } from '@guichet/contract/metadata.ts';
import { Changes, type ObjectVersion, previousAttributes } from '../../events/index.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { activityOrigin, changeOrigin, type UseCaseParts } from '../../platform/useCase.ts';
import { type BillingDetailsInput, changedBillingDetails } from './billingDetails.rules.ts';
import type { NetworksInput } from './methodInput.ts';
import type { PaymentMethod } from './paymentMethod.ts';
import { paymentMethodWire } from './paymentMethod.wire.ts';
import { updatePaymentMethodRow } from './paymentMethods.store.ts';
import { requireLockedPaymentMethod } from './requirePaymentMethod.ts';

export interface PaymentMethodUpdate {
  readonly card?: { readonly networks?: NetworksInput | undefined } | undefined;
  readonly billing_details?: BillingDetailsInput | undefined;
  readonly metadata?: MetadataChange | undefined;
  readonly allow_redisplay?: PaymentMethod['allowRedisplay'] | undefined;
}

/** A card's holder may choose another of its networks. */
function withNetwork(method: PaymentMethod, { card }: PaymentMethodUpdate): PaymentMethod {
  if (card === undefined) return method;
  if (method.type !== 'card') throw new ApiError('parameter_invalid', { param: 'card', message: 'This payment method is not a card.' });
  const { preferred } = card.networks ?? {};
  return preferred === undefined ? method : { ...method, preferredNetwork: preferred };
}

/** Changes what belongs to a card on file besides the card itself. As on Stripe's wire, it must be on a customer's file. */
export async function updatePaymentMethod(
  tx: Transaction,
  parts: UseCaseParts,
  context: RequestContext,
  id: string,
  input: PaymentMethodUpdate,
): Promise<ObjectVersion> {
  const { tenantId, livemode } = context.caller;
  const method = await requireLockedPaymentMethod(tx, tenantId, id);
  if (method.customerId === null) {
    throw new ApiError('payment_method_unexpected_state', { message: 'Attach this payment method to a customer before you change it.' });
  }
  const before = paymentMethodWire(method, livemode);
  const changed: PaymentMethod = {
    ...withNetwork(method, input),
    version: method.version + 1,
    billingDetails: changedBillingDetails(method.billingDetails, input.billing_details),
    metadata: applyMetadata(method.metadata, input.metadata),
    allowRedisplay: input.allow_redisplay ?? method.allowRedisplay,
  };
  await updatePaymentMethodRow(tx, changed);
  const changes = new Changes(changeOrigin(context), parts.makeId);
  const after = paymentMethodWire(changed, livemode);
  const stored = changes.add(after, changed.version, ['payment_method.updated'], previousAttributes(before, after));
  await changes.store(tx);
  await parts.recordActivity(tx, activityOrigin(context), { action: 'payment_method.update', target: method.id });
  return stored;
}
