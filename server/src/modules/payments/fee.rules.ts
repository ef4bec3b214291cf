import { isInEea } from '@guichet/contract/countries.ts';
import { halfEven, type Money } from '@guichet/contract/money.ts';
import type { CardRegion, FeeRow, FeeSchedule } from '../../connectors/index.ts';
import type { FeePart } from '../balance/index.ts';

const BASIS_POINTS = 10_000n;

/** What decides which row of a price list applies. */
export interface FeeFacts {
  /** What the provider pays out, before its fee. */
  readonly settled: Money;
  /** The currency that the payer was charged in. */
  readonly charged: string;
  /** The wire's type of payment method, such as `card`. */
  readonly method: string;
  readonly brand: string | null;
  readonly region: CardRegion;
}

/** Where a card comes from; one whose country nobody told counts as from far away. */
export function regionOf(cardCountry: string | null, placeCountry: string): CardRegion {
  if (cardCountry === placeCountry) return 'domestic';
  return cardCountry !== null && isInEea(cardCountry) && isInEea(placeCountry) ? 'eea' : 'other';
}

const fits = <T>(wanted: readonly T[] | undefined, value: T): boolean => wanted === undefined || wanted.includes(value);

const rowOf = (schedule: FeeSchedule, { charged, method, brand, region }: FeeFacts): FeeRow | undefined =>
  schedule.find(
    ({ methods, brands, regions, currencies }) =>
      fits(methods, method) && fits<string | null>(brands, brand) && fits(regions, region) && fits(currencies, charged),
  );

/** `140` as `1.4 %`. */
const percentText = (basisPoints: bigint): string => {
  const hundredths = (basisPoints % 100n).toString().padStart(2, '0').replace(/0+$/, '');
  return `${basisPoints / 100n}${hundredths === '' ? '' : `.${hundredths}`} %`;
};

/**
 * What the provider keeps of a captured amount, in its minor units and in parts: the share is rounded half-even, as many fees are added
 * up, and both together are never more than the amount.
 */
export function feeOf(facts: FeeFacts, schedule: FeeSchedule): { readonly fee: bigint; readonly parts: readonly FeePart[] } {
  const { amount, currency } = facts.settled;
  const row = rowOf(schedule, facts);
  if (row === undefined) return { fee: 0n, parts: [] };
  const share = least(halfEven(amount * row.basisPoints, BASIS_POINTS), amount);
  const fixed = least(row.fixed[currency] ?? 0n, amount - share);
  const parts = [
    { amount: share, description: `Processing fee (${percentText(row.basisPoints)})` },
    { amount: fixed, description: 'Processing fee (per payment)' },
  ];
  return { fee: share + fixed, parts: parts.filter((part) => part.amount > 0n) };
}

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
