import { useCallback, useState } from 'react';
import { useSession } from '../shell/SessionContext.ts';

/** Everything that a person has typed and not sent lies under this, in the tab's own storage. */
export const keptPrefix = (account: string, person: string): string => `guichet.kept.${account}.${person}.`;

/**
 * State of a form that outlives a reload and a sign-out for idleness, per person. Never for card data.
 */
export function useKept<T>(name: string, initial: T): [T, (value: T) => void, () => void] {
  const { account, person } = useSession();
  const key = keptPrefix(account.id, person.id) + name;
  const [value, setValue] = useState<T>(() => {
    const stored = sessionStorage.getItem(key);
    return stored === null ? initial : (JSON.parse(stored) as T);
  });
  const keep = useCallback(
    (next: T) => {
      sessionStorage.setItem(key, JSON.stringify(next));
      setValue(next);
    },
    [key],
  );
  const forget = useCallback(() => sessionStorage.removeItem(key), [key]);
  return [value, keep, forget];
}

/** After a sign-out by choice nothing of the person stays in this tab. */
export function forgetKept(account: string, person: string): void {
  const prefix = keptPrefix(account, person);
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(prefix)) sessionStorage.removeItem(key);
}
