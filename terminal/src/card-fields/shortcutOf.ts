const ALONE: ReadonlySet<string> = new Set(['Escape', 'F2']);

/** The name of a key that may be a shortcut of the page around the fields, such as `Alt+M`; null for what belongs to the fields. */
export function shortcutOf({
  key,
  code,
  altKey,
  ctrlKey,
  metaKey,
}: Pick<KeyboardEvent, 'key' | 'code' | 'altKey' | 'ctrlKey' | 'metaKey'>): string | null {
  if (ctrlKey || metaKey) return null;
  if (!altKey) return ALONE.has(key) ? key : null;
  // On a Mac, Option makes another character of the letter: then the place of the key counts.
  const letter = /^[a-z]$/i.test(key) ? key : (/^Key([A-Z])$/.exec(code)?.[1] ?? null);
  return letter === null ? null : `Alt+${letter.toUpperCase()}`;
}
