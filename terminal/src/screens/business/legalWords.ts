import type { LegalMentions } from '@guichet/contract/businessViews.ts';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

type Words = Readonly<Record<keyof LegalMentions, MessageDescriptor>>;

const WORDS: Words = {
  legal_form: msg`Legal form`,
  capital: msg`Share capital`,
  siren: msg`SIREN`,
  siret: msg`SIRET`,
  rcs: msg`Trade register (RCS): town and number`,
  vat_number: msg`VAT number`,
  sole_trader: msg`Sole trader: the name is followed by “EI”`,
  vat_exempt: msg`No VAT is charged (art. 293 B of the tax code)`,
  tax_code: msg`Tax code (codice fiscale)`,
  rea: msg`REA number`,
  pec: msg`Certified mail (PEC)`,
  registration: msg`Registration number`,
};

const ELSEWHERE: Readonly<Record<string, MessageDescriptor>> = { US: msg`Tax ID`, CA: msg`GST/HST number` };

export const legalWords = (field: keyof LegalMentions, country: string): MessageDescriptor =>
  (field === 'vat_number' ? ELSEWHERE[country] : undefined) ?? WORDS[field];

/** What is wrong where the server refused a field. */
export const PROBLEM_WORDS: Readonly<Record<string, MessageDescriptor>> = {
  business_name: msg`Enter a name.`,
  time_zone: msg`Choose a time zone such as Europe/Paris.`,
  statement_descriptor: msg`5 to 22 plain letters, digits and signs, at least one letter; no angle brackets, quotes, stars or backslashes.`,
  email: msg`This is not an e-mail address.`,
  website: msg`Enter a web address with https, such as that of your shop.`,
  accent: msg`Enter a colour such as #0f6580.`,
  'legal[siren]': msg`A SIREN has nine digits. One of these is not right.`,
  'legal[siret]': msg`A SIRET has fourteen digits and begins with the SIREN. One of these is not right.`,
  'legal[vat_number]': msg`This is not a VAT number of this country.`,
  'legal[tax_code]': msg`This is not a tax code: sixteen signs, or eleven digits.`,
  'legal[rea]': msg`Enter it as MI-1234567.`,
  'legal[pec]': msg`This is not an e-mail address.`,
};
