import type { Language } from '@guichet/contract/terminal.ts';
import { i18n, type Messages } from '@lingui/core';
import { isLanguage, languageFor } from './languages.ts';

const STORED_UNDER = 'guichet.language';

const CATALOGUES: Readonly<Record<Language, () => Promise<{ messages: Messages }>>> = {
  en: () => import('../locales/en/messages.po'),
  fr: () => import('../locales/fr/messages.po'),
  it: () => import('../locales/it/messages.po'),
};

/** Shows the page in this language. */
export async function showLanguage(language: Language): Promise<void> {
  const { messages } = await CATALOGUES[language]();
  i18n.loadAndActivate({ locale: language, messages });
  document.documentElement.lang = language;
}

/** Shows the pages in this language, and remembers it for the next sign-in on this machine. */
export async function activateLanguage(language: Language): Promise<void> {
  if (i18n.locale === language) return;
  await showLanguage(language);
  localStorage.setItem(STORED_UNDER, language);
}

/** Before sign-in: the language last chosen on this machine, else the browser's. */
export function firstLanguage(): Language {
  const stored = localStorage.getItem(STORED_UNDER);
  return isLanguage(stored) ? stored : languageFor(navigator.languages);
}
