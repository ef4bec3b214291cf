import { cardLengths, detectBrand, hasLuhn } from './cards.ts';

/** Digits in groups as people write them, with one blank or hyphen between two. */
const DIGIT_GROUPS = /\d+(?:[ \u00a0\u202f-]\d+)*/g;
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

/**
 * Whether a full card number stands in a text, where none belongs (PCI DSS 3.5.1: it may be stored only where it cannot be read). One in ten
 * order numbers of such a length that begin as a card does passes the check digit too; docs/api/README.md says what to do about those.
 */
export const holdsCardNumber = (text: string): boolean => (text.match(DIGIT_GROUPS) ?? []).some((run) => holdsNumber(run.split(/\D/)));
