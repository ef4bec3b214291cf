import { expect, it } from 'vitest';
import { readMore, readPart, typedWhole } from './partOf.ts';

it.each([
  ['12,50', 'eur', 1250n],
  ['20.00', 'eur', 2000n],
  ['20,01', 'eur', null],
  ['0', 'eur', null],
  ['ten', 'eur', null],
  ['2000', 'jpy', 2000n],
  ['5', 'zzz', null],
] as const)('of 2000 minor units %s in %s is %s', (text, currency, part) => {
  expect(readPart(text, currency, 2000)).toBe(part);
});

it('begins with the whole, as it is typed in the language', () => {
  expect(typedWhole(2000, 'eur', 'en')).toBe('20.00');
  expect(typedWhole(2000, 'eur', 'fr')).toBe('20,00');
  expect(readPart(typedWhole(2000, 'eur', 'it'), 'eur', 2000)).toBe(2000n);
});

it.each([
  ['20,01', 2001n],
  ['120.00', 12_000n],
  ['20.00', null],
  ['5', null],
  ['', null],
  ['more', null],
])('a new total of %s', (text, minor) => expect(readMore(text, 'eur', 2000)).toBe(minor));
