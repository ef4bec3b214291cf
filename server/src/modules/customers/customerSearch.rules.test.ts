import { containing, searchable } from '@guichet/contract/searchText.ts';
import { expect, it } from 'vitest';
import { searchText } from './customerSearch.rules.ts';

const ADA = { name: 'Ada  Émilie LOVELACE', email: 'Ada@Example.com', phone: '+33 (0)6 12-34-56-78', phoneE164: '+33612345678' };
const NOBODY = { name: null, email: null, phone: null, phoneE164: null };

it.each(['ada', 'Emilie', 'éMILIE love', 'example.COM', '+33 (0)6', '0612345678', '33612345678', '345678', 'Ada Émilie'])(
  '%j finds her',
  (typed) => {
    expect(searchText(ADA)).toContain(searchable(typed));
  },
);

it.each(['adam', '0613', 'emilie@'])('%j does not', (typed) => {
  expect(searchText(ADA)).not.toContain(searchable(typed));
});

it('nothing known is found by nothing', () => {
  expect(searchText(NOBODY)).toBe('');
});

it('digits that stand as they are need not stand twice', () => {
  expect(searchText({ ...NOBODY, phone: '0612345678' })).toBe('0612345678');
  expect(searchText({ ...NOBODY, phone: '0612345678', phoneE164: '+33612345678' })).toBe('0612345678 33612345678');
});

it('one value does not run into the next', () => {
  expect(searchText({ ...NOBODY, name: 'Ada', email: 'eve@example.com' })).not.toContain('adaeve');
});

it('a word within a word begins one of its own, but not the host of an address', () => {
  const text = searchText({ ...NOBODY, name: 'Jean-Marc D’Arcy', email: 'j.durand@example.com' });
  expect(text.split(' ')).toEqual(['jean-marc', 'd’arcy', 'j.durand@example.com', 'marc', 'arcy', 'durand']);
});

it('signs that SQL reads as wildcards are taken literally', () => {
  expect(containing('50%_')).toBe('%50\\%\\_%');
});
