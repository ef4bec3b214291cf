import { describe, expect, it } from 'vitest';
import { changedLine, type ItemLine, type ItemsDraft, noItems, readReduction, reckonItems, withLine, withoutLine } from './itemsDraft.ts';

const VAT = { id: 'txr_1', name: 'VAT', rate: 200_000, inclusive: true };
const BREAD: ItemLine = { product: 'prod_1', name: 'Bread', unitAmount: 620, tax: VAT, quantity: 1, discount: '' };
const FREE: ItemLine = { product: null, name: 'Delivery', unitAmount: 500, tax: null, quantity: 1, discount: '' };
const items = (...lines: ItemLine[]): ItemsDraft => ({ ...noItems('key'), lines });

describe('the lines', () => {
  it('count what is added again, unless it has another price, a discount, or no product', () => {
    const two = withLine(items(BREAD), BREAD);
    expect(two.lines).toEqual([{ ...BREAD, quantity: 2 }]);
    expect(withLine(two, { ...BREAD, unitAmount: 640 }).lines).toHaveLength(2);
    expect(withLine(changedLine(two, 0, { discount: '10%' }), BREAD).lines).toHaveLength(2);
    expect(withLine(items(FREE), FREE).lines).toHaveLength(2);
  });

  it('are a hundred at most', () => {
    const full = items(...Array.from({ length: 100 }, () => FREE));
    expect(withLine(full, FREE).lines).toHaveLength(100);
  });

  it('are taken out one by one', () => expect(withoutLine(items(BREAD, FREE), 0).lines).toEqual([FREE]));
});

describe('a reduction', () => {
  it.each([
    ['', null],
    ['10%', { kind: 'percent', basisPoints: 1000 }],
    ['12,5 %', { kind: 'percent', basisPoints: 1250 }],
    ['2,50', { kind: 'amount', amount: 250n }],
  ])('%j is read', (text, reduction) => expect(readReduction(text, 'eur')).toEqual({ ok: true, reduction }));

  it.each([
    ['101%', 'percent'],
    ['1,255%', 'percent'],
    ['ten', 'not_a_number'],
    ['1,25,5', 'grouping'],
  ])('%j is refused', (text, problem) => expect(readReduction(text, 'eur')).toMatchObject({ ok: false, problem }));
});

describe('what they come to', () => {
  it('is told with the request that makes the sale', () => {
    const sold = { ...items({ ...BREAD, quantity: 2, discount: '10%' }, FREE), discount: '1', tip: '5%' };
    const found = reckonItems(sold, 'eur');
    expect(found).toMatchObject({ ok: true, totals: { listed: 1740n, discount: 224n, tip: 76n, total: 1592n } });
    expect(found.ok && found.request).toEqual({
      currency: 'eur',
      lines: [
        { product: 'prod_1', quantity: 2, discount_basis_points: 1000 },
        { name: 'Delivery', unit_amount: 500, quantity: 1 },
      ],
      discount_amount: 100,
      tip_basis_points: 500,
      amount: 1592,
    });
  });

  it('names the tax of a free line', () => {
    const found = reckonItems(items({ ...FREE, tax: VAT }), 'eur');
    expect(found.ok && found.request.lines).toEqual([{ name: 'Delivery', unit_amount: 500, tax_rate: 'txr_1', quantity: 1 }]);
  });

  it.each([
    [items({ ...BREAD, discount: '7' }), { at: 0, problem: 'discount_too_large' }],
    [items(BREAD, { ...FREE, discount: 'x%' }), { at: 1, problem: 'percent' }],
    [items(BREAD, { ...FREE, unitAmount: 999_999_999, quantity: 9999 }), { at: 1, problem: 'too_large' }],
    [items(BREAD, { ...FREE, unitAmount: 999_999_999_999 }), { at: 'whole', problem: 'too_large' }],
    [
      { ...items(BREAD), discount: '7' },
      { at: 'discount', problem: 'discount_too_large' },
    ],
    [
      { ...items(BREAD), tip: 'much' },
      { at: 'tip', problem: 'not_a_number' },
    ],
  ])('is not told where something is wrong', (sold, problem) => expect(reckonItems(sold, 'eur')).toEqual({ ok: false, problem }));
});
