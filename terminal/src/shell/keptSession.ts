import type { SessionView } from '@guichet/contract/terminal.ts';
import { pagesVersion } from '../browser/pagesVersion.ts';

/** In the tab's own storage, which goes with the tab. */
const UNDER = 'guichet.session';

interface Kept {
  readonly pages: string;
  readonly session: SessionView;
}

/** Keeps who sits here, so that a reload without a network still shows the pages; null after a sign-out forgets them. */
export function keepSession(session: SessionView | null): void {
  if (session === null) sessionStorage.removeItem(UNDER);
  else sessionStorage.setItem(UNDER, JSON.stringify({ pages: pagesVersion(), session } satisfies Kept));
}

/** Who sat here when the server last answered; null when nobody did, or other pages than these wrote it. */
export function keptSession(): SessionView | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(UNDER) ?? 'null') as Kept | null;
    return kept !== null && kept.pages === pagesVersion() ? kept.session : null;
  } catch {
    return null;
  }
}
