/** Where the parts of an account number stand within an IBAN: from which character on, and how many. */
type Part = readonly [from: number, length: number];

interface Parts {
  readonly bank?: Part;
  readonly branch?: Part;
}

/** How long an IBAN is in each country that has them (the registry of ISO 13616). */
const LENGTHS: Readonly<Record<string, number>> = {
  ...{ AD: 24, AE: 23, AL: 28, AT: 20, AZ: 28, BA: 20, BE: 16, BG: 22, BH: 22, BI: 27, BR: 29, BY: 28, CH: 21, CR: 22, CY: 28 },
  ...{ CZ: 24, DE: 22, DJ: 27, DK: 18, DO: 28, EE: 20, EG: 29, ES: 24, FI: 18, FK: 18, FO: 18, FR: 27, GB: 22, GE: 22, GI: 23 },
  ...{ GL: 18, GR: 27, GT: 28, HR: 21, HU: 28, IE: 22, IL: 23, IQ: 23, IS: 26, IT: 27, JO: 30, KW: 30, KZ: 20, LB: 28, LC: 32 },
  ...{ LI: 21, LT: 20, LU: 20, LV: 21, LY: 25, MC: 27, MD: 24, ME: 22, MK: 19, MN: 20, MR: 27, MT: 31, MU: 30, NI: 28, NL: 18 },
  ...{ NO: 15, OM: 23, PK: 24, PL: 28, PS: 29, PT: 25, QA: 29, RO: 24, RS: 22, RU: 33, SA: 24, SC: 31, SD: 18, SE: 24, SI: 19 },
  ...{ SK: 24, SM: 27, SO: 23, ST: 25, SV: 28, TL: 23, TN: 24, TR: 26, UA: 29, VA: 22, VG: 24, XK: 20, YE: 30 },
};

/** The countries of SEPA, with the parts of their IBANs as the registry has them. Direct debits reach accounts there and nowhere else. */
const SEPA: Readonly<Record<string, Parts>> = {
  AD: { bank: [4, 4], branch: [8, 4] },
  AL: { bank: [4, 3], branch: [7, 5] },
  AT: { bank: [4, 5] },
  BE: { bank: [4, 3] },
  BG: { bank: [4, 4], branch: [8, 4] },
  CH: { bank: [4, 5] },
  CY: { bank: [4, 3], branch: [7, 5] },
  CZ: { bank: [4, 4] },
  DE: { bank: [4, 8] },
  DK: { bank: [4, 4] },
  EE: { bank: [4, 2] },
  ES: { bank: [4, 4], branch: [8, 4] },
  FI: { bank: [4, 3] },
  FR: { bank: [4, 5], branch: [9, 5] },
  GB: { bank: [4, 4], branch: [8, 6] },
  GI: { bank: [4, 4] },
  GR: { bank: [4, 3], branch: [7, 4] },
  HR: { bank: [4, 7] },
  HU: { bank: [4, 3], branch: [7, 4] },
  IE: { bank: [4, 4], branch: [8, 6] },
  IS: { bank: [4, 2], branch: [6, 2] },
  IT: { bank: [5, 5], branch: [10, 5] },
  LI: { bank: [4, 5] },
  LT: { bank: [4, 5] },
  LU: { bank: [4, 3] },
  LV: { bank: [4, 4] },
  MC: { bank: [4, 5], branch: [9, 5] },
  MD: { bank: [4, 2] },
  ME: { bank: [4, 3] },
  MK: { bank: [4, 3] },
  MT: { bank: [4, 4], branch: [8, 5] },
  NL: { bank: [4, 4] },
  NO: { bank: [4, 4] },
  PL: { branch: [4, 8] },
  PT: { bank: [4, 4], branch: [8, 4] },
  RO: { bank: [4, 4] },
  RS: { bank: [4, 3] },
  SE: { bank: [4, 3] },
  SI: { bank: [4, 5] },
  SK: { bank: [4, 4] },
  SM: { bank: [5, 5], branch: [10, 5] },
  VA: { bank: [4, 3] },
};

/** Where the account number of an IBAN comes from. */
export interface IbanParts {
  readonly iban: string;
  readonly country: string;
  readonly bankCode: string | null;
  readonly branchCode: string | null;
}

export type IbanProblem = 'form' | 'country' | 'length' | 'check_digits';

const FORM = /^[A-Z]{2}\d{2}[A-Z\d]{11,30}$/;

/** ISO 7064 mod 97-10 over the IBAN with its first four characters at the end and letters as 10 to 35; 1 where no digit is wrong. */
function mod97(iban: string): number {
  let rest = 0;
  for (const sign of iban.slice(4) + iban.slice(0, 4)) {
    const value = Number.parseInt(sign, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest;
}

const isLong = (iban: string): boolean => LENGTHS[iban.slice(0, 2)] === iban.length;

/** The IBAN of any country that has them, without its spaces and in capitals, or null when its length or its check digits are wrong. */
export function ibanOf(text: string): string | null {
  const iban = text.replace(/[\s\u00a0\u202f]/g, '').toUpperCase();
  return FORM.test(iban) && isLong(iban) && mod97(iban) === 1 ? iban : null;
}

/** Reads the IBAN of an account that can be debited, as people write it, in groups and small letters, or says what is wrong with it. */
export function parseIban(text: string): ({ readonly ok: true } & IbanParts) | { readonly ok: false; readonly problem: IbanProblem } {
  const iban = text.replace(/[\s\u00a0-]/g, '').toUpperCase();
  if (!FORM.test(iban)) return { ok: false, problem: 'form' };
  const country = iban.slice(0, 2);
  const parts = Object.hasOwn(SEPA, country) ? SEPA[country] : undefined;
  if (parts === undefined) return { ok: false, problem: 'country' };
  if (!isLong(iban)) return { ok: false, problem: 'length' };
  if (mod97(iban) !== 1) return { ok: false, problem: 'check_digits' };
  const part = (where: Part | undefined): string | null => (where === undefined ? null : iban.slice(where[0], where[0] + where[1]));
  return { ok: true, iban, country, bankCode: part(parts.bank), branchCode: part(parts.branch) };
}
