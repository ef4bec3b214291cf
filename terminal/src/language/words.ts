import type { PaymentStatus, StaffChannel } from '@guichet/contract/terminal.ts';
import type { PaymentMethodType } from '@guichet/contract/wire/paymentMethod.ts';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

/** Words for values of the wire that more than one screen shows. */
export const CHANNEL_WORDS: Readonly<Record<StaffChannel | 'api', MessageDescriptor>> = {
  phone: msg`Phone`,
  email: msg`E-mail`,
  mail: msg`Mail`,
  fax: msg`Fax`,
  in_person: msg`In person`,
  api: msg`API`,
};

export const STATUS_WORDS: Readonly<Record<PaymentStatus, MessageDescriptor>> = {
  succeeded: msg`Paid`,
  refunded: msg`Refunded`,
  partially_refunded: msg`Partly refunded`,
  requires_capture: msg`On hold`,
  requires_action: msg`Waiting for the payer`,
  processing: msg`In progress`,
  failed: msg`Declined`,
  canceled: msg`Cancelled`,
  incomplete: msg`Incomplete`,
  blocked: msg`Blocked`,
};

/** Methods that a provider carries out. */
export const METHOD_TYPE_WORDS: Readonly<Record<PaymentMethodType, MessageDescriptor>> = {
  card: msg`Card`,
  sepa_debit: msg`SEPA direct debit`,
  us_bank_account: msg`ACH debit`,
};

export const ROLE_WORDS = {
  owner: msg`Owner`,
  admin: msg`Administrator`,
  manager: msg`Manager`,
  cashier: msg`Cashier`,
  analyst: msg`Analyst`,
  developer: msg`Developer`,
} as const;

/** Names of brands are the same in every language. */
const BRANDS: Readonly<Record<string, string>> = {
  amex: 'American Express',
  diners: 'Diners Club',
  discover: 'Discover',
  jcb: 'JCB',
  maestro: 'Maestro',
  mastercard: 'Mastercard',
  unionpay: 'UnionPay',
  visa: 'Visa',
};

export const UNKNOWN_BRAND = msg`Card`;

export const brandName = (brand: string): string | null => BRANDS[brand] ?? null;

/** `12/28`: as it stands on the card. */
export const expiryText = (month: number, year: number): string => `${String(month).padStart(2, '0')}/${String(year).slice(-2)}`;
