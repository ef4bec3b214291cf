import { useLayoutEffect, useRef } from 'react';

/** `Alt+M`, `F2`, `Escape`. Single letters are never shortcuts (WCAG 2.1.4). */
export type Shortcuts = Readonly<Record<string, () => void>>;

/** On a Mac, Option makes another character of the letter: then the place of the key counts. */
function nameOf(event: KeyboardEvent): string {
  if (!event.altKey) return event.key;
  // Digits stand where they stand on the keyboard: on a French one they are the shifted signs of their row.
  const [, digit] = /^Digit([0-9])$/.exec(event.code) ?? [];
  if (digit !== undefined) return `Alt+${digit}`;
  const letter = /^[a-z]$/i.test(event.key) ? event.key : /^[ -~]$/.test(event.key) ? '' : event.code.replace(/^Key/, '');
  return `Alt+${letter.toUpperCase()}`;
}

/** Keys that work anywhere on the page while it is shown, except behind a dialog. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const current = useRef(shortcuts);
  // With what is shown, and not a moment after: whoever sees the field with the focus may press at once.
  useLayoutEffect(() => {
    current.current = shortcuts;
  });
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.defaultPrevented || document.querySelector('dialog[open]') !== null) return;
      const action = current.current[nameOf(event)];
      if (action === undefined) return;
      event.preventDefault();
      action();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}
