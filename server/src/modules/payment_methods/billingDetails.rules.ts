import { type AddressInput, wholeAddress } from '@guichet/contract/address.ts';
import type { WireBillingDetails } from '@guichet/contract/wire/common.ts';

export interface BillingDetailsInput {
  readonly address?: AddressInput | null | undefined;
  readonly email?: string | null | undefined;
  readonly name?: string | null | undefined;
  readonly phone?: string | null | undefined;
  readonly tax_id?: string | null | undefined;
}

/** Billing details after a request, every field there: what the request leaves out stays, or is null where nothing was. */
export function changedBillingDetails(current: WireBillingDetails | null, input: BillingDetailsInput | undefined): WireBillingDetails {
  const chosen = <K extends 'email' | 'name' | 'phone' | 'tax_id'>(name: K): string | null =>
    input?.[name] === undefined ? (current?.[name] ?? null) : input[name];
  const address = input?.address === undefined ? (current?.address ?? {}) : (input.address ?? {});
  return { address: wholeAddress(address), email: chosen('email'), name: chosen('name'), phone: chosen('phone'), tax_id: chosen('tax_id') };
}
