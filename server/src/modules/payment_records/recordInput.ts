import { type AddressInput, wholeAddress } from '@guichet/contract/address.ts';
import { type Currency, isMoney } from '@guichet/contract/currencies.ts';
import { ApiError } from '@guichet/contract/errors.ts';
import type { Id } from '@guichet/contract/ids.ts';
import type { MetadataChange } from '@guichet/contract/metadata.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { requireCustomer } from '../customers/index.ts';
import { assertStep } from '../payments/index.ts';
import type { PersonFacts, ReportFacts, ShippingDetails } from './paymentRecord.ts';

export interface AmountInput {
  readonly currency: string;
  readonly value: bigint;
}

export interface CustomerInput {
  readonly customer?: Id<'cus'> | undefined;
  readonly email?: string | undefined;
  readonly name?: string | undefined;
  readonly phone?: string | undefined;
}

export interface ShippingInput {
  readonly address?: AddressInput | undefined;
  readonly name?: string | undefined;
  readonly phone?: string | undefined;
}

export interface MethodInput {
  readonly billing_details?: (ShippingInput & { readonly email?: string | undefined }) | undefined;
  readonly custom?: { readonly display_name?: string | undefined; readonly type?: string | undefined } | undefined;
}

/** What can be said about a payment at any time. */
export interface AboutInput {
  readonly customer_details?: CustomerInput | undefined;
  readonly description?: string | null | undefined;
  readonly metadata?: MetadataChange | undefined;
  readonly shipping_details?: ShippingInput | null | undefined;
}

/** An amount above zero, in a currency of the table, that its coins can make up. `at` names the parameters in a refusal. */
export function requireAmount(
  { currency, value }: AmountInput,
  at: { currency: string; value: string },
): { currency: Currency; amount: bigint } {
  if (!isMoney(currency))
    throw new ApiError('parameter_invalid', {
      param: at.currency,
      message: `Invalid currency: ${currency}. It must be an ISO 4217 code such as eur.`,
    });
  if (value === 0n) throw new ApiError('amount_too_small', { param: at.value, message: 'The amount must be above zero.' });
  assertStep(value, currency, at.value);
  return { currency, amount: value };
}

const shippingOf = ({ address, name, phone }: ShippingInput): ShippingDetails => ({
  address: wholeAddress(address ?? {}),
  name: name ?? null,
  phone: phone ?? null,
});

const payerOf = ({ email, name, phone }: CustomerInput): NonNullable<PersonFacts['payer']> => ({
  email: email ?? null,
  name: name ?? null,
  phone: phone ?? null,
});

const billingOf = (billing: NonNullable<MethodInput['billing_details']>): NonNullable<PersonFacts['billing']> => ({
  ...shippingOf(billing),
  email: billing.email ?? null,
});

/** Persons in what is said, or null when there are none. */
export function personsIn(
  { customer_details: customer, shipping_details: shipping }: AboutInput,
  method?: MethodInput,
): PersonFacts | null {
  const named = customer !== undefined && (customer.email ?? customer.name ?? customer.phone) !== undefined;
  const person: PersonFacts = {
    ...(named ? { payer: payerOf(customer) } : {}),
    ...(shipping === undefined ? {} : { shipping: shipping && shippingOf(shipping) }),
    ...(method?.billing_details === undefined ? {} : { billing: billingOf(method.billing_details) }),
  };
  return Object.keys(person).length === 0 ? null : person;
}

/** What is said besides. A customer that is named must exist. */
export async function factsIn(
  tx: Transaction,
  tenantId: number,
  about: AboutInput,
  param = 'customer_details[customer]',
): Promise<ReportFacts> {
  const { customer_details: details, description, metadata } = about;
  if (details?.customer !== undefined) await requireCustomer(tx, tenantId, details.customer, param);
  return {
    ...(details?.customer === undefined ? {} : { customer: details.customer }),
    ...(description === undefined ? {} : { description }),
    ...(metadata === undefined ? {} : { metadata }),
  };
}
