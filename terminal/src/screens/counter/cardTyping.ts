import { cardDigits, detectBrand, groupCardNumber, parseCardNumber } from '@guichet/contract/cards.ts';

const MAX_DIGITS = 19;

/** What the number's field shows after a change: digits in the brand's groups, or the old text when something else was typed. */
export function typedNumber(before: string, typed: string): string {
  const digits = cardDigits(typed);
  return digits === null ? before : groupCardNumber(digits.slice(0, MAX_DIGITS));
}

/** Where the caret belongs so that it stays behind the same digit when spaces come and go. */
export function caretAfter(shown: string, digitsBeforeCaret: number): number {
  let seen = 0;
  for (let at = 0; at < shown.length; at += 1) {
    if (seen === digitsBeforeCaret) return at;
    if (shown[at] !== ' ') seen += 1;
  }
  return shown.length;
}

const USUAL_LENGTH: Readonly<Record<string, number>> = { amex: 15, diners: 14, maestro: MAX_DIGITS };

/** Whether the number is whole, so that the focus moves on. Longer numbers of a brand are rare, and typed on by going back. */
export function isNumberComplete(shown: string): boolean {
  const parsed = parseCardNumber(shown);
  return parsed.ok && parsed.number.length === (USUAL_LENGTH[parsed.brand] ?? 16);
}

/** `12/28` from what was typed: the slash comes by itself behind two digits, and a lone 2–9 gets its zero once it can't be a month's first digit. */
export function typedExpiry(before: string, typed: string): string {
  const text = typed.replace(/[^\d/]/g, '');
  const deleting = typed.length < before.length;
  const parted = /^(\d{1,2})\/(\d{0,4})$/.exec(text);
  if (parted?.[1] !== undefined) return `${parted[1].padStart(2, '0')}/${parted[2] ?? ''}`;
  const digits = text.replaceAll('/', '').slice(0, 6);
  if (deleting) return digits.length > 2 ? `${digits.slice(0, 2)}/${digits.slice(2)}` : digits;
  if (/^[2-9]$/.test(digits)) return `0${digits}/`;
  return digits.length >= 2 ? `${digits.slice(0, 2)}/${digits.slice(2)}` : digits;
}

/** Two digits of a year are whole unless they begin the century: `12/20` may go on to 2028. */
export const isExpiryComplete = (shown: string): boolean => /^\d{2}\/(?:(?!20)\d{2}|20\d{2})$/.test(shown);

/** How many digits the code of this card has, as far as the number tells. */
export const codeLength = (number: string): number => (detectBrand(cardDigits(number) ?? '') === 'amex' ? 4 : 3);

export const typedCode = (typed: string): string => typed.replace(/\D/g, '').slice(0, 4);
