import { parseAmount, typedText } from '@guichet/contract/amounts.ts';
import { type Currency, stepOf } from '@guichet/contract/currencies.ts';
import { money } from '@guichet/contract/money.ts';

/** The keys that change an amount, as they stand on a till. */
export const DIGIT_KEYS = ['7', '8', '9', '4', '5', '6', '1', '2', '3', '00', '0'] as const;
export type DigitKey = (typeof DIGIT_KEYS)[number];

/** What the largest amount on the wire has; the currency's finest step stands at the right. */
const MOST_DIGITS = 12;

/** What stands in the field as a till shows it: without the mark, filled from the right. Empty where it is no plain amount. */
export function digitsOf(text: string, currency: Currency): string {
  const read = parseAmount(text, currency);
  const step = stepOf(currency);
  if (!read.ok || read.money.amount % step !== 0n || read.money.amount === 0n) return '';
  return String(read.money.amount / step);
}

/** The minor units that digits of a till stand for; 0 for none. */
export const minorOf = (digits: string, currency: Currency): number => Number(BigInt(digits === '' ? '0' : digits) * stepOf(currency));

/** The digits as the amount's field takes them, in the marks of the language. */
export const textOf = (digits: string, currency: Currency, locale: string): string =>
  digits === '' ? '' : typedText(money(BigInt(digits) * stepOf(currency), currency), locale);

/** The digits after a key. Leading noughts are none; what no amount can hold is not taken. */
export function press(digits: string, key: DigitKey | 'back'): string {
  if (key === 'back') return digits.slice(0, -1);
  const next = (digits + key).replace(/^0+/, '');
  return next.length > MOST_DIGITS ? digits : next;
}
