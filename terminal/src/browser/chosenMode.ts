import { MODES, type Mode } from '@guichet/contract/terminal.ts';

/** In the tab's own storage: another tab, and whoever comes tomorrow, begins in live mode. */
const UNDER = 'guichet.mode';

/** The mode that this tab was switched to; null: the server's choice. */
export const chosenMode = (): Mode | null => MODES.find((mode) => mode === sessionStorage.getItem(UNDER)) ?? null;

/** Null forgets the choice. */
export function keepMode(mode: Mode | null): void {
  if (mode === null) sessionStorage.removeItem(UNDER);
  else sessionStorage.setItem(UNDER, mode);
}
