import { describe, expect, it } from 'vitest';
import { internationalPhone, looksLikePhone, spokenDigits } from './phoneForms.rules.ts';

describe('the international form', () => {
  it.each([
    ['06 12 34 56 78', 'FR', '+33612345678'],
    ['+33 (0)6 12-34-56-78', 'FR', '+33612345678'],
    ['0033612345678', 'FR', '+33612345678'],
    // The plus was lost on the way.
    ['33612345678', 'FR', '+33612345678'],
    [' 33612345678', 'IT', '+33612345678'],
    ['393331234567', 'FR', '+393331234567'],
    ['333 123 4567', 'IT', '+393331234567'],
    ['06 1234 5678', 'IT', '+390612345678'],
    ['(020) 7946 0958', 'GB', '+442079460958'],
    ['+39 06 1234 5678', 'FR', '+390612345678'],
  ])('%j in %s is %s', (text, country, expected) => {
    expect(internationalPhone(text, country)).toBe(expected);
  });

  it.each([[null], [''], ['12'], ['ask Ada'], ['+']])('of %j is none', (text) => {
    expect(internationalPhone(text, 'FR')).toBeNull();
  });

  it('needs no country that is known', () => {
    expect(internationalPhone('+33612345678', 'ZZ')).toBe('+33612345678');
    expect(internationalPhone('0612345678', 'ZZ')).toBeNull();
  });
});

it('digits are said as within the country and from abroad', () => {
  expect(spokenDigits('+33612345678')).toEqual(['0612345678', '33612345678']);
  expect(spokenDigits(null)).toEqual([]);
});

it.each([
  ['06 12', true],
  ['+33 (0)6', true],
  ['2042', true],
  ['204', false],
  ['INV-2042', false],
  ['ada', false],
])('%j looks like a number: %s', (text, expected) => {
  expect(looksLikePhone(text)).toBe(expected);
});
