import type { BusinessView } from '@guichet/contract/businessViews.ts';
import { describe, expect, it } from 'vitest';
import { changeOf, draftOf, legalFieldsOf } from './businessDraft.ts';

const NO_LEGAL = {
  ...{ legal_form: null, capital: null, siren: null, siret: null, rcs: null, vat_number: null, tax_code: null, rea: null, pec: null },
  ...{ registration: null, sole_trader: false, vat_exempt: true },
};

const BUSINESS = {
  business_name: 'Chez Odile',
  country: 'FR',
  time_zone: 'Europe/Paris',
  statement_descriptor: null,
  email: 'odile@example.com',
  phone: null,
  website: null,
  accent: null,
  address: { line1: '3 quai', line2: null, postal_code: '75001', city: 'Paris', state: null, country: null },
  legal: NO_LEGAL,
} as unknown as BusinessView;

describe('the form of the business', () => {
  it('sends back what it was given', () => {
    const { address, legal, statement_descriptor, email } = BUSINESS;
    expect(changeOf(draftOf(BUSINESS))).toMatchObject({ address, legal, statement_descriptor, email, accent: null });
  });

  it('unsets what was emptied', () => {
    const draft = { ...draftOf(BUSINESS), email: '  ', statement_descriptor: ' CHEZ ODILE ' };
    expect(changeOf(draft)).toMatchObject({ email: null, statement_descriptor: 'CHEZ ODILE' });
  });

  it('asks for what the country asks for', () => {
    expect(legalFieldsOf('FR')).toContain('siret');
    expect(legalFieldsOf('IT')).toContain('pec');
    expect(legalFieldsOf('US')).toEqual(['legal_form', 'registration', 'vat_number']);
  });
});
