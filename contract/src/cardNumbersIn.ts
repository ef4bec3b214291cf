import { cardLengths, detectBrand, hasLuhn } from './cards.ts';
import { ibanOf } from './ibans.ts';

/** Digits in groups as people write them, with one blank or hyphen between two. */
const DIGIT_GROUPS = /\d+(?:[ -]\d+)*/g;
/** Names that programs make. About one UUID in two thousand has a card number in it by chance, so that orders would be refused now and then. */
const MADE_NAMES = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|\b(?=[\da-f]*[a-f])[\da-f]{24,}\b/gi;
const MAYBE_IBAN = /\b[A-Z]{2}\d{2}(?: ?[A-Z\d]){11,30}/g;
const SHORTEST_IBAN = 15;
const SHORTEST = 13;
const LONGEST = 19;

/** Whether digits are a card's number in full: a brand begins so, has numbers of this length, and the check digit is right. */
function isCardNumber(digits: string): boolean {
  const brand = detectBrand(digits);
  return brand !== 'unknown' && cardLengths(brand).includes(digits.length) && hasLuhn(digits);
}

/** Whether neighbouring groups make up a number. A longer run of digits without a gap is none, whatever stands within it. */
function holdsNumber(groups: readonly string[]): boolean {
  return groups.some((_, from) => {
    let digits = '';
    for (const group of groups.slice(from)) {
      digits += group;
      if (digits.length > LONGEST) return false;
      if (digits.length >= SHORTEST && isCardNumber(digits)) return true;
    }
    return false;
  });
}

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
