import { describe, expect, it } from 'vitest';
import {
  asCurrency,
  CURRENCIES,
  type Currency,
  exponentOf,
  isCurrency,
  isMoney,
  MONEY,
  shownDecimals,
  smallestCharge,
  stepOf,
} from './currencies.ts';

describe('the table of currencies', () => {
  it('is in order, without repetition, in lower case', () => {
    expect(CURRENCIES).toEqual([...new Set(CURRENCIES)].sort());
    expect(CURRENCIES.filter((code) => !/^[a-z]{3}$/.test(code))).toEqual([]);
    expect(CURRENCIES).toHaveLength(165);
  });

  it('knows what is one and what is not', () => {
    expect(['eur', 'xcg', 'zwg'].every(isCurrency)).toBe(true);
    expect(['EUR', 'zzz', 'bgn', 'hrk', 'xau', '', 'toString'].some(isCurrency)).toBe(false);
    expect(() => asCurrency('zzz')).toThrow('zzz');
  });

  it.each<[Currency, number, bigint, number]>([
    ['eur', 2, 1n, 2],
    ['jpy', 0, 1n, 0],
    ['huf', 2, 1n, 2],
    ['mga', 0, 1n, 0],
    ['isk', 2, 100n, 0],
    ['ugx', 2, 100n, 0],
    ['kwd', 3, 10n, 3],
    ['iqd', 3, 1n, 3],
    ['clf', 4, 1n, 4],
  ])('%s has %s decimals on the wire in steps of %s, and shows %s', (currency, exponent, step, shown) => {
    expect([exponentOf(currency), stepOf(currency), shownDecimals(currency)]).toEqual([exponent, step, shown]);
  });

  it.each<[Currency, bigint]>([
    ['eur', 50n],
    ['usd', 50n],
    ['gbp', 30n],
    ['jpy', 50n],
    ['huf', 17500n],
    ['isk', 50n * 100n],
    ['xof', 50n],
    ['kwd', 500n],
    ['zar', 50n],
  ])('takes nothing in %s below %s', (currency, smallest) => {
    expect(smallestCharge(currency)).toBe(smallest);
  });

  it('has a smallest charge for each that can itself be charged', () => {
    expect(CURRENCIES.filter((code) => smallestCharge(code) <= 0n || smallestCharge(code) % stepOf(code) !== 0n)).toEqual([]);
  });

  it('knows which are money and which are units that nobody pays in', () => {
    expect(CURRENCIES.filter((code) => !isMoney(code))).toEqual(['bov', 'che', 'chw', 'clf', 'cou', 'mxv', 'usn', 'uyi', 'uyw', 'xad']);
    expect(MONEY).toEqual(CURRENCIES.filter(isMoney));
    expect(isMoney('eur') && !isMoney('xau') && !isMoney('')).toBe(true);
  });
});
