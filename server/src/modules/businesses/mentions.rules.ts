import type { LegalMentions } from '@guichet/contract/businessViews.ts';
import type { WireAddress } from '@guichet/contract/wire/common.ts';

const siren = (digits: string): string => digits.replace(/(\d{3})(?=\d)/g, '$1\u00a0');
const siret = (digits: string): string => `${siren(digits.slice(0, 9))}\u00a0${digits.slice(9)}`;

type Place = { readonly businessName: string; readonly country: string; readonly legal: LegalMentions };

/** Code de commerce R.123-237 and R.123-238, article 293 B of the tax code; an entrepreneur's name carries EI (L.526-22). */
function french({ businessName, legal }: Place): (string | null)[] {
  const form = legal.sole_trader ? `${businessName} EI` : legal.legal_form && `${businessName}, ${legal.legal_form}`;
  const capital = legal.capital === null ? '' : ` au capital de ${legal.capital}`;
  const number = legal.siret === null ? legal.siren && `SIREN ${siren(legal.siren)}` : `SIRET ${siret(legal.siret)}`;
  return [
    form === null ? null : `${form}${legal.sole_trader ? '' : capital}`,
    [number, legal.rcs === null ? null : `RCS ${legal.rcs}`].filter((part) => part !== null).join(' – ') || null,
    legal.vat_number === null ? null : `TVA intracommunautaire ${legal.vat_number}`,
    legal.vat_exempt ? 'TVA non applicable, art. 293 B du CGI' : null,
  ];
}

/** Article 2250 of the civil code, and article 35 of DPR 633/72 for the VAT number. */
function italian({ businessName, legal }: Place): (string | null)[] {
  const form = legal.legal_form && `${businessName} ${legal.legal_form}`;
  const numbers = [
    legal.vat_number && `P. IVA ${legal.vat_number}`,
    legal.tax_code && `C.F. ${legal.tax_code}`,
    legal.rea && `REA ${legal.rea}`,
  ].filter((part) => part !== null && part !== '');
  return [
    form === null || form === '' ? null : `${form}${legal.capital === null ? '' : `, capitale sociale ${legal.capital}`}`,
    numbers.join(' – ') || null,
    legal.pec && `PEC ${legal.pec}`,
  ];
}

const TAX_NAMES: Readonly<Record<string, string>> = { US: 'Tax ID', CA: 'GST/HST no.' };

function elsewhere({ businessName, country, legal }: Place): (string | null)[] {
  return [
    legal.legal_form && `${businessName}, ${legal.legal_form}`,
    legal.registration && `Registration ${legal.registration}`,
    legal.vat_number && `${TAX_NAMES[country] ?? 'VAT no.'} ${legal.vat_number}`,
  ];
}

/** The lines that a receipt owes to the law of the place's country, in that country's language. */
export function mentionLines(place: Place): string[] {
  const lines = place.country === 'FR' ? french(place) : place.country === 'IT' ? italian(place) : elsewhere(place);
  return lines.filter((line) => line !== null && line !== '') as string[];
}

/** Where the number of a house's town stands behind the town. */
const TOWN_FIRST: ReadonlySet<string> = new Set(['AU', 'CA', 'GB', 'IE', 'NZ', 'US']);

/** An address as an envelope has it, without the country: who reads the receipt has been there. */
export function addressLines(address: WireAddress, country: string): string[] {
  const { line1, line2, postal_code: code, city, state } = address;
  const town = TOWN_FIRST.has(address.country ?? country)
    ? [[city, [state, code].filter(Boolean).join(' ')].filter(Boolean).join(', ')]
    : [[code, city, (address.country ?? country) === 'IT' && state ? `(${state})` : null].filter(Boolean).join(' ')];
  return [line1, line2, ...town].filter((line): line is string => typeof line === 'string' && line !== '');
}
