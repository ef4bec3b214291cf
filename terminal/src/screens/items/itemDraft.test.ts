import { expect, it } from 'vitest';
import { blankItem, draftOf, readItem } from './itemDraft.ts';

const ITEM = {
  id: 'prod_1',
  name: 'Coffee',
  active: true,
  created: 1,
  price: { id: 'price_1', currency: 'eur', unit_amount: 250 },
  tax_rate: { id: 'txr_1', display_name: 'TVA', rate: 100_000, inclusive: true },
};

it('shows an item as its language writes it, and reads the same back', () => {
  const draft = draftOf(ITEM, 'usd', 'fr');
  expect(draft).toEqual({ name: 'Coffee', amount: '2,50', currency: 'eur', taxRate: 'txr_1', active: true });
  expect(readItem(draft)).toEqual({ ok: true, item: { name: 'Coffee', currency: 'eur', unit_amount: 250 } });
});

it('says what is missing', () => {
  expect(readItem(blankItem('eur'))).toEqual({ ok: false, problems: { name: true, amount: 'empty' } });
  expect(readItem({ ...blankItem('jpy'), name: 'Tea', amount: '1.5' })).toMatchObject({ ok: false, problems: { name: false } });
});

it('takes nothing for a price', () => {
  expect(readItem({ ...blankItem('eur'), name: 'Water', amount: '0' })).toMatchObject({ ok: true, item: { unit_amount: 0 } });
});
