/** How long an IBAN is in each country that has them (the registry of ISO 13616). */
const LENGTHS: Readonly<Record<string, number>> = {
  ...{ AD: 24, AE: 23, AL: 28, AT: 20, AZ: 28, BA: 20, BE: 16, BG: 22, BH: 22, BI: 27, BR: 29, BY: 28, CH: 21, CR: 22, CY: 28 },
  ...{ CZ: 24, DE: 22, DJ: 27, DK: 18, DO: 28, EE: 20, EG: 29, ES: 24, FI: 18, FK: 18, FO: 18, FR: 27, GB: 22, GE: 22, GI: 23 },
  ...{ GL: 18, GR: 27, GT: 28, HR: 21, HU: 28, IE: 22, IL: 23, IQ: 23, IS: 26, IT: 27, JO: 30, KW: 30, KZ: 20, LB: 28, LC: 32 },
  ...{ LI: 21, LT: 20, LU: 20, LV: 21, LY: 25, MC: 27, MD: 24, ME: 22, MK: 19, MN: 20, MR: 27, MT: 31, MU: 30, NI: 28, NL: 18 },
  ...{ NO: 15, OM: 23, PK: 24, PL: 28, PS: 29, PT: 25, QA: 29, RO: 24, RS: 22, RU: 33, SA: 24, SC: 31, SD: 18, SE: 24, SI: 19 },
  ...{ SK: 24, SM: 27, SO: 23, ST: 25, SV: 28, TL: 23, TN: 24, TR: 26, UA: 29, VA: 22, VG: 24, XK: 20, YE: 30 },
};

/** An IBAN without its spaces and in capitals, or null when its length or its check digits are wrong (ISO 7064, mod 97-10). */
export function ibanOf(text: string): string | null {
  const iban = text.replace(/[\s\u00a0\u202f]/g, '').toUpperCase();
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]+$/.test(iban) || LENGTHS[iban.slice(0, 2)] !== iban.length) return null;
  const rearranged = iban.slice(4) + iban.slice(0, 4);
  const digits = [...rearranged].map((sign) => Number.parseInt(sign, 36)).join('');
  return BigInt(digits) % 97n === 1n ? iban : null;
}

const ABA_WEIGHTS = [3, 7, 1, 3, 7, 1, 3, 7, 1];

/** A routing number of the American Bankers Association, or null when its check digit is wrong. */
export function routingNumberOf(text: string): string | null {
  const digits = text.replace(/[\s-]/g, '');
  if (!/^\d{9}$/.test(digits) || /^0+$/.test(digits)) return null;
  const sum = ABA_WEIGHTS.reduce((total, weight, at) => total + weight * Number(digits[at]), 0);
  return sum % 10 === 0 ? digits : null;
}

/** An account number in the United States: four to seventeen digits, without a check of its own. */
export function usAccountNumberOf(text: string): string | null {
  const digits = text.replace(/[\s-]/g, '');
  return /^\d{4,17}$/.test(digits) ? digits : null;
}
