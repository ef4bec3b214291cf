import type { ObjectVersion } from '../../events/index.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { Transaction } from '../../platform/transaction.ts';
import type { UseCaseParts } from '../../platform/useCase.ts';
import type { Kept } from '../provider_accounts/index.ts';
import { attachPaymentMethod } from './attachPaymentMethod.ts';
import { insertConsent } from './consents.store.ts';

export interface SaveCardInput {
  readonly payment_method: string;
  readonly customer: string;
  readonly consent: { readonly channel: string; readonly language: string; readonly text: string };
}

/** Puts a card on a customer's file together with the note that the cardholder agreed, and in which words. */
export async function saveCard(
  tx: Transaction,
  parts: UseCaseParts,
  context: RequestContext,
  input: SaveCardInput,
  kept: Kept | null,
): Promise<ObjectVersion> {
  const { channel, language, text } = input.consent;
  const attached = await attachPaymentMethod(tx, parts, context, input.payment_method, input.customer, kept);
  await insertConsent(tx, {
    tenantId: context.caller.tenantId,
    id: parts.makeId('cns'),
    paymentMethodId: input.payment_method,
    customerId: input.customer,
    channel,
    language,
    wording: text,
    notedBy: context.caller.actor.id,
    created: context.now,
  });
  return attached;
}
