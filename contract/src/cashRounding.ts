import type { Currency } from './currencies.ts';
import { halfUp, type Money, money } from './money.ts';

/** The smallest amount that coins in circulation make up, in minor units, where that is more than one. */
const STEPS: Partial<Record<Currency, bigint>> = {
  ...{ aud: 5n, cad: 5n, chf: 5n, nzd: 10n, dkk: 50n, sek: 100n, nok: 100n, czk: 100n },
  // The forint is written with two decimals on the wire, and its smallest coin is five.
  huf: 500n,
};

/** Countries of the euro whose law rounds totals paid in cash to five cents. Elsewhere one and two cents are given. */
const EURO_ROUNDED: ReadonlySet<string> = new Set(['BE', 'EE', 'FI', 'LT', 'SK']);

/** What an amount in cash must be a multiple of, at a place in this country (ISO 3166). */
export const cashStep = (currency: Currency, country: string): bigint =>
  currency === 'eur' && EURO_ROUNDED.has(country) ? 5n : (STEPS[currency] ?? 1n);

/** What is asked for in cash where an amount is owed: the nearest that coins make up, a tie going up. */
export function inCash(owed: Money, country: string): Money {
  const step = cashStep(owed.currency, country);
  return money(halfUp(owed.amount, step) * step, owed.currency);
}
