import type { BusinessView, LegalMentions } from '@guichet/contract/businessViews.ts';
import type { WireAddress } from '@guichet/contract/wire/common.ts';

/** The form as it is typed: an empty text stands for nothing. */
export interface BusinessDraft {
  readonly business_name: string;
  readonly time_zone: string;
  readonly statement_descriptor: string;
  readonly email: string;
  readonly phone: string;
  readonly website: string;
  readonly accent: string;
  readonly address: Readonly<Record<keyof WireAddress, string>>;
  readonly legal: { readonly [K in keyof LegalMentions]: LegalMentions[K] extends boolean ? boolean : string };
}

const typed = <T extends object>(values: T) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value ?? ''])) as Record<keyof T, never>;

export const draftOf = (business: BusinessView): BusinessDraft => ({
  business_name: business.business_name,
  time_zone: business.time_zone,
  statement_descriptor: business.statement_descriptor ?? '',
  email: business.email ?? '',
  phone: business.phone ?? '',
  website: business.website ?? '',
  accent: business.accent?.chosen ?? '',
  address: typed(business.address),
  legal: typed(business.legal),
});

const trimmed = (value: string | boolean): string | boolean | null => (typeof value === 'boolean' ? value : value.trim() || null);

const filled = (values: object) => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, trimmed(value)]));

/** What is sent: what is empty is unset. */
export function changeOf({ address, legal, business_name, time_zone, ...rest }: BusinessDraft): object {
  return { business_name: business_name.trim(), time_zone, ...filled(rest), address: filled(address), legal: filled(legal) };
}

/** The legal fields that a country asks for, in the order of its forms. */
export function legalFieldsOf(country: string): readonly (keyof LegalMentions)[] {
  if (country === 'FR') return ['legal_form', 'capital', 'siren', 'siret', 'rcs', 'vat_number', 'sole_trader', 'vat_exempt'];
  if (country === 'IT') return ['legal_form', 'capital', 'vat_number', 'tax_code', 'rea', 'pec'];
  return ['legal_form', 'registration', 'vat_number'];
}
