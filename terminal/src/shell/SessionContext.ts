import type { Permission } from '@guichet/contract/permissions.ts';
import type { SessionView } from '@guichet/contract/terminal.ts';
import { createContext, use } from 'react';

export const SessionContext = createContext<SessionView | null>(null);

/** Who is signed in and where. Only screens behind the sign-in may ask. */
export function useSession(): SessionView {
  const session = use(SessionContext);
  if (session === null) throw new Error('A screen that needs a session was shown without one.');
  return session;
}

/** Whether the person has this right: what they may not do isn't shown. */
export const useMay = (permission: Permission): boolean => useSession().permissions.includes(permission);
