import { wireBrand } from '@guichet/contract/cards.ts';
import { unixSeconds } from '@guichet/contract/time.ts';
import type { WirePaymentMethod } from '@guichet/contract/wire/paymentMethod.ts';
import type { PaymentMethod } from './paymentMethod.ts';

export function paymentMethodWire(method: PaymentMethod, livemode: boolean): WirePaymentMethod {
  return {
    id: method.id,
    object: 'payment_method',
    allow_redisplay: method.allowRedisplay,
    billing_details: method.billingDetails,
    card: {
      brand: wireBrand(method.brand),
      checks: method.checks,
      country: method.country,
      display_brand: wireBrand(method.brand),
      exp_month: method.expMonth,
      exp_year: method.expYear,
      fingerprint: method.fingerprint,
      funding: method.funding ?? 'unknown',
      generated_from: null,
      last4: method.last4,
      networks: { available: [wireBrand(method.brand)], preferred: null },
      regulated_status: null,
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
    created: unixSeconds(method.created),
    customer: method.customerId,
    customer_account: null,
    livemode,
    metadata: method.metadata,
    type: 'card',
  };
}
