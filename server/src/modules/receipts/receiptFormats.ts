import type { Language } from '@guichet/contract/terminal.ts';

const SPEAK_ENGLISH: ReadonlySet<string> = new Set(['AU', 'CA', 'GB', 'HK', 'IE', 'IN', 'MT', 'NZ', 'PH', 'SG', 'US', 'ZA']);

/**
 * The manner of writing dates: the payer's language as it is written in the place's country. Where English isn't at home Britain's manner
 * is taken, because `Intl` would fall back to that of the United States, which few elsewhere read without a doubt.
 */
export const localeOf = (language: Language, country: string): string =>
  language === 'en' && !SPEAK_ENGLISH.has(country) ? 'en-GB' : `${language}-${country}`;

/** Day and time at the place, with its zone, as in "22 November 2025 at 14:05 CET". */
export function formatMoment(at: Date, locale: string, timeZone: string): string {
  const format = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZone,
    timeZoneName: 'short',
  });
  return withPlainSpaces(format.format(at));
}

/** The narrow no-break space of French amounts is missing in the fonts of some mail programs; the ordinary one is not. */
export const withPlainSpaces = (text: string): string => text.replaceAll('\u202f', '\u00a0');
