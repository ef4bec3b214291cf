import type { MantineColorSchemeManager } from '@mantine/core';

/** Dark, light, or as the device has it at each hour. */
export const APPEARANCES = ['auto', 'light', 'dark'] as const;
export type Appearance = (typeof APPEARANCES)[number];

/** What was shown last on this device, for the sign-in page and the first moment of the next visit. */
const LAST = 'guichet.appearance';
const ofPerson = (person: string): string => `${LAST}.${person}`;

const asAppearance = (text: string | null): Appearance => APPEARANCES.find((each) => each === text) ?? 'auto';

/** A browser may refuse to keep anything; then the device decides. */
function read(name: string): Appearance {
  try {
    return asAppearance(localStorage.getItem(name));
  } catch {
    return 'auto';
  }
}

function keep(name: string, appearance: Appearance): void {
  try {
    localStorage.setItem(name, appearance);
  } catch {
    // Then it holds until the page is left.
  }
}

/** Who shares a till shares no eyes: the choice is kept on this device, for each person. */
export const keepAppearance = (person: string, appearance: Appearance): void => keep(ofPerson(person), appearance);
export const appearanceOf = (person: string): Appearance => read(ofPerson(person));

const isDark = (appearance: Appearance): boolean =>
  appearance === 'auto' ? window.matchMedia('(prefers-color-scheme: dark)').matches : appearance === 'dark';

/** Says at the root of the page what is shown; Mantine goes on from there. */
export function showAppearance(): void {
  document.documentElement.setAttribute('data-mantine-color-scheme', isDark(read(LAST)) ? 'dark' : 'light');
}

/** Lets Mantine keep its choice where `showAppearance` reads it. */
export const appearanceManager: MantineColorSchemeManager = {
  get: () => read(LAST),
  set: (value) => keep(LAST, value),
  subscribe: () => {},
  unsubscribe: () => {},
  clear: () => keep(LAST, 'auto'),
};
