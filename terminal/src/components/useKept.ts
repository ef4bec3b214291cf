import type { SessionView } from '@guichet/contract/terminal.ts';
import { useCallback, useState } from 'react';
import { useSession } from '../shell/SessionContext.ts';

type Whose = Pick<SessionView, 'account' | 'person' | 'livemode'>;

const ofPerson = ({ account, person }: Pick<Whose, 'account' | 'person'>): string => `guichet.kept.${account.id}.${person.id}.`;

/** What a person has typed and not sent lies under this, in the tab's own storage: in each mode apart, as its customers and prices are. */
export const keptUnder = (session: Whose, name: string): string => `${ofPerson(session)}${session.livemode ? 'live' : 'test'}.${name}`;

/**
 * State of a form that outlives a reload and a sign-out for idleness, per person. Never for card data.
 */
export function useKept<T>(name: string, initial: T): [T, (value: T) => void, () => void] {
  const key = keptUnder(useSession(), name);
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
export function forgetKept(session: Pick<Whose, 'account' | 'person'>): void {
  const prefix = ofPerson(session);
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(prefix)) sessionStorage.removeItem(key);
}
