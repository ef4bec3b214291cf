import { cardLengths, detectBrand, hasLuhn } from './cards.ts';
import { ibanOf } from './ibans.ts';

/** Digits in groups as people write them, with one blank or hyphen between two. */
const DIGIT_GROUPS = /\d+(?:[ -]\d+)*/g;
/** Names that programs make. About one UUID in two thousand has a card number in it by chance, so that orders would be refused now and then. */
const MADE_NAMES = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|\b(?=[\da-f]*[a-f])[\da-f]{24,}\b/gi;
const MAYBE_IBAN = /\b[A-Z]{2}\d{2}(?: ?[A-Z\d]){11,30}/g;
const SHORTEST_IBAN = 15;
const SHORTEST = 14;
const LONGEST = 19;
const FIRST_DIGITS = /^[2-6]/;

/**
 * Whether digits are a card's number in full: a brand begins so, has numbers of this length, and the check digit is right. No card in use has
 * 13 digits, and 14 only a Diners; barcodes (EAN-13), numbers of French establishments (SIRET) and orders do.
 */
function isCardNumber(digits: string): boolean {
  // The cheapest question first: nine in ten are no number by their check digit.
  if (!hasLuhn(digits)) return false;
  const brand = detectBrand(digits);
  if (brand === 'unknown' || (digits.length === SHORTEST && brand !== 'diners')) return false;
  return cardLengths(brand).includes(digits.length);
}

/** Nobody writes a card in groups of two or three digits, but for its last; telephone numbers and SIRETs are. One may stand by chance in front. */
const MOST_SHORT_GROUPS = 1;
const isShort = (group: string): boolean => group.length === 2 || group.length === 3;

/** Whether a number begins with this group. */
function beginsNumber(groups: readonly string[], from: number): boolean {
  let digits = '';
  let short = 0;
  for (let at = from; at < groups.length && short <= MOST_SHORT_GROUPS; at += 1) {
    const group = groups[at] ?? '';
    digits += group;
    if (digits.length > LONGEST) return false;
    if (digits.length >= SHORTEST && isCardNumber(digits)) return true;
    if (isShort(group)) short += 1;
  }
  return false;
}

/** Whether neighbouring groups make up a number. A longer run of digits without a gap is none, whatever stands within it. */
const holdsNumber = (groups: readonly string[]): boolean =>
  groups.some((group, from) => FIRST_DIGITS.test(group) && beginsNumber(groups, from));

/** The same digits, blanks and hyphens whatever the script or the width in which somebody wrote them. */
const plainly = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\u200b-\u200d\u2060\ufeff\u00ad]/g, '')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/[ \t]+/g, ' ');

/** What is left of something that may be an IBAN with words behind it once the IBAN is gone; all of it when there is none. */
function withoutIban(found: string): string {
  for (let end = found.length; end >= SHORTEST_IBAN; end -= 1) if (ibanOf(found.slice(0, end)) !== null) return `IBAN${found.slice(end)}`;
  return found;
}

/**
 * Whether a full card number stands in a text, where none belongs (PCI DSS 3.5.1: it may be stored only where it cannot be read). One in ten
 * order numbers of such a length that begin as a card does passes the check digit too; docs/api/README.md says what to do about those.
 */
export function holdsCardNumber(text: string): boolean {
  const searched = plainly(text).replace(MADE_NAMES, 'id').replace(MAYBE_IBAN, withoutIban);
  return (searched.match(DIGIT_GROUPS) ?? []).some((run) => holdsNumber(run.split(/\D/)));
}
