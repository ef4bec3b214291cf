import { CURRENCIES, exponentOf } from '@guichet/contract/currencies.ts';
import { money } from '@guichet/contract/money.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appliedRate, convert, midRate, type Quote } from './conversion.rules.ts';

const RATES = { eur: '1', usd: '1.1684', gbp: '0.87058', jpy: '186.75', isk: '143.2', kwd: '0.3581' } as const;
type Rated = keyof typeof RATES;

const quote = (from: Rated, to: Rated, marginBasisPoints = 0): Quote => ({
  ...{ from, to, fromRate: RATES[from], toRate: RATES[to] },
  ...{ marginBasisPoints, source: 'ecb', day: '2026-04-13' },
});

describe('a conversion', () => {
  it.each([
    // 100.00 / 0.87058 = 114.866…
    [10_000n, 'gbp', 'eur', 0, 11_487n],
    [10_000n, 'gbp', 'eur', 200, 11_257n],
    [10_000n, 'eur', 'gbp', 0, 8_706n],
    // Through the base, and rounded once: 100.00 · 1.1684 / 0.87058 = 134.209…
    [10_000n, 'gbp', 'usd', 0, 13_421n],
    // Exponents: no decimals, two of which nobody has coins, three.
    [10_000n, 'jpy', 'eur', 0, 5_355n],
    [5_355n, 'eur', 'jpy', 0, 10_000n],
    [100_00n, 'isk', 'eur', 0, 70n],
    [1_000n, 'kwd', 'eur', 0, 279n],
    [1_00n, 'eur', 'kwd', 0, 358n],
    // Ties go to the even neighbour: 1.005 and 1.015 dollars' worth.
    [1n, 'jpy', 'eur', 0, 1n],
    [0n, 'gbp', 'eur', 200, 0n],
  ] as const)('of %s %s to %s with a margin of %d gives %s', (amount, from, to, margin, expected) => {
    expect(convert(money(amount, from), quote(from, to, margin))).toEqual(money(expected, to));
  });

  it('sends a tie to the even neighbour', () => {
    const half: Quote = { ...quote('gbp', 'eur'), fromRate: '2', toRate: '1' };
    expect([1n, 3n, 5n].map((amount) => convert(money(amount, 'gbp'), half).amount)).toEqual([0n, 2n, 2n]);
  });

  it('refuses an amount in another currency than the quote is for', () => {
    expect(() => convert(money(1n, 'usd'), quote('gbp', 'eur'))).toThrow('A quote from gbp cannot convert usd.');
  });

  it('is within half a unit of the exact value, and never falls when the amount rises', () => {
    const rate = fc
      .tuple(fc.integer({ min: 1, max: 99_999 }), fc.integer({ min: 0, max: 99_999 }))
      .map(([a, b]) => `${a}.${String(b).padStart(5, '0')}`);
    const currency = fc.constantFrom(...CURRENCIES);
    const amount = fc.bigInt({ min: 0n, max: 999_999_999_999n });
    fc.assert(
      fc.property(
        rate,
        rate,
        currency,
        currency,
        amount,
        fc.integer({ min: 0, max: 2000 }),
        (fromRate, toRate, from, to, minor, margin) => {
          const asked: Quote = { from, to, fromRate, toRate, marginBasisPoints: margin, source: 'ecb', day: '2026-04-13' };
          const { amount: got } = convert(money(minor, from), asked);
          const digits = (text: string): bigint => BigInt(text.replace('.', ''));
          // exact = minor · toRate · (1 − margin) · 10^(e_to) / (fromRate · 10^(e_from)), both rates having five decimals.
          const above = minor * digits(toRate) * BigInt(10_000 - margin) * 10n ** BigInt(exponentOf(to));
          const below = digits(fromRate) * 10_000n * 10n ** BigInt(exponentOf(from));
          const off = got * below - above;
          expect((off < 0n ? -off : off) * 2n <= below).toBe(true);
          expect(convert(money(minor + 1n, from), asked).amount >= got).toBe(true);
        },
      ),
    );
  });
});

it('rates are shown with at least twelve digits, the margin taken off the one that is applied', () => {
  expect(midRate(quote('gbp', 'usd'))).toBe('1.34209377656275127');
  expect(appliedRate(quote('gbp', 'usd', 200))).toBe('1.31525190103149624');
  expect(appliedRate(quote('gbp', 'usd'))).toBe(midRate(quote('gbp', 'usd')));
  expect(midRate(quote('eur', 'usd'))).toBe('1.1684');
});
