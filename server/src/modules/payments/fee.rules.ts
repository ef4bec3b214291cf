import { halfEven, type Money } from '@guichet/contract/money.ts';
import type { FeeSchedule } from '../../connectors/index.ts';

const BASIS_POINTS = 10_000n;

/** What the provider keeps of a captured amount, in its minor units: half-even, as many fees are added up; never more than the amount. */
export function feeOf({ amount, currency }: Money, { basisPoints, fixed }: FeeSchedule): bigint {
  const fee = halfEven(amount * basisPoints, BASIS_POINTS) + (fixed[currency] ?? 0n);
  return fee > amount ? amount : fee;
}
