import type { LegalMentions } from '@guichet/contract/businessViews.ts';
import { parseEmail } from '@guichet/contract/emails.ts';
import { ApiError } from '@guichet/contract/errors.ts';
import { codiceFiscaleOf, reaOf, sirenOf, siretOf, vatNumberOf } from '@guichet/contract/legalNumbers.ts';
import { NO_LEGAL } from './business.ts';

export type LegalInput = { readonly [K in keyof LegalMentions]?: LegalMentions[K] | undefined };

type Reader = (text: string, country: string) => string | null;

const READERS: Partial<Readonly<Record<keyof LegalMentions, { readonly read: Reader; readonly what: string }>>> = {
  siren: { read: sirenOf, what: 'a SIREN: nine digits, the last of which is a check digit' },
  siret: { read: siretOf, what: 'a SIRET: the nine digits of the SIREN, then five' },
  vat_number: { read: vatNumberOf, what: 'a VAT number of this country' },
  tax_code: { read: codiceFiscaleOf, what: 'a codice fiscale: sixteen signs of a person, or eleven digits of a business' },
  rea: { read: reaOf, what: 'a number of the REA, such as MI-1234567' },
  pec: { read: parseEmail, what: 'an e-mail address' },
};

function checked(name: keyof LegalMentions, value: string, country: string): string {
  const reader = READERS[name];
  if (reader === undefined) return value;
  const read = reader.read(value, country);
  if (read !== null) return read;
  throw new ApiError('parameter_invalid', { param: `legal[${name}]`, message: `The parameter "legal[${name}]" is not ${reader.what}.` });
}

/** What was given over what is there, each number as its register writes it. Throws parameter_invalid. */
export function changedLegal(before: LegalMentions, given: LegalInput, country: string): LegalMentions {
  const entries = Object.entries(given).filter(([, value]) => value !== undefined) as [keyof LegalMentions, string | boolean | null][];
  const changes = entries.map(([name, value]) => [name, typeof value === 'string' ? checked(name, value, country) : value]);
  const legal: LegalMentions = { ...NO_LEGAL, ...before, ...Object.fromEntries(changes) };
  if (legal.siret !== null && legal.siren !== null && !legal.siret.startsWith(legal.siren)) {
    throw new ApiError('parameter_invalid', { param: 'legal[siret]', message: 'The SIRET begins with another SIREN than the one given.' });
  }
  return legal;
}
