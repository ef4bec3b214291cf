import { describe, expect, it } from 'vitest';
import { packSums } from './customerPack.rules.ts';
import { CustomerTotals } from './customerTotals.rules.ts';

const totals = () => new CustomerTotals();

describe('totals of customers', () => {
  it('add up packs and what is not packed, by number and by id, each currency apart', () => {
    const of = totals();
    of.addPack('eur', packSums([{ number: 1, count: 2, amount: 500, refunded: 100 }]));
    of.addPack('eur', packSums([{ number: 1, count: 1, amount: 50, refunded: 7 }]));
    of.add('eur', 1, 3, 5, 1);
    of.add('eur', 'cus_new', 1, 10, 0);
    of.add('eur', 'cus_new', 1, 11, 2);
    of.add('usd', 1, 1, 99, 0);
    expect(of.top('eur', 10)).toEqual([
      { customer: 1, currency: 'eur', count: 6, amount: 555, refunded: 108 },
      { customer: 'cus_new', currency: 'eur', count: 2, amount: 21, refunded: 2 },
      { customer: 1, currency: 'usd', count: 1, amount: 99, refunded: 0 },
    ]);
  });

  it('rank by what is left, and keep all who are level with the last', () => {
    const of = totals();
    for (const [number, amount, refunded] of [
      [1, 1000, 900],
      [2, 500, 0],
      [3, 700, 200],
      [4, 499, 0],
      [5, 900, 0],
    ] as const)
      of.add('eur', number, 1, amount, refunded);
    const ranked = (limit: number) => of.top('eur', limit).map(({ customer }) => customer);
    expect(ranked(1)).toEqual([5]);
    expect(ranked(2)).toEqual([2, 3, 5]);
    expect(ranked(4)).toEqual([2, 3, 4, 5]);
    expect(ranked(9)).toEqual([1, 2, 3, 4, 5]);
  });

  it('fill up with other currencies only as far as the own leaves room', () => {
    const of = totals();
    of.add('eur', 1, 1, 10, 0);
    of.add('eur', 2, 1, 20, 0);
    of.add('usd', 3, 1, 5000, 0);
    of.add('gbp', 4, 1, 6000, 0);
    const ranked = (limit: number) => of.top('eur', limit).map(({ customer }) => customer);
    expect(ranked(2)).toEqual([1, 2]);
    expect(ranked(3)).toEqual([1, 2, 4]);
    expect(ranked(4)).toEqual([1, 2, 3, 4]);
    expect(of.top('chf', 1).map(({ customer }) => customer)).toEqual([4]);
  });

  it('leave out who comes to nothing, and keep whoever was only given something back, or sold and took back', () => {
    const of = totals();
    of.add('eur', 1, 1, 100, 0);
    of.add('eur', 1, -1, -100, 0);
    of.add('eur', 2, 0, 0, 40);
    of.add('eur', 3, 1, 100, 100);
    expect(of.top('eur', 10).map(({ customer }) => customer)).toEqual([2, 3]);
    expect(totals().top('eur', 10)).toEqual([]);
  });
});
