import { mediaQuery } from '../../../browser/mediaQuery.ts';

/** Whether amounts are tapped on this device; absent while nobody has said so. */
const UNDER = 'guichet.keypad';

/** A phone in a hand. A narrow window on a desk, or letters of four times the size, have a keyboard. */
const phone = mediaQuery('(max-width: 40em) and (pointer: coarse)');

const listeners = new Set<() => void>();

/** A browser may refuse to keep anything; then the width of the screen decides. */
function chosen(): string | null {
  try {
    return localStorage.getItem(UNDER);
  } catch {
    return null;
  }
}

export const isKeypadOn = (): boolean => {
  const choice = chosen();
  return choice === null ? phone.matches() : choice === 'on';
};

export function chooseKeypad(on: boolean): void {
  try {
    localStorage.setItem(UNDER, on ? 'on' : 'off');
  } catch {
    return;
  }
  for (const listener of listeners) listener();
}

/** For `useSyncExternalStore`: the choice, and a phone that is turned. */
export function subscribeToKeypad(listener: () => void): () => void {
  listeners.add(listener);
  const turned = phone.subscribe(listener);
  return () => {
    listeners.delete(listener);
    turned();
  };
}
