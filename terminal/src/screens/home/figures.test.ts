import type { Figures } from '@guichet/contract/reportViews.ts';
import { expect, it } from 'vitest';
import { approvalRate, averageMinor, changeOf, salesCount, settledElsewhere, settledIn } from './figures.ts';

const nothing = { count: 0, amount: 0 };
const figures: Figures = {
  sold: [
    { currency: 'eur', sales: { count: 3, amount: 1000 }, refunds: nothing, disputes: nothing },
    { currency: 'usd', sales: { count: 1, amount: 500 }, refunds: nothing, disputes: nothing },
  ],
  settled: [
    { currency: 'eur', sales: 1000, refunds: 0, disputes: 0, fees: 10, net: 990 },
    { currency: 'usd', sales: 500, refunds: 0, disputes: 0, fees: 0, net: 500 },
  ],
  tries: { asked: 8, approved: 6 },
};

it('never adds one currency to another', () => {
  expect(settledIn(figures, 'eur').net).toBe(990);
  expect(settledIn(figures, 'chf').net).toBe(0);
  expect(settledElsewhere(figures, 'eur').map(({ currency }) => currency)).toEqual(['usd']);
  expect([averageMinor(figures, 'eur'), averageMinor(figures, 'chf')]).toEqual([333, null]);
  expect(salesCount(figures)).toBe(4);
});

it('has no rate and no change where there is nothing to divide by', () => {
  expect([approvalRate(figures.tries), approvalRate({ asked: 0, approved: 0 })]).toEqual([0.75, null]);
  expect([changeOf(150, 100), changeOf(50, -100), changeOf(5, 0)]).toEqual([0.5, 1.5, null]);
});
