import { type AmountProblem, parseAmount } from '@guichet/contract/amounts.ts';
import {
  type CardNumberProblem,
  detectBrand,
  type ExpiryProblem,
  isCvc,
  isExpired,
  parseCardNumber,
  parseExpiry,
} from '@guichet/contract/cards.ts';
import { isCurrency, smallestCharge } from '@guichet/contract/currencies.ts';
import { parseEmail } from '@guichet/contract/emails.ts';
import { type KeyedCard, type SaleDraft, savedCardOf } from './saleDraft.ts';
import type { CardFields } from './sealCard.ts';

/** What is wrong with the form, per field, in the order of the form. */
export interface SaleProblems {
  amount?: AmountProblem | 'too_small';
  customerName?: 'empty';
  customerEmail?: 'not_an_email';
  number?: CardNumberProblem;
  expiry?: ExpiryProblem | 'expired';
  securityCode?: 'length';
}

export type SaleField = keyof SaleProblems;

/** The order in which the first bad field is looked for: the form's. */
export const SALE_FIELDS: readonly SaleField[] = ['amount', 'customerName', 'customerEmail', 'number', 'expiry', 'securityCode'];

export type ValidSale =
  | { readonly ok: true; readonly amountMinor: bigint; readonly card: CardFields | null }
  | { readonly ok: false; readonly problems: SaleProblems };

function readAmount({ amount, currency }: SaleDraft): bigint | NonNullable<SaleProblems['amount']> {
  if (!isCurrency(currency)) return 'other_currency';
  const read = parseAmount(amount, currency);
  if (!read.ok) return read.problem;
  return read.money.amount < smallestCharge(currency) ? 'too_small' : read.money.amount;
}

/** The card as it stands in its fields; what is wrong goes among the problems. */
export function readCard(card: KeyedCard, nowMs: number, problems: SaleProblems): CardFields | null {
  const number = parseCardNumber(card.number);
  const expiry = parseExpiry(card.expiry);
  if (!number.ok) problems.number = number.problem;
  if (!expiry.ok) problems.expiry = expiry.problem;
  else if (isExpired(new Date(nowMs), expiry.month, expiry.year)) problems.expiry = 'expired';
  const brand = number.ok ? number.brand : detectBrand(card.number);
  // An order by mail or fax often comes without the code: then none is sent, and the result says so.
  if (card.securityCode !== '' && !isCvc(card.securityCode, brand)) problems.securityCode = 'length';
  if (!number.ok || !expiry.ok) return null;
  const cvc = card.securityCode === '' ? {} : { cvc: card.securityCode };
  return { number: number.number, exp_month: expiry.month, exp_year: expiry.year, ...cvc };
}

/** What is wrong with a new customer. */
export function customerProblems({ customer }: SaleDraft): Pick<SaleProblems, 'customerName' | 'customerEmail'> {
  if (customer.kind !== 'new') return {};
  const [name, email] = [customer.name.trim(), customer.email.trim()];
  return {
    ...(name === '' && email === '' && { customerName: 'empty' as const }),
    ...(email !== '' && parseEmail(email) === null && { customerEmail: 'not_an_email' as const }),
  };
}

/** Reads the whole form. `keyed` is null where the card is entered with the provider, `card` where it is so or a saved card pays. */
export function validateSale(draft: SaleDraft, keyed: KeyedCard | null, nowMs: number): ValidSale {
  const problems: SaleProblems = customerProblems(draft);
  const amount = readAmount(draft);
  if (typeof amount === 'string') problems.amount = amount;
  const card = keyed !== null && savedCardOf(draft) === null ? readCard(keyed, nowMs, problems) : null;
  if (typeof amount === 'string' || Object.keys(problems).length > 0) return { ok: false, problems };
  return { ok: true, amountMinor: amount, card };
}
