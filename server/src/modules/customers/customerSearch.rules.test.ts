import { searchable } from '@guichet/contract/searchText.ts';
import { expect, it } from 'vitest';
import { searchText } from './customerSearch.rules.ts';

const ADA = { name: 'Ada  Émilie LOVELACE', email: 'Ada@Example.com', phone: '+33 (0)6 12-34-56-78' };

it.each(['ada', 'Emilie', 'éMILIE love', 'example.COM', '+33 (0)6', '0612345678', '345678', 'Ada Émilie'])('%j finds her', (typed) => {
  expect(searchText(ADA)).toContain(searchable(typed));
});

it.each(['adam', '0613', 'emilie@'])('%j does not', (typed) => {
  expect(searchText(ADA)).not.toContain(searchable(typed));
});

it('nothing known is found by nothing', () => {
  expect(searchText({ name: null, email: null, phone: null })).toBe('');
});

it('digits that stand as they are need not stand twice', () => {
  expect(searchText({ name: null, email: null, phone: '0612345678' })).toBe('0612345678');
});

it('one value does not run into the next', () => {
  expect(searchText({ name: 'Ada', email: 'eve@example.com', phone: null })).not.toContain('adaeve');
});
