import type { Database } from '../../platform/transaction.ts';
import { withTransaction } from '../../platform/transaction.ts';
import type { RecordActivity } from '../activity/index.ts';
import type { Auth } from './auth.ts';
import type { Session } from './person.ts';
import { isOver } from './session.rules.ts';
import { endOverSessions, readSession, touchSession } from './sessions.store.ts';

export interface Sessions {
  /** The session that a cookie stands for; null when there is none, or it is over, and then it is ended. */
  read(cookie: string | undefined, now: Date): Promise<Session | null>;
  /** Notes that somebody is there. */
  touch(session: Session, now: Date): Promise<void>;
  /** Ends all sessions that are over. */
  endOver(now: Date): Promise<void>;
}

export function createSessions(db: Database, auth: Auth, record: RecordActivity): Sessions {
  /** Ending and noting go together, so that the log has each sign-out that nobody pressed a button for. */
  const end = (now: Date, onlyId: string | null): Promise<void> =>
    withTransaction(db, async (tx) => {
      for (const { person, tenantId } of await endOverSessions(tx, now, onlyId)) {
        if (tenantId === null) continue;
        const actor = { kind: 'person', ...person } as const;
        await record(tx, {
          tenantId,
          at: now,
          actor,
          action: 'sign_out',
          target: person.id,
          ip: null,
          details: { reason: 'session_over' },
        });
      }
    });

  return {
    async read(cookie, now) {
      if (cookie === undefined) return null;
      const found = await auth.api.getSession({ headers: new Headers({ cookie }) });
      const session = found && (await readSession(db, found.session.id));
      if (!session) return null;
      if (!isOver(session, now)) return session;
      await end(now, session.id);
      return null;
    },
    touch: (session, now) => touchSession(db, session.id, now),
    endOver: (now) => end(now, null),
  };
}
