import type { Currency } from './currencies.ts';

/** An amount in the currency's minor unit (see `exponentOf`), never a float. */
export interface Money {
  readonly amount: bigint;
  readonly currency: Currency;
}

/** The largest amount that the wire carries; far below 2^53, so that a JSON integer holds it in every client. */
export const MAX_WIRE_AMOUNT = 999_999_999_999n;

export const money = (amount: bigint, currency: Currency): Money => ({ amount, currency });

function sameCurrency(a: Money, b: Money): Currency {
  if (a.currency !== b.currency) throw new Error(`Amounts in ${a.currency} and ${b.currency} do not meet without a conversion.`);
  return a.currency;
}

export const add = (a: Money, b: Money): Money => money(a.amount + b.amount, sameCurrency(a, b));

export const subtract = (a: Money, b: Money): Money => money(a.amount - b.amount, sameCurrency(a, b));

/** -1, 0 or 1, as `sort` wants it. */
export function compare(a: Money, b: Money): -1 | 0 | 1 {
  sameCurrency(a, b);
  if (a.amount === b.amount) return 0;
  return a.amount < b.amount ? -1 : 1;
}

export const isPositive = (value: Money): boolean => value.amount > 0n;

const magnitude = (value: bigint): bigint => (value < 0n ? -value : value);

/** Quotient and remainder of the magnitudes, and the sign of the result. */
function divide(numerator: bigint, denominator: bigint): { quotient: bigint; twiceRemainder: bigint; sign: bigint; size: bigint } {
  if (denominator === 0n) throw new Error('Division of an amount by zero.');
  const size = magnitude(denominator);
  const whole = magnitude(numerator);
  const sign = numerator < 0n === denominator < 0n ? 1n : -1n;
  return { quotient: whole / size, twiceRemainder: (whole % size) * 2n, sign, size };
}

/** Division with a tie going to the even neighbour: for conversions and fees, where many roundings are added up. */
export function halfEven(numerator: bigint, denominator: bigint): bigint {
  const { quotient, twiceRemainder, sign, size } = divide(numerator, denominator);
  const up = twiceRemainder > size || (twiceRemainder === size && quotient % 2n === 1n);
  return sign * (up ? quotient + 1n : quotient);
}

/** Division with a tie going away from zero: for taxes, as French and Italian law expect. */
export function halfUp(numerator: bigint, denominator: bigint): bigint {
  const { quotient, twiceRemainder, sign, size } = divide(numerator, denominator);
  return sign * (twiceRemainder >= size ? quotient + 1n : quotient);
}

/**
 * Splits an amount in proportion to `weights`, by largest remainder: the parts sum exactly to the whole, each differs from its exact
 * share by less than one minor unit, and of equal remainders the earlier part gets the unit. Weights are not negative, and not all zero.
 */
export function allocate(whole: Money, weights: readonly bigint[]): Money[] {
  const sum = weights.reduce((total, weight) => total + weight, 0n);
  if (sum <= 0n || weights.some((weight) => weight < 0n))
    throw new Error('An allocation needs weights that are not negative and not all zero.');
  const sign = whole.amount < 0n ? -1n : 1n;
  const size = magnitude(whole.amount);
  const shares = weights.map((weight, place) => ({ place, floor: (size * weight) / sum, remainder: (size * weight) % sum }));
  const left = Number(shares.reduce((rest, share) => rest - share.floor, size));
  // Sorting is stable: equal remainders stay in their order.
  const byRemainder = shares.toSorted((a, b) => Number(b.remainder - a.remainder));
  const raised = new Set(byRemainder.slice(0, left).map((share) => share.place));
  return shares.map(({ place, floor }) => money(sign * (raised.has(place) ? floor + 1n : floor), whole.currency));
}

/**
 * A sum of amounts, such as a balance, as the wire's JSON integer: it may be larger than any one amount. Sums that not every client can
 * read as an integer, from 2^53 on, are a bug here.
 */
export function wireSum(sum: bigint): number {
  if (magnitude(sum) > BigInt(Number.MAX_SAFE_INTEGER)) throw new Error(`The sum ${sum} does not fit the wire.`);
  return Number(sum);
}

/** An amount as the wire's JSON integer. What lies outside of its range is a bug here: input was refused at the edge. */
export function wireAmount(amount: bigint): number {
  if (magnitude(amount) > MAX_WIRE_AMOUNT) throw new Error(`The amount ${amount} does not fit the wire.`);
  return Number(amount);
}
