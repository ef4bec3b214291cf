import { describe, expect, it } from 'vitest';
import { codiceFiscaleOf, partitaIvaOf, reaOf, sirenOf, siretOf, vatNumberOf } from './legalNumbers.ts';

describe('a number of a register', () => {
  it.each([
    [sirenOf, '732 829 320', '732829320'],
    [siretOf, '732 829 320 00074', '73282932000074'],
    [siretOf, '356000000 00048', '35600000000048'],
    [partitaIvaOf, 'IT 00743110157', '00743110157'],
    [codiceFiscaleOf, 'rssmra85t10a562s', 'RSSMRA85T10A562S'],
    [codiceFiscaleOf, '00743110157', '00743110157'],
    [reaOf, 'mi 1234567', 'MI-1234567'],
  ])('is read however people write it: %o', (read, text, number) => {
    expect(read(text)).toBe(number);
  });

  it.each([
    [sirenOf, '732829321'],
    [sirenOf, '73282932'],
    [siretOf, '73282932000075'],
    [siretOf, '732829321 00074'],
    [partitaIvaOf, '00743110158'],
    [codiceFiscaleOf, 'RSSMRA85T10A562'],
    [reaOf, 'Milano 123'],
    [reaOf, 'MI'],
  ])('with a wrong digit is none: %o', (read, text) => {
    expect(read(text)).toBeNull();
  });

  it('of VAT is held to the rule of its country', () => {
    expect(vatNumberOf('fr 44 732829320', 'FR')).toBe('FR44732829320');
    expect(vatNumberOf('FR45732829320', 'FR')).toBeNull();
    expect(vatNumberOf('00743110157', 'IT')).toBe('IT00743110157');
    expect(vatNumberOf('DE 136695976', 'DE')).toBe('DE136695976');
    expect(vatNumberOf('no <b>', 'DE')).toBeNull();
  });
});
