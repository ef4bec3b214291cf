import { mediaQuery } from '../browser/mediaQuery.ts';

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

const dark = mediaQuery('(prefers-color-scheme: dark)');
const isDark = (appearance: Appearance): boolean => (appearance === 'auto' ? dark.matches() : appearance === 'dark');

let chosen: Appearance = 'auto';
const listeners = new Set<() => void>();

/** Says at the root of the page what is shown. */
const paint = (): void => document.documentElement.setAttribute('data-appearance', isDark(chosen) ? 'dark' : 'light');

/** Shows the page as it was shown last on this device, and follows the device where that is what was chosen. */
export function showAppearance(): void {
  chosen = read(LAST);
  paint();
  dark.subscribe(paint);
}

/** Shows the page like this from now on, and in the first moment of the next visit. */
export function chooseAppearance(appearance: Appearance): void {
  chosen = appearance;
  keep(LAST, appearance);
  paint();
  for (const listener of listeners) listener();
}

/** What was chosen, and who wants to know when that changes; for `useSyncExternalStore`. */
export const chosenAppearance = (): Appearance => chosen;
export function subscribeToAppearance(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
