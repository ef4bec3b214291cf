import { wireAmount } from '@guichet/contract/money.ts';
import { unixSeconds } from '@guichet/contract/time.ts';
import type { WirePrice } from '@guichet/contract/wire/price.ts';
import type { Price } from './price.ts';

export function priceWire(price: Price, livemode: boolean): WirePrice {
  return {
    id: price.id,
    object: 'price',
    active: price.active,
    billing_scheme: 'per_unit',
    created: unixSeconds(price.created),
    currency: price.currency,
    custom_unit_amount: null,
    livemode,
    lookup_key: price.lookupKey,
    metadata: price.metadata,
    nickname: price.nickname,
    product: price.productId,
    recurring: null,
    tax_behavior: price.taxBehavior,
    tiers_mode: null,
    transform_quantity: null,
    type: 'one_time',
    unit_amount: wireAmount(price.unitAmount),
    unit_amount_decimal: String(price.unitAmount),
  };
}
