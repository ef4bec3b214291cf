import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimalOf, isRate, over, ratioOf, times } from './decimal.rules.ts';

describe('a rate', () => {
  it.each(['1', '1.1684', '20082.05', '0.87058', '0.000001'])('is %s', (text) => expect(isRate(text)).toBe(true));
  it.each(['', '0', '0.00', '-1', '1.', '.5', '1e3', 'N/A', '1,5', ' 1', '1234567890123'])('is not "%s"', (text) => {
    expect(isRate(text)).toBe(false);
    expect(() => ratioOf(text)).toThrow(`Not a rate: ${text}`);
  });
});

it.each([
  ['1.1684', 11684n, 10000n],
  ['0.05', 5n, 100n],
  ['12', 12n, 1n],
])('%s is exactly %s/%s', (text, numerator, denominator) => expect(ratioOf(text)).toEqual({ numerator, denominator }));

describe('decimal text', () => {
  it.each([
    ['1.1684', '0.87058', 18, '1.34209377656275127'],
    ['3', '1', 12, '3'],
    ['2', '3', 12, '0.666666666667'],
    ['1', '20082.05', 12, '0.0000497957130871'],
    ['20082.05', '0.87058', 6, '23067.4'],
    ['1000000', '1', 3, '1000000'],
    // So many digits and not one more, wherever the first one stands.
    ['5', '3', 3, '1.67'],
    ['500', '3', 3, '167'],
    ['500', '3', 5, '166.67'],
    ['5', '30', 3, '0.167'],
    ['2', '30', 3, '0.0667'],
    ['1', '8', 2, '0.12'],
    ['100', '1', 3, '100'],
    // Rounded up to another digit more.
    ['0.99999', '1', 3, '1'],
  ])('of %s / %s with %d digits is %s', (a, b, digits, text) => {
    expect(decimalOf(over(ratioOf(a), ratioOf(b)), digits)).toBe(text);
  });

  it('lies within half a unit of its last digit', () => {
    const rate = fc.bigInt({ min: 1n, max: 10n ** 12n });
    fc.assert(
      fc.property(rate, rate, fc.integer({ min: 12, max: 18 }), (numerator, denominator, digits) => {
        const text = decimalOf({ numerator, denominator }, digits);
        const [whole = '', decimals = ''] = text.split('.');
        const read = { numerator: BigInt(whole + decimals), denominator: 10n ** BigInt(decimals.length) };
        const difference = read.numerator * denominator - numerator * read.denominator;
        const size = difference < 0n ? -difference : difference;
        // |text − exact| ≤ exact · 10^(1 − digits)
        expect(size * 10n ** BigInt(digits - 1) <= numerator * read.denominator).toBe(true);
      }),
    );
  });

  it('multiplies exactly', () => expect(decimalOf(times(ratioOf('1.5'), ratioOf('0.2')), 12)).toBe('0.3'));
});
