import { ApiError } from '@guichet/contract/errors.ts';
import type { CardSource } from '../../connectors/index.ts';
import type { CardRef } from '../../vault/index.ts';
import type { CardFace, CardMethod, PaymentMethod } from './paymentMethod.ts';

/** Where a card's number is, for whoever charges it. */
export function cardSource(tenantId: number, { cardId, held }: Pick<CardFace, 'cardId' | 'held'>): CardSource {
  if (held !== null) return { token: held.token, customer: held.customer };
  if (cardId === null) throw new Error('A card that is neither in the vault nor with a provider.');
  return { tenantId, cardId };
}

/** Where a method's number lies in the vault; nothing where a provider holds the card. */
export function vaultRefs(method: PaymentMethod): CardRef[] {
  const cardId = method.type === 'card' ? method.cardId : method.accountId;
  return cardId === null ? [] : [{ tenantId: method.tenantId, cardId }];
}

/** Where a card lies in our vault. One that a provider holds cannot be verified: it is put on file without. */
export function requireVaultCard({ tenantId, cardId }: CardMethod): CardRef {
  if (cardId !== null) return { tenantId, cardId };
  throw new ApiError('payment_method_unexpected_state', {
    param: 'payment_method',
    message:
      'This card was entered in a provider’s own fields and cannot be set up here. Attach it to its customer, or save it with a payment by "setup_future_usage".',
  });
}
