import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cashStep, inCash } from './cashRounding.ts';
import { CURRENCIES, stepOf } from './currencies.ts';
import { money } from './money.ts';

describe('an amount in cash', () => {
  it.each([
    ['chf', 'CH', 1002n, 1000n],
    ['chf', 'CH', 1003n, 1005n],
    ['cad', 'CA', 1007n, 1005n],
    ['sek', 'SE', 1049n, 1000n],
    ['sek', 'SE', 1050n, 1100n],
    ['dkk', 'DK', 1024n, 1000n],
    ['dkk', 'DK', 1025n, 1050n],
    ['huf', 'HU', 100_200n, 100_000n],
    ['eur', 'FR', 1002n, 1002n],
    ['eur', 'FI', 1002n, 1000n],
    ['eur', 'BE', 1003n, 1005n],
    ['jpy', 'JP', 1003n, 1003n],
  ] as const)('in %s at a place in %s: %s is %s', (currency, country, owed, asked) => {
    expect(inCash(money(owed, currency), country)).toEqual(money(asked, currency));
  });

  it('can be made up of coins, and is never further from what is owed than half a step', () => {
    fc.assert(
      fc.property(fc.constantFrom(...CURRENCIES), fc.constantFrom('FR', 'FI'), fc.bigInt(0n, 10n ** 12n), (currency, country, owed) => {
        const step = cashStep(currency, country);
        const { amount } = inCash(money(owed, currency), country);
        expect(amount % step).toBe(0n);
        const off = amount > owed ? amount - owed : owed - amount;
        expect(2n * off <= step).toBe(true);
        // A step of cash is one of the wire's amounts.
        expect(step % stepOf(currency) === 0n || step === 1n).toBe(true);
      }),
    );
  });
});
