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
  document.querySelector('link[rel="manifest"]')?.setAttribute('href', `/manifest-${language}.webmanifest`);
}

/** Shows this tab in the language in which somebody was sent here, also over a reload. Other tabs of this machine speak as they did. */
export async function showLanguageInTab(language: Language): Promise<void> {
  sessionStorage.setItem(STORED_UNDER, language);
  await showLanguage(language);
}

/** Shows the pages in this language, and remembers it for the next sign-in on this machine. */
export async function activateLanguage(language: Language): Promise<void> {
  if (i18n.locale !== language) await showLanguage(language);
  sessionStorage.removeItem(STORED_UNDER);
  localStorage.setItem(STORED_UNDER, language);
}

/** Before sign-in: the language of this tab or the one last chosen on this machine, else the browser's. */
export function firstLanguage(): Language {
  const stored = sessionStorage.getItem(STORED_UNDER) ?? localStorage.getItem(STORED_UNDER);
  return isLanguage(stored) ? stored : languageFor(navigator.languages);
}

/** A language chosen in one tab is that of the others too: nobody reads two at once. */
export function followOtherTabs(): void {
  window.addEventListener('storage', ({ key, newValue }) => {
    if (key !== STORED_UNDER || !isLanguage(newValue)) return;
    sessionStorage.removeItem(STORED_UNDER);
    void showLanguage(newValue);
  });
}
