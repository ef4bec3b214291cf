/**
 * Card numbers while they are typed and when they are taken: brand, grouping, lengths, check digit. For browsers and for the server.
 * A prefix tells the network that a card runs on, not everything: co-badged cards (Cartes Bancaires, Bancontact, PagoBancomat) show
 * their international brand here.
 */
export type CardBrand = 'amex' | 'diners' | 'discover' | 'jcb' | 'maestro' | 'mastercard' | 'unionpay' | 'visa' | 'unknown';

/** The brands that the wire names; it has no word for Maestro. */
export type WireBrand = Exclude<CardBrand, 'maestro'>;

export const wireBrand = (brand: CardBrand): WireBrand => (brand === 'maestro' ? 'unknown' : brand);

interface BrandRules {
  /** First and last prefix of each range, with the same number of digits. */
  readonly prefixes: readonly (readonly [string, string])[];
  readonly lengths: readonly number[];
  readonly cvcLengths: readonly number[];
  /** Old UnionPay cards were issued without a check digit. */
  readonly luhn: boolean;
}

const ANY_LENGTH = [12, 13, 14, 15, 16, 17, 18, 19];
const LONG = [16, 17, 18, 19];

const UNKNOWN: BrandRules = { prefixes: [], lengths: ANY_LENGTH, cvcLengths: [3, 4], luhn: true };

const BRANDS: Readonly<Record<Exclude<CardBrand, 'unknown'>, BrandRules>> = {
  visa: { prefixes: [['4', '4']], lengths: [13, 16, 19], cvcLengths: [3], luhn: true },
  mastercard: {
    prefixes: [
      ['51', '55'],
      ['222100', '272099'],
    ],
    lengths: [16],
    cvcLengths: [3],
    luhn: true,
  },
  amex: {
    prefixes: [
      ['34', '34'],
      ['37', '37'],
    ],
    lengths: [15],
    cvcLengths: [3, 4],
    luhn: true,
  },
  discover: {
    prefixes: [
      ['6011', '6011'],
      ['644', '649'],
      ['65', '65'],
    ],
    lengths: LONG,
    cvcLengths: [3],
    luhn: true,
  },
  diners: {
    prefixes: [
      ['300', '305'],
      ['36', '36'],
      ['38', '39'],
    ],
    lengths: [14, 15, ...LONG],
    cvcLengths: [3],
    luhn: true,
  },
  jcb: { prefixes: [['3528', '3589']], lengths: LONG, cvcLengths: [3], luhn: true },
  unionpay: { prefixes: [['62', '62']], lengths: LONG, cvcLengths: [3], luhn: false },
  maestro: {
    prefixes: [
      ['50', '50'],
      ['56', '69'],
    ],
    lengths: ANY_LENGTH,
    cvcLengths: [3],
    luhn: true,
  },
};

const rulesOf = (brand: CardBrand): BrandRules => (brand === 'unknown' ? UNKNOWN : BRANDS[brand]);

/** How a range of prefixes meets the digits typed so far: `full` when they lie in it, `open` when further digits may bring them there. */
function meet(digits: string, [from, to]: readonly [string, string]): 'full' | 'open' | 'none' {
  const start = digits.slice(0, from.length);
  const length = start.length;
  if (start < from.slice(0, length) || start > to.slice(0, length)) return 'none';
  return length === from.length ? 'full' : 'open';
}

/**
 * The brand that a number's first digits tell, `unknown` while they leave it open. A longer prefix beats a shorter one, so 6011 is
 * Discover although 60 is Maestro, and 60 alone is not decided yet.
 */
export function detectBrand(digits: string): CardBrand {
  if (!/^\d+$/.test(digits)) return 'unknown';
  let best: { brand: CardBrand; length: number } = { brand: 'unknown', length: 0 };
  const open = new Set<CardBrand>();
  for (const [brand, { prefixes }] of Object.entries(BRANDS) as [CardBrand, BrandRules][]) {
    for (const range of prefixes) {
      const met = meet(digits, range);
      if (met === 'full' && range[0].length > best.length) best = { brand, length: range[0].length };
      if (met === 'open') open.add(brand);
    }
  }
  open.delete(best.brand);
  if (best.brand === 'unknown') return open.size === 1 ? ([...open][0] ?? 'unknown') : 'unknown';
  return open.size === 0 ? best.brand : 'unknown';
}

/** The check digit of ISO/IEC 7812-1, annex B. */
export function hasLuhn(digits: string): boolean {
  let sum = 0;
  for (let at = digits.length - 1, double = false; at >= 0; at -= 1, double = !double) {
    const digit = digits.charCodeAt(at) - 48;
    const value = double ? digit * 2 : digit;
    sum += value > 9 ? value - 9 : value;
  }
  return digits.length > 0 && sum % 10 === 0;
}

