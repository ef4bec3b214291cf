import type { ItemView } from '@guichet/contract/itemViews.ts';
import { wireAmount } from '@guichet/contract/money.ts';
import { unixSeconds } from '@guichet/contract/time.ts';
import type { Item } from './item.ts';

export function itemView({ price, tax, created, ...item }: Item): ItemView {
  return {
    id: item.id,
    name: item.name,
    active: item.active,
    created: unixSeconds(created),
    price: price && { id: price.id, currency: price.currency, unit_amount: wireAmount(price.unitAmount) },
    tax_rate: tax && { id: tax.id, display_name: tax.displayName, rate: tax.rate, inclusive: tax.inclusive },
  };
}
