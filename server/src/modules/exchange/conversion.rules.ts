import { type Currency, exponentOf } from '@guichet/contract/currencies.ts';
import { halfEven, type Money, money } from '@guichet/contract/money.ts';
import { decimalOf, over, type Ratio, ratioOf, times } from './decimal.rules.ts';

/** Two rates of one day against one base, of which the cross rate is made, and what the place takes off it. All exact. */
export interface Quote {
  readonly from: Currency;
  readonly to: Currency;
  /** How much of each currency one unit of the source's base buys, as the source wrote it. */
  readonly fromRate: string;
  readonly toRate: string;
  /** Hundredths of a percent. */
  readonly marginBasisPoints: number;
  readonly source: string;
  /** The day that the rates are of, `2026-04-13`. */
  readonly day: string;
}

const BASIS_POINTS = 10_000n;
/** A rate as it is shown and stored; amounts are converted by the exact number behind it. */
const SHOWN_DIGITS = 18;

/** How much of `to` one unit of `from` is worth by the source alone. */
const midOf = ({ fromRate, toRate }: Quote): Ratio => over(ratioOf(toRate), ratioOf(fromRate));

const appliedOf = (quote: Quote): Ratio =>
  times(midOf(quote), { numerator: BASIS_POINTS - BigInt(quote.marginBasisPoints), denominator: BASIS_POINTS });

/** The source's cross rate as decimal text, in whole units of both currencies. */
export const midRate = (quote: Quote): string => decimalOf(midOf(quote), SHOWN_DIGITS);

/** The rate that is applied: the source's less the margin. */
export const appliedRate = (quote: Quote): string => decimalOf(appliedOf(quote), SHOWN_DIGITS);

/** What an amount becomes in the quote's other currency: exact until the end, then rounded once, half-even, to its minor unit. */
export function convert(amount: Money, quote: Quote): Money {
  if (amount.currency !== quote.from) throw new Error(`A quote from ${quote.from} cannot convert ${amount.currency}.`);
  const { numerator, denominator } = appliedOf(quote);
  const shift = exponentOf(quote.to) - exponentOf(quote.from);
  const [up, down] = shift >= 0 ? [10n ** BigInt(shift), 1n] : [1n, 10n ** BigInt(-shift)];
  return money(halfEven(amount.amount * numerator * up, denominator * down), quote.to);
}
