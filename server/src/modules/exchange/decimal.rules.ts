import { halfEven } from '@guichet/contract/money.ts';

/** An exact number: a whole numerator over a whole denominator above zero. */
export interface Ratio {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

const DECIMAL = /^\d{1,12}(?:\.\d{1,12})?$/;

/** Whether a text is a plain decimal above zero, as rates are: digits, and digits behind one point. */
export const isRate = (text: string): boolean => DECIMAL.test(text) && /[1-9]/.test(text);

/** A decimal text as an exact number, `1.1684` as 11684/10000. Throws for what `isRate` refuses, which is then a bug. */
export function ratioOf(text: string): Ratio {
  if (!isRate(text)) throw new Error(`Not a rate: ${text}`);
  const decimals = text.split('.')[1] ?? '';
  return { numerator: BigInt(text.replace('.', '')), denominator: 10n ** BigInt(decimals.length) };
}

export const times = (a: Ratio, b: Ratio): Ratio => ({
  numerator: a.numerator * b.numerator,
  denominator: a.denominator * b.denominator,
});

export const over = (a: Ratio, b: Ratio): Ratio => ({ numerator: a.numerator * b.denominator, denominator: a.denominator * b.numerator });

/** The power of ten that brings a number between 1 and 10: its first digit stands at that place. */
function magnitudeOf({ numerator, denominator }: Ratio): number {
  const guess = numerator.toString().length - denominator.toString().length;
  const atLeast = (power: number): boolean =>
    power >= 0 ? numerator >= denominator * 10n ** BigInt(power) : numerator * 10n ** BigInt(-power) >= denominator;
  return atLeast(guess) ? guess : guess - 1;
}

/** A number above zero as decimal text with so many significant digits, half-even, without zeros at its end. */
export function decimalOf(ratio: Ratio, significantDigits: number): string {
  const places = Math.max(significantDigits - 1 - magnitudeOf(ratio), 0);
  const scaled = halfEven(ratio.numerator * 10n ** BigInt(places), ratio.denominator);
  const digits = scaled.toString().padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  const decimals = digits.slice(digits.length - places).replace(/0+$/, '');
  return decimals === '' ? whole : `${whole}.${decimals}`;
}
