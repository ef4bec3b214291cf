/** Numbers under which businesses are registered, each with the check digits that its register gives it. Blanks and dots are how people write them. */

const digitsOf = (text: string): string => text.replace(/[\s.\u00a0\u202f-]/g, '');

/** The sum of Luhn's rule over digits; a number is right when it is divisible by ten. */
function luhnSum(digits: string): number {
  return [...digits].reverse().reduce((sum, digit, at) => {
    const doubled = Number(digit) * (at % 2 === 1 ? 2 : 1);
    return sum + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
}

/** La Poste's places have numbers of their own rule: the sum of their digits is divisible by five. */
const LA_POSTE = '356000000';

/** Nine digits of a French business, or null. */
export function sirenOf(text: string): string | null {
  const digits = digitsOf(text);
  return /^\d{9}$/.test(digits) && luhnSum(digits) % 10 === 0 ? digits : null;
}

/** Fourteen digits of one place of a French business, or null. */
export function siretOf(text: string): string | null {
  const digits = digitsOf(text);
  if (!/^\d{14}$/.test(digits) || sirenOf(digits.slice(0, 9)) === null) return null;
  const isPostal = digits.startsWith(LA_POSTE) && [...digits].reduce((sum, digit) => sum + Number(digit), 0) % 5 === 0;
  return isPostal || luhnSum(digits) % 10 === 0 ? digits : null;
}

/** Eleven digits of the Italian VAT number, or null; Luhn's rule holds for it too. */
export function partitaIvaOf(text: string): string | null {
  const digits = digitsOf(text).replace(/^IT/i, '');
  return /^\d{11}$/.test(digits) && luhnSum(digits) % 10 === 0 ? digits : null;
}

/** An Italian tax code: sixteen signs of a person or eleven digits of a business, or null. */
export function codiceFiscaleOf(text: string): string | null {
  const code = digitsOf(text).toUpperCase();
  if (/^\d{11}$/.test(code)) return partitaIvaOf(code);
  return /^[A-Z]{6}[0-9LMNPQRSTUV]{2}[ABCDEHLMPRST][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z]$/.test(code) ? code : null;
}

/** A number in the register of a chamber of commerce, as `MI-1234567`, or null. */
export function reaOf(text: string): string | null {
  const [, province = '', number = ''] = /^([A-Z]{2})[\s-]*(\d{1,7})$/i.exec(text.trim()) ?? [];
  return province === '' ? null : `${province.toUpperCase()}-${number}`;
}

/** A VAT number as its country writes it, or null. The check digits are those of France and Italy; others are held to the form of the Union. */
export function vatNumberOf(text: string, country: string): string | null {
  const number = digitsOf(text).toUpperCase();
  if (country === 'IT') {
    const digits = partitaIvaOf(number);
    return digits === null ? null : `IT${digits}`;
  }
  if (country === 'FR') {
    const [, key = '', siren = ''] = /^FR([0-9A-HJ-NP-Z]{2})(\d{9})$/.exec(number) ?? [];
    if (sirenOf(siren) === null) return null;
    const isRight = !/^\d{2}$/.test(key) || Number(key) === (12 + 3 * (Number(siren) % 97)) % 97;
    return isRight ? number : null;
  }
  return /^[A-Z0-9]{5,18}$/.test(number) ? number : null;
}
