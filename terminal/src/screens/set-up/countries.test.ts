import { isCurrency } from '@guichet/contract/currencies.ts';
import { describe, expect, it } from 'vitest';
import { COUNTRIES, CURRENCY_OF, countryFor, zoneFor } from './countries.ts';

describe('what set-up suggests', () => {
  it('knows only currencies of the table and regions that have a name', () => {
    const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
    expect(COUNTRIES.filter((country) => names.of(country) === undefined)).toEqual([]);
    expect(Object.values(CURRENCY_OF).filter((currency) => !isCurrency(currency))).toEqual([]);
  });

  it.each([
    [['it-IT', 'en'], 'IT'],
    [['en', 'fr-CA'], 'CA'],
    [['en'], 'FR'],
  ])('%j suggests %s', (languages, country) => {
    expect(countryFor(languages)).toBe(country);
  });

  it("takes the browser's zone unless it names no place", () => {
    expect(zoneFor('Europe/Rome', 'FR')).toBe('Europe/Rome');
    expect(zoneFor('UTC', 'FR')).toBe('Europe/Paris');
    expect(zoneFor(undefined, 'SM')).toBe('UTC');
  });
});
