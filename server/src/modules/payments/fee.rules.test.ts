import { money } from '@guichet/contract/money.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { feeOf } from './fee.rules.ts';

const SCHEDULE = { basisPoints: 140n, fixed: { eur: 25n } };

describe('the fee', () => {
  it.each([
    // A share, and the fixed part of the currency.
    [4990n, 'eur', 95n],
    [4990n, 'usd', 70n],
    [999_999_999_999n, 'eur', 14_000_000_025n],
    // A tie goes to the even cent: 3.5 to 4, 10.5 to 10.
    [250n, 'usd', 4n],
    [750n, 'usd', 10n],
    // Just beside a tie.
    [249n, 'usd', 3n],
    [251n, 'usd', 4n],
    // Never more than there is to keep it from.
    [25n, 'eur', 25n],
    [10n, 'eur', 10n],
    [1n, 'usd', 0n],
  ] as const)('of %s %s is %s', (amount, currency, fee) => {
    expect(feeOf(money(amount, currency), SCHEDULE)).toBe(fee);
  });

  it('is never below zero, above the amount, or lower for a larger amount', () => {
    const amount = fc.bigInt({ min: 1n, max: 999_999_999_999n });
    const schedule = fc.record({ basisPoints: fc.bigInt(0n, 2_000n), fixed: fc.record({ eur: fc.bigInt(0n, 500n) }) });
    fc.assert(
      fc.property(amount, amount, schedule, (one, other, terms) => {
        const [smaller, larger] = one < other ? [one, other] : [other, one];
        const [less, more] = [feeOf(money(smaller, 'eur'), terms), feeOf(money(larger, 'eur'), terms)];
        expect(less >= 0n && less <= smaller && less <= more).toBe(true);
      }),
    );
  });
});
