import type { PlaceGroupId } from './placeGroups.ts';

/** Which headings of the rail are open. */
export type OpenGroups = Readonly<Record<PlaceGroupId, boolean>>;

const keyOf = (person: string): string => `guichet.places.${person}`;

/** What is set up once is folded until somebody opens it. */
const AT_FIRST: OpenGroups = { day: true, selling: true, money: true, business: false, technical: false };

/** A kept text of an older version, or of nobody's making, counts for what it has of today's groups. */
export function readOpenGroups(text: string | null): OpenGroups {
  if (text === null) return AT_FIRST;
  try {
    const kept: unknown = JSON.parse(text);
    if (typeof kept !== 'object' || kept === null) return AT_FIRST;
    const known = Object.entries(kept).filter(([id, open]) => id in AT_FIRST && typeof open === 'boolean');
    return { ...AT_FIRST, ...Object.fromEntries(known) };
  } catch {
    return AT_FIRST;
  }
}

/** As this person left them on this device. A browser may refuse to keep anything; then they stand as at first. */
export function openGroupsOf(person: string): OpenGroups {
  try {
    return readOpenGroups(localStorage.getItem(keyOf(person)));
  } catch {
    return AT_FIRST;
  }
}

export function keepOpenGroups(person: string, groups: OpenGroups): void {
  try {
    localStorage.setItem(keyOf(person), JSON.stringify(groups));
  } catch {
    // Then it holds until the page is left.
  }
}
