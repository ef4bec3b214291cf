import { expect, it } from 'vitest';
import { COUNTRIES, isCountry } from './countries.ts';

it('has the 249 countries of ISO 3166-1, each once and in order', () => {
  expect(COUNTRIES).toHaveLength(249);
  expect([...new Set(COUNTRIES)].sort()).toEqual(COUNTRIES);
});

it('has only countries that can be named', () => {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  expect(COUNTRIES.filter((code) => names.of(code) === undefined)).toEqual([]);
});

it.each(['fr', 'UK', 'EU', 'XK', 'ZZ', 'AN', ''])('does not take %j for one', (code) => {
  expect(isCountry(code)).toBe(false);
});
