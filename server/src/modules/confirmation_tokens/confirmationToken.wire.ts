import { unixSeconds } from '@guichet/contract/time.ts';
import type { WireConfirmationToken } from '@guichet/contract/wire/confirmationToken.ts';
import type { WirePaymentMethod } from '@guichet/contract/wire/paymentMethod.ts';
import type { ConfirmationToken } from './confirmationToken.ts';

export function confirmationTokenWire(token: ConfirmationToken, method: WirePaymentMethod, livemode: boolean): WireConfirmationToken {
  const { id: _id, object: _object, created: _created, livemode: _livemode, metadata: _metadata, ...preview } = method;
  return {
    id: token.id,
    object: 'confirmation_token',
    created: unixSeconds(token.created),
    expires_at: unixSeconds(token.expiresAt),
    livemode,
    mandate_data: null,
    metadata: null,
    payment_intent: token.paymentIntentId,
    payment_method_options: null,
    payment_method_preview: preview,
    return_url: token.returnUrl,
    setup_future_usage: token.setupFutureUsage,
    setup_intent: token.setupIntentId,
    shipping: token.shipping,
    use_stripe_sdk: true,
  };
}
