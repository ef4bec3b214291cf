import { describe, expect, it } from 'vitest';
import { languageFor } from './languages.ts';

describe('languageFor', () => {
  it.each([
    [['fr-CA', 'en'], 'fr'],
    [['de-DE', 'it-CH'], 'it'],
    [['ja'], 'en'],
    [[], 'en'],
    [['EN-us'], 'en'],
  ] as const)('%j → %s', (wanted, language) => {
    expect(languageFor(wanted)).toBe(language);
  });
});
