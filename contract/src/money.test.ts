import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { add, allocate, compare, halfEven, halfUp, isPositive, MAX_WIRE_AMOUNT, money, subtract, wireAmount, wireSum } from './money.ts';

const amount = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });
const weights = fc
  .array(fc.bigInt({ min: 0n, max: 10n ** 9n }), { minLength: 1, maxLength: 20 })
  .filter((all) => all.some((weight) => weight > 0n));
const size = (value: bigint): bigint => (value < 0n ? -value : value);

describe('arithmetic', () => {
  it('refuses to mix currencies', () => {
    for (const operation of [add, subtract, compare]) expect(() => operation(money(1n, 'eur'), money(1n, 'usd'))).toThrow('conversion');
  });

  it('adds, subtracts and orders as numbers do', () => {
    fc.assert(
      fc.property(amount, amount, (a, b) => {
        const [one, other] = [money(a, 'eur'), money(b, 'eur')];
        expect(subtract(add(one, other), other)).toEqual(one);
        expect(compare(one, other)).toBe(a < b ? -1 : a > b ? 1 : 0);
        expect(isPositive(one)).toBe(a > 0n);
      }),
    );
  });
});

it('of equal amounts none comes first, and nothing is not positive', () => {
  expect(compare(money(3n, 'eur'), money(3n, 'eur'))).toBe(0);
  expect(isPositive(money(0n, 'eur'))).toBe(false);
  expect(isPositive(money(1n, 'eur'))).toBe(true);
});

describe('allocate', () => {
  it.each<[bigint, bigint[], bigint[]]>([
    [100n, [1n, 1n, 1n], [34n, 33n, 33n]],
    [-100n, [1n, 1n, 1n], [-34n, -33n, -33n]],
    [5n, [0n, 3n, 7n], [0n, 2n, 3n]],
    [1n, [1n, 2n], [0n, 1n]],
    [0n, [1n, 2n], [0n, 0n]],
    // Remainders of 1/3, 2/3, 1/3 and 2/3: the larger ones get the two units.
    [4n, [1n, 2n, 4n, 5n], [0n, 1n, 1n, 2n]],
    [2n, [1n, 1n, 1n, 1n], [1n, 1n, 0n, 0n]],
  ])('splits %s by %s into %s', (whole, by, parts) => {
    expect(allocate(money(whole, 'eur'), by).map((part) => part.amount)).toEqual(parts);
  });

  it('gives parts that sum exactly, each within one unit of its share', () => {
    fc.assert(
      fc.property(amount, weights, (whole, by) => {
        const parts = allocate(money(whole, 'eur'), by).map((part) => part.amount);
        const sum = by.reduce((total, weight) => total + weight, 0n);
        expect(parts.reduce((total, part) => total + part, 0n)).toBe(whole);
        parts.forEach((part, at) => {
          expect(size(part * sum - whole * (by[at] ?? 0n)) < sum).toBe(true);
        });
      }),
    );
  });

  it('refuses weights that say nothing', () => {
    expect(() => allocate(money(1n, 'eur'), [])).toThrow('weights');
    expect(() => allocate(money(1n, 'eur'), [0n])).toThrow('weights');
    expect(() => allocate(money(1n, 'eur'), [2n, -1n])).toThrow('weights');
  });
});

describe('rounding', () => {
  it.each<[bigint, bigint, bigint, bigint]>([
    [5n, 2n, 2n, 3n],
    [7n, 2n, 4n, 4n],
    [-5n, 2n, -2n, -3n],
    [5n, -2n, -2n, -3n],
    [-5n, -2n, 2n, 3n],
    [4n, 3n, 1n, 1n],
    [-5n, 3n, -2n, -2n],
    [1n, 2n, 0n, 1n],
    [0n, 7n, 0n, 0n],
  ])('%s / %s is %s half to even and %s half up', (numerator, denominator, even, up) => {
    expect(halfEven(numerator, denominator)).toBe(even);
    expect(halfUp(numerator, denominator)).toBe(up);
  });

  it('is never further off than half a unit, and mirrors around zero', () => {
    const denominator = fc.bigInt({ min: 1n, max: 10n ** 6n });
    fc.assert(
      fc.property(amount, denominator, fc.constantFrom(halfEven, halfUp), (numerator, by, round) => {
        expect(size(round(numerator, by) * by - numerator) * 2n <= by).toBe(true);
        expect(round(-numerator, by)).toBe(-round(numerator, by));
      }),
    );
  });

  it('refuses to divide by zero', () => {
    expect(() => halfEven(1n, 0n)).toThrow('zero');
  });
});

it('says what is wrong with a division by nothing', () => {
  for (const rounded of [halfEven, halfUp]) expect(() => rounded(1n, 0n)).toThrow('by zero');
});

describe('wireSum', () => {
  const most = BigInt(Number.MAX_SAFE_INTEGER);

  it('carries what every client can read as an integer', () => {
    for (const sum of [0n, most, -most]) expect(wireSum(sum)).toBe(Number(sum));
  });

  it('refuses what not every client can', () => {
    for (const sum of [most + 1n, -most - 1n]) expect(() => wireSum(sum)).toThrow(`The sum ${sum} does not fit`);
  });
});

describe('wireAmount', () => {
  it('carries the whole range and nothing beyond', () => {
    expect(wireAmount(MAX_WIRE_AMOUNT)).toBe(999_999_999_999);
    expect(wireAmount(-MAX_WIRE_AMOUNT)).toBe(-999_999_999_999);
    expect(() => wireAmount(MAX_WIRE_AMOUNT + 1n)).toThrow('wire');
    expect(() => wireAmount(-MAX_WIRE_AMOUNT - 1n)).toThrow('wire');
  });
});
