/** Where the parts of an account number stand within an IBAN: from which character on, and how many. */
type Part = readonly [from: number, length: number];

interface IbanFormat {
  readonly length: number;
  readonly bank?: Part;
  readonly branch?: Part;
}

/** The countries of SEPA with the form of their IBANs, as the IBAN registry has it. Direct debits reach accounts there and nowhere else. */
const SEPA: Readonly<Record<string, IbanFormat>> = {
  AD: { length: 24, bank: [4, 4], branch: [8, 4] },
  AL: { length: 28, bank: [4, 3], branch: [7, 5] },
  AT: { length: 20, bank: [4, 5] },
  BE: { length: 16, bank: [4, 3] },
  BG: { length: 22, bank: [4, 4], branch: [8, 4] },
  CH: { length: 21, bank: [4, 5] },
  CY: { length: 28, bank: [4, 3], branch: [7, 5] },
  CZ: { length: 24, bank: [4, 4] },
  DE: { length: 22, bank: [4, 8] },
  DK: { length: 18, bank: [4, 4] },
  EE: { length: 20, bank: [4, 2] },
  ES: { length: 24, bank: [4, 4], branch: [8, 4] },
  FI: { length: 18, bank: [4, 3] },
  FR: { length: 27, bank: [4, 5], branch: [9, 5] },
  GB: { length: 22, bank: [4, 4], branch: [8, 6] },
  GI: { length: 23, bank: [4, 4] },
  GR: { length: 27, bank: [4, 3], branch: [7, 4] },
  HR: { length: 21, bank: [4, 7] },
  HU: { length: 28, bank: [4, 3], branch: [7, 4] },
  IE: { length: 22, bank: [4, 4], branch: [8, 6] },
  IS: { length: 26, bank: [4, 2], branch: [6, 2] },
  IT: { length: 27, bank: [5, 5], branch: [10, 5] },
  LI: { length: 21, bank: [4, 5] },
  LT: { length: 20, bank: [4, 5] },
  LU: { length: 20, bank: [4, 3] },
  LV: { length: 21, bank: [4, 4] },
  MC: { length: 27, bank: [4, 5], branch: [9, 5] },
  MD: { length: 24, bank: [4, 2] },
  ME: { length: 22, bank: [4, 3] },
  MK: { length: 19, bank: [4, 3] },
  MT: { length: 31, bank: [4, 4], branch: [8, 5] },
  NL: { length: 18, bank: [4, 4] },
  NO: { length: 15, bank: [4, 4] },
  PL: { length: 28, branch: [4, 8] },
  PT: { length: 25, bank: [4, 4], branch: [8, 4] },
  RO: { length: 24, bank: [4, 4] },
  RS: { length: 22, bank: [4, 3] },
  SE: { length: 24, bank: [4, 3] },
  SI: { length: 19, bank: [4, 5] },
  SK: { length: 24, bank: [4, 4] },
  SM: { length: 27, bank: [5, 5], branch: [10, 5] },
  VA: { length: 22, bank: [4, 3] },
};

/** Where the account number of an IBAN comes from. */
export interface IbanParts {
  readonly iban: string;
  readonly country: string;
  readonly bankCode: string | null;
  readonly branchCode: string | null;
}

export type IbanProblem = 'form' | 'country' | 'length' | 'check_digits';

/** ISO 7064 mod 97-10 over the IBAN with its first four characters at the end and letters as 10 to 35; 1 where no digit is wrong. */
function mod97(iban: string): number {
  let rest = 0;
  for (const sign of iban.slice(4) + iban.slice(0, 4)) {
    const value = Number.parseInt(sign, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest;
}

/** Reads an IBAN as people write it, in groups and small letters, or says what is wrong with it. */
export function parseIban(text: string): ({ readonly ok: true } & IbanParts) | { readonly ok: false; readonly problem: IbanProblem } {
  const iban = text.replace(/[\s\u00a0-]/g, '').toUpperCase();
  if (!/^[A-Z]{2}\d{2}[A-Z\d]{11,30}$/.test(iban)) return { ok: false, problem: 'form' };
  const country = iban.slice(0, 2);
  const format = Object.hasOwn(SEPA, country) ? SEPA[country] : undefined;
  if (format === undefined) return { ok: false, problem: 'country' };
  if (iban.length !== format.length) return { ok: false, problem: 'length' };
  if (mod97(iban) !== 1) return { ok: false, problem: 'check_digits' };
  const part = (where: Part | undefined): string | null => (where === undefined ? null : iban.slice(where[0], where[0] + where[1]));
  return { ok: true, iban, country, bankCode: part(format.bank), branchCode: part(format.branch) };
}
