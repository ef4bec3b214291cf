import { type CountryCode, isSupportedCountry, type PhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js';

const FEWEST_DIGITS = 4;

const inCountry = (text: string, country: string): PhoneNumber | null => {
  const read = isSupportedCountry(country) ? parsePhoneNumberFromString(text, country as CountryCode) : parsePhoneNumberFromString(text);
  return read?.isPossible() === true ? read : null;
};

/** The digits of a text, in order. */
export const digitsOf = (text: string): string => text.replace(/\D/g, '');

/**
 * A phone number in international form (E.164, `+33612345678`), read as in the place's country where it does not say its own; null when it can be
 * none. Telephone systems often drop the plus, and addresses turn it into a blank, so digits that are no number of the country are tried with one.
 */
export function internationalPhone(given: string | null, country: string): string | null {
  if (given === null) return null;
  const text = given.replace(/^ +(?=\d)/, '+');
  const read = inCountry(text, country);
  if (read?.isValid() === true) return read.number;
  const digits = digitsOf(text);
  const withPlus = digits.length < FEWEST_DIGITS || text.startsWith('+') ? null : inCountry(`+${digits}`, country);
  return (withPlus?.isValid() === true ? withPlus.number : read?.number) ?? null;
}

/** How the digits of a number are said: as it is called in its country, and from abroad. */
export function spokenDigits(e164: string | null): readonly string[] {
  const read = e164 === null ? undefined : parsePhoneNumberFromString(e164);
  return read === undefined ? [] : [digitsOf(read.formatNational()), digitsOf(read.number)];
}

/** Whether somebody searches by a number: digits and what people put between them, four digits at least. */
export const looksLikePhone = (text: string): boolean => /^[+\d][\d\s()./-]*$/.test(text) && digitsOf(text).length >= FEWEST_DIGITS;
