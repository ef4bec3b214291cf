import { LANGUAGES, type Language } from '@guichet/contract/terminal.ts';

/** Each language under its own name, so that whoever needs it can read it. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', fr: 'Français', it: 'Italiano' };

export const isLanguage = (text: string | null | undefined): text is Language => LANGUAGES.some((language) => language === text);

/** The first of the wanted languages (`fr-CA`, `it`) that the catalogue has, else English. */
export function languageFor(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const primary = tag.toLowerCase().split('-')[0];
    if (isLanguage(primary)) return primary;
  }
  return 'en';
}
