import { type Database, withTransaction } from '../../platform/transaction.ts';
import type { RecordActivity } from '../activity/index.ts';
import type { Sessions } from './sessions.ts';
import { askAuth, type Client, type SignInDeps } from './signIn.ts';

export interface SignOutDeps extends Pick<SignInDeps, 'auth' | 'origin'> {
  readonly db: Database;
  readonly sessions: Sessions;
  readonly record: RecordActivity;
}

/** Ends the session of a cookie, if there is one, and answers the cookies that take it from the browser. */
export async function signOut(deps: SignOutDeps, cookie: string | undefined, client: Client): Promise<string[]> {
  const session = await deps.sessions.read(cookie, client.now);
  const response = await askAuth(deps, '/sign-out', {}, client, cookie);
  if (!response.ok) throw new Error(`Sign-out answered ${response.status}.`);
  const [seat] = session?.seats ?? [];
  if (session && seat) {
    const { id, name } = session.person;
    const line = {
      tenantId: seat.tenantId,
      at: client.now,
      actor: { kind: 'person', id, name },
      action: 'sign_out',
      target: id,
      ip: client.ip,
    } as const;
    await withTransaction(deps.db, (tx) => deps.record(tx, { ...line, details: { reason: 'asked' } }));
  }
  return response.headers.getSetCookie();
}