export const cardLengths = (brand: CardBrand): readonly number[] => rulesOf(brand).lengths;

/** Amex prints four digits on the front; some of its cards have three on the back. */
export const cvcLengths = (brand: CardBrand): readonly number[] => rulesOf(brand).cvcLengths;

export const isCvc = (text: string, brand: CardBrand): boolean => /^\d+$/.test(text) && cvcLengths(brand).includes(text.length);

/** As many leading digits as may be shown beside the last four: eight, or six of a number shorter than 16. */
export const cardBin = (number: string): string => number.slice(0, number.length < 16 ? 6 : 8);

const MAX_DIGITS = 19;

function groupSizes(brand: CardBrand, length: number): readonly number[] {
  if (brand === 'amex') return [4, 6, 5];
  return brand === 'diners' && length <= 14 ? [4, 6, 4] : [4, 4, 4, 4, 3];
}

/** The digits in the groups that are printed on the card, parted by spaces: for the field while it is typed into. */
export function groupCardNumber(digits: string): string {
  const groups: string[] = [];
  let at = 0;
  for (const size of groupSizes(detectBrand(digits), digits.length)) {
    if (at >= digits.length) break;
    groups.push(digits.slice(at, at + size));
    at += size;
  }
  if (at < digits.length) groups.push(digits.slice(at));
  return groups.join(' ');
}

/** The digits of what was typed or pasted, without spaces and dashes of any kind; null when anything else is among them. */
export function cardDigits(text: string): string | null {
  const digits = text.replace(/[\s\u002d\u2010-\u2015.]/g, '');
  return /^\d*$/.test(digits) ? digits : null;
}

export type CardNumberProblem = 'empty' | 'characters' | 'too_short' | 'too_long' | 'check_digit';

export type CardNumberResult =
  | { readonly ok: true; readonly number: string; readonly brand: CardBrand }
  | { readonly ok: false; readonly problem: CardNumberProblem };

/** Reads a whole card number. `too_short` also stands for a length between two that the brand has: more digits may complete it. */
export function parseCardNumber(text: string): CardNumberResult {
  const number = cardDigits(text);
  if (number === null) return { ok: false, problem: 'characters' };
  if (number === '') return { ok: false, problem: 'empty' };
  const brand = detectBrand(number);
  const { lengths, luhn } = rulesOf(brand);
  const longest = Math.min(MAX_DIGITS, Math.max(...lengths));
  if (number.length > longest) return { ok: false, problem: 'too_long' };
  if (!lengths.includes(number.length)) return { ok: false, problem: 'too_short' };
  if (luhn && !hasLuhn(number)) return { ok: false, problem: 'check_digit' };
  return { ok: true, number, brand };
}

export type ExpiryProblem = 'empty' | 'incomplete' | 'characters' | 'month';

export type ExpiryResult =
  | { readonly ok: true; readonly month: number; readonly year: number }
  | { readonly ok: false; readonly problem: ExpiryProblem };

const EXPIRY_PARTED = /^(\d{1,2})\s*[/\-. ]\s*(\d{2}|\d{4})$/;
const EXPIRY_DIGITS = /^(\d{2})(\d{2}|\d{4})$/;

/** Two digits of a year mean this century; a card's expiry is never further off than some twenty years. */
export const fullYear = (year: number): number => (year < 100 ? 2000 + year : year);

/** Reads an expiry as it is printed or spoken: `12/34`, `1/28`, `0128`, `12 2034`. */
export function parseExpiry(text: string): ExpiryResult {
  const trimmed = text.trim();
  if (trimmed === '') return { ok: false, problem: 'empty' };
  const [, month, year] = EXPIRY_PARTED.exec(trimmed) ?? EXPIRY_DIGITS.exec(trimmed) ?? [];
  if (month === undefined || year === undefined) return { ok: false, problem: /^[\d\s/.-]*$/.test(trimmed) ? 'incomplete' : 'characters' };
  if (Number(month) < 1 || Number(month) > 12) return { ok: false, problem: 'month' };
  return { ok: true, month: Number(month), year: fullYear(Number(year)) };
}

const LAST_ZONE_HOURS = 12;

/** Whether a card's last day, the last of its month, has passed everywhere on earth: twelve hours later than in UTC. */
export const isExpired = (now: Date, month: number, year: number): boolean => now.getTime() >= Date.UTC(year, month, 1, LAST_ZONE_HOURS);
