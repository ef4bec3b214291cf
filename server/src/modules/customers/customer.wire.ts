import { unixSeconds } from '@guichet/contract/time.ts';
import type { WireDeleted } from '@guichet/contract/wire/common.ts';
import type { WireCustomer } from '@guichet/contract/wire/customer.ts';
import type { Customer } from './customer.ts';

export function customerWire(customer: Customer, livemode: boolean): WireCustomer {
  return {
    id: customer.id,
    object: 'customer',
    address: customer.address,
    balance: 0,
    created: unixSeconds(customer.created),
    currency: null,
    default_source: null,
    delinquent: false,
    description: customer.description,
    discount: null,
    email: customer.email,
    invoice_settings: { custom_fields: null, default_payment_method: customer.defaultPaymentMethod, footer: null, rendering_options: null },
    livemode,
    metadata: customer.metadata,
    name: customer.name,
    phone: customer.phone,
    preferred_locales: [...customer.preferredLocales],
    shipping: customer.shipping,
    tax_exempt: 'none',
    test_clock: null,
  };
}

/** A deleted customer keeps its id for the books and shows nothing else. */
export const deletedCustomerWire = (customer: Customer): WireDeleted<'customer'> => ({
  id: customer.id,
  object: 'customer',
  deleted: true,
});
