import { describe, expect, it } from 'vitest';
import { refusalOf } from '../../../test/harness/refusalOf.ts';
import { NO_LEGAL } from './business.ts';
import { changedLegal } from './checkLegal.rules.ts';
import { addressLines, mentionLines } from './mentions.rules.ts';

const lines = (country: string, legal: object, businessName = 'Chez Odile') =>
  mentionLines({ businessName, country, legal: { ...NO_LEGAL, ...legal } }).map((line) => line.replaceAll('\u00a0', ' '));

describe('what the law wants on a receipt', () => {
  it.each([
    [
      'FR',
      { legal_form: 'SARL', capital: '10 000 €', siret: '73282932000074', rcs: 'Paris 732 829 320', vat_number: 'FR44732829320' },
      [
        'Chez Odile, SARL au capital de 10 000 €',
        'SIRET 732 829 320 00074 – RCS Paris 732 829 320',
        'TVA intracommunautaire FR44732829320',
      ],
    ],
    [
      'FR',
      { sole_trader: true, legal_form: 'SARL', siren: '732829320', vat_exempt: true },
      ['Chez Odile EI', 'SIREN 732 829 320', 'TVA non applicable, art. 293 B du CGI'],
    ],
    [
      'IT',
      { legal_form: 'S.r.l.', capital: '10.000 € i.v.', vat_number: 'IT00743110157', rea: 'MI-123456', pec: 'chezodile@pec.it' },
      ['Chez Odile S.r.l., capitale sociale 10.000 € i.v.', 'P. IVA IT00743110157 – REA MI-123456', 'PEC chezodile@pec.it'],
    ],
    ['CA', { vat_number: '123456789RT0001', registration: '1234' }, ['Registration 1234', 'GST/HST no. 123456789RT0001']],
    ['US', { vat_number: '123456789' }, ['Tax ID 123456789']],
    ['FR', {}, []],
  ])('in %s', (country, legal, said) => {
    expect(lines(country, legal)).toEqual(said);
  });

  it('is refused where a number is wrong, and kept where nothing is said', () => {
    const before = changedLegal(NO_LEGAL, { siren: '732 829 320', legal_form: 'SAS' }, 'FR');
    expect(before).toMatchObject({ siren: '732829320', legal_form: 'SAS' });
    expect(changedLegal(before, { legal_form: null }, 'FR')).toMatchObject({ siren: '732829320', legal_form: null });
    expect(refusalOf(() => changedLegal(before, { siret: '73282932000075' }, 'FR'))).toMatchObject({ param: 'legal[siret]' });
    expect(refusalOf(() => changedLegal(before, { siret: '35600000000048' }, 'FR'))).toMatchObject({ param: 'legal[siret]' });
  });
});

it.each([
  ['FR', { line1: '3 quai des Orfèvres', postal_code: '75001', city: 'Paris' }, ['3 quai des Orfèvres', '75001 Paris']],
  ['IT', { line1: 'Via Roma 1', postal_code: '20121', city: 'Milano', state: 'MI' }, ['Via Roma 1', '20121 Milano (MI)']],
  [
    'US',
    { line1: '1 Main St', line2: 'Suite 2', postal_code: '10001', city: 'New York', state: 'NY' },
    ['1 Main St', 'Suite 2', 'New York, NY 10001'],
  ],
  ['FR', {}, []],
])('an address in %s is written as there', (country, given, written) => {
  const blank = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };
  expect(addressLines({ ...blank, ...given }, country)).toEqual(written);
});
