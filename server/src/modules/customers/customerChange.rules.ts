import { type AddressInput, wholeAddress } from '@guichet/contract/address.ts';
import type { Id } from '@guichet/contract/ids.ts';
import { applyMetadata, type MetadataChange } from '@guichet/contract/metadata.ts';
import type { Customer } from './customer.ts';
import { internationalPhone } from './phoneForms.rules.ts';

/** What a request says about a customer; what it leaves out stays. */
export interface CustomerInput {
  readonly name?: string | null | undefined;
  readonly email?: string | null | undefined;
  readonly phone?: string | null | undefined;
  readonly description?: string | null | undefined;
  readonly address?: AddressInput | null | undefined;
  readonly shipping?:
    | { readonly address: AddressInput; readonly name: string; readonly phone?: string | null | undefined }
    | null
    | undefined;
  readonly preferred_locales?: readonly string[] | undefined;
  readonly invoice_settings?: { readonly default_payment_method?: string | null | undefined } | undefined;
  readonly metadata?: MetadataChange | undefined;
}

const chosen = <T>(given: T | undefined, current: T): T => (given === undefined ? current : given);

/** The customer after a request, with its version not yet raised. `country` is the place's, in which phone numbers are read. */
export function changedCustomer(customer: Customer, input: CustomerInput, country: string): Customer {
  const { address, shipping } = input;
  const phone = chosen(input.phone, customer.phone);
  return {
    ...customer,
    name: chosen(input.name, customer.name),
    email: chosen(input.email, customer.email),
    phone,
    phoneE164: internationalPhone(phone, country),
    description: chosen(input.description, customer.description),
    address: address === undefined ? customer.address : address && wholeAddress(address),
    shipping:
      shipping === undefined
        ? customer.shipping
        : shipping && { address: wholeAddress(shipping.address), name: shipping.name, phone: shipping.phone ?? null },
    defaultPaymentMethod: chosen(input.invoice_settings?.default_payment_method, customer.defaultPaymentMethod) as Id<'pm'> | null,
    preferredLocales: chosen(input.preferred_locales, customer.preferredLocales),
    metadata: applyMetadata(customer.metadata, input.metadata),
  };
}
