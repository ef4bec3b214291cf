import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Currency } from './currencies.ts';
import { stepOf } from './currencies.ts';
import { type Discount, type LineTax, nextPart, reckonSale, type SaleLine } from './saleTotals.ts';

const VAT: LineTax = { id: 'vat', name: 'VAT', rate: 200_000, inclusive: true };
const SALES: LineTax = { id: 'sales', name: 'Sales tax', rate: 88_750, inclusive: false };
const line = (unitAmount: bigint, more: Partial<SaleLine> = {}): SaleLine => ({
  quantity: 1,
  unitAmount,
  discount: null,
  tax: null,
  ...more,
});
const reckon = (lines: SaleLine[], more: { discount?: Discount; tip?: Discount; currency?: Currency } = {}) =>
  reckonSale({ currency: 'eur', lines, discount: null, tip: null, ...more });
const totals = (...given: Parameters<typeof reckon>) => {
  const reckoned = reckon(...given);
  if (!reckoned.ok) throw new Error(reckoned.problem);
  return reckoned.totals;
};

describe('what a sale comes to', () => {
  it('is quantity times price', () => {
    expect(totals([line(250n, { quantity: 3 }), line(100n)])).toMatchObject({
      listed: 850n,
      discount: 0n,
      taxes: [],
      tip: 0n,
      total: 850n,
    });
  });

  it('holds an inclusive tax already', () => {
    expect(totals([line(1200n, { tax: VAT })])).toMatchObject({ taxes: [{ base: 1000n, amount: 200n }], total: 1200n });
  });

  it('has an exclusive tax on top', () => {
    expect(totals([line(1000n, { tax: SALES })])).toMatchObject({ taxes: [{ base: 1000n, amount: 89n }], total: 1089n });
  });

  it('works a tax out once on the sum, and shares it out', () => {
    // Each line alone would round 8.875 % of 1 down to nothing.
    const lines = Array.from({ length: 12 }, () => line(1n, { tax: SALES }));
    const found = totals(lines);
    expect(found.taxes).toMatchObject([{ base: 12n, amount: 1n }]);
    expect(found.lines.map(({ tax }) => tax)).toEqual([1n, ...Array.from({ length: 11 }, () => 0n)]);
  });

  it('rounds a half up', () => {
    expect(totals([line(5n, { discount: { kind: 'percent', basisPoints: 1000 } })])).toMatchObject({ discount: 1n, total: 4n });
  });

  it('takes discounts off the lines before their taxes, that on the whole by their share', () => {
    const found = totals([line(1000n, { tax: VAT, discount: { kind: 'amount', amount: 100n } }), line(300n)], {
      discount: { kind: 'amount', amount: 100n },
    });
    expect(found.lines).toEqual([
      { listed: 1000n, discount: 175n, tax: 138n, total: 825n },
      { listed: 300n, discount: 25n, tax: 0n, total: 275n },
    ]);
    expect(found.total).toBe(1100n);
  });

  it('adds a tip on everything with its taxes, untaxed', () => {
    const found = totals([line(1000n, { tax: SALES })], { tip: { kind: 'percent', basisPoints: 1000 } });
    expect(found).toMatchObject({ tip: 109n, total: 1198n, taxes: [{ amount: 89n }] });
  });

  it('counts in the steps of the currency', () => {
    const found = totals([line(10_000n, { discount: { kind: 'percent', basisPoints: 333 } })], { currency: 'isk' });
    expect(found).toMatchObject({ discount: 300n, total: 9_700n });
    expect(reckon([line(150n)], { currency: 'isk' })).toEqual({ ok: false, problem: 'uneven', line: 0 });
    expect(reckon([line(100n)], { currency: 'isk', tip: { kind: 'amount', amount: 50n } })).toMatchObject({
      problem: 'uneven',
      line: null,
    });
  });

  it('refuses discounts above what they are taken off, and sums beyond what can be charged', () => {
    const gift: Discount = { kind: 'amount', amount: 101n };
    expect(reckon([line(100n), line(100n, { discount: gift })])).toEqual({ ok: false, problem: 'discount_too_large', line: 1 });
    expect(reckon([line(100n)], { discount: gift })).toEqual({ ok: false, problem: 'discount_too_large', line: null });
    const most = 999_999_999_999n;
    expect(reckon([line(100n), line(most, { quantity: 2 })])).toEqual({ ok: false, problem: 'too_large', line: 1 });
    expect(reckon([line(most), line(100n)])).toEqual({ ok: false, problem: 'too_large', line: null });
  });
});

const discounts = fc.option(
  fc.oneof(
    fc.record({ kind: fc.constant('amount' as const), amount: fc.bigInt(0n, 400n).map((n) => n * 10n) }),
    fc.record({ kind: fc.constant('percent' as const), basisPoints: fc.integer({ min: 0, max: 10_000 }) }),
  ),
);
const taxes = fc.option(
  fc
    .record({ rate: fc.integer({ min: 0, max: 1_000_000 }), inclusive: fc.boolean() })
    .map((tax) => ({ ...tax, id: JSON.stringify(tax), name: 'T' })),
);
const lines = fc.array(
  fc.record({
    quantity: fc.integer({ min: 1, max: 50 }),
    unitAmount: fc.bigInt(0n, 100_000n).map((n) => n * 100n),
    discount: discounts,
    tax: taxes,
  }),
  { minLength: 1, maxLength: 12 },
);
const currencies = fc.constantFrom<Currency>('eur', 'jpy', 'isk', 'bhd', 'usd');
const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((a, b) => a + b, 0n);

describe('whatever is sold', () => {
  it('sums exactly: lines and tip to the total, their taxes and discounts to those of the whole', () => {
    let reckoned = 0;
    fc.assert(
      fc.property(currencies, lines, discounts, discounts, (currency, given, discount, tip) => {
        const found = reckonSale({ currency, lines: given, discount, tip });
        if (!found.ok) return;
        reckoned += 1;
        const { totals: all } = found;
        const exclusive = all.taxes.filter(({ inclusive }) => !inclusive);
        expect(sum(all.lines.map(({ total }) => total)) + all.tip).toBe(all.total);
        expect(sum(all.lines.map((one) => one.discount))).toBe(all.discount);
        expect(sum(all.lines.map(({ tax }) => tax))).toBe(sum(all.taxes.map(({ amount }) => amount)));
        expect(all.listed - all.discount + sum(exclusive.map(({ amount }) => amount)) + all.tip).toBe(all.total);
        for (const { discount: off, tax, total, listed } of all.lines)
          expect([off >= 0n, off <= listed, tax >= 0n, total >= 0n]).toEqual([true, true, true, true]);
        expect(all.total % stepOf(currency)).toBe(0n);
      }),
    );
    expect(reckoned).toBeGreaterThan(20);
  });

  it('is paid whole by equal parts, of which none differs from another by more than the smallest step', () => {
    fc.assert(
      fc.property(currencies, fc.bigInt(1n, 1_000_000n), fc.integer({ min: 1, max: 99 }), (currency, steps, parts) => {
        const step = stepOf(currency);
        let open = steps * step;
        const paid = Array.from({ length: parts }, (_, at) => {
          const part = nextPart(open, parts - at, currency);
          open -= part;
          return part;
        });
        expect(open).toBe(0n);
        const sizes = paid.map(Number);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(Number(step));
        expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
      }),
    );
  });
});
