import { ApiError } from '@guichet/contract/errors.ts';
import { LANGUAGES, type SessionView, type SignedIn, type SignedOut, type Staff } from '@guichet/contract/terminal.ts';
import { fields } from '../../http/fields.ts';
import { type AnyRoute, ok, type PublicContext, publicRoute, route } from '../../http/route.ts';
import type { RequestContext } from '../../platform/context.ts';
import { type Database, withTransaction } from '../../platform/transaction.ts';
import { AUTH_PATH } from './auth.ts';
import { LONGEST_PASSWORD } from './password.rules.ts';
import { changeLanguage, changeName, listStaff } from './people.store.ts';
import type { Session } from './person.ts';
import { isSameOrigin } from './sameOrigin.rules.ts';
import { sessionView } from './session.wire.ts';
import type { Sessions } from './sessions.ts';
import { type Client, type SignInDeps, signIn } from './signIn.ts';
import { signOut } from './signOut.ts';
import { logOf } from './team.ts';

export interface SessionRouteDeps extends SignInDeps {
  readonly sessions: Sessions;
  readonly publicUrl: string | undefined;
  readonly isMailConfigured: boolean;
}

/** What routes look at of a request beside its parameters. */
export interface RawRequest {
  readonly method: string;
  readonly protocol: string;
  readonly host: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

const headerOf = ({ headers }: RawRequest, name: string): string | undefined => {
  const value = headers[name];
  return typeof value === 'string' ? value : undefined;
};

export const clientOf = ({ ip, now }: PublicContext, raw: RawRequest): Client => ({ ip, now, userAgent: headerOf(raw, 'user-agent') });

/** For addresses that set or take cookies: no other site may make a browser call them. */
export function refuseOtherSites(raw: RawRequest, publicUrl: string | undefined): void {
  const provenance = {
    method: raw.method,
    protocol: raw.protocol,
    host: raw.host,
    origin: headerOf(raw, 'origin'),
    fetchSite: headerOf(raw, 'sec-fetch-site'),
  };
  if (!isSameOrigin(provenance, publicUrl)) throw new ApiError('forbidden', { message: 'The request comes from another site.' });
}

function authRoutes(deps: SessionRouteDeps): AnyRoute[] {
  return [
    publicRoute({
      method: 'POST',
      path: `${AUTH_PATH}/sign-in/email`,
      answers: 'signed_in',
      body: fields.object({ email: fields.email(), password: fields.unreadText({ max: LONGEST_PASSWORD }) }),
      handler: async ({ context, body, raw }) => {
        refuseOtherSites(raw, deps.publicUrl);
        const { cookies, secondFactor } = await signIn(deps, body.email, body.password, clientOf(context, raw));
        // The token stays in the cookie, which scripts can't read.
        return {
          status: 200,
          body: { redirect: false, second_factor: secondFactor } satisfies SignedIn,
          headers: { 'set-cookie': cookies },
        };
      },
    }),
    publicRoute({
      method: 'POST',
      path: `${AUTH_PATH}/sign-out`,
      answers: 'signed_out',
      handler: async ({ context, raw }) => {
        refuseOtherSites(raw, deps.publicUrl);
        return {
          status: 200,
          body: { success: true } satisfies SignedOut,
          headers: { 'set-cookie': await signOut(deps, raw.headers.cookie, clientOf(context, raw)) },
        };
      },
    }),
  ];
}

/** The session that `authenticate` has just found good; it may have ended since. */
export async function sessionOf({ sessions }: Pick<SessionRouteDeps, 'sessions'>, cookie: string | undefined, now: Date): Promise<Session> {
  const session = await sessions.read(cookie, now);
  if (session === null) throw new ApiError('session_expired');
  return session;
}

export function viewOf({ isMailConfigured }: Pick<SessionRouteDeps, 'isMailConfigured'>, session: Session, tenantId: number): SessionView {
  const seat = session.seats.find((each) => each.tenantId === tenantId);
  if (seat === undefined) throw new ApiError('account_mismatch');
  return sessionView(session, seat, isMailConfigured);
}

/** What somebody is called is personal: the log keeps both names beside the line. */
async function rename({ db, record }: SessionRouteDeps, { caller, now, ip }: RequestContext, given: string): Promise<void> {
  const name = given.trim();
  if (name === '') throw new ApiError('parameter_invalid_empty', { param: 'name' });
  const { id, name: before } = caller.actor;
  if (name === before) return;
  await withTransaction(db, async (tx) => {
    await changeName(tx, id, name, now);
    const line = { tenantId: logOf(caller), at: now, actor: caller.actor, ip, action: 'person.update', target: id } as const;
    await record(tx, { ...line, personal: { before: { name: before }, after: { name } } });
  });
}

/** Signing in and out, the session as the page sees it, and who works here. */
export function sessionRoutes(deps: SessionRouteDeps & { readonly db: Database }): AnyRoute[] {
  const { db, sessions } = deps;
  return [
    ...authRoutes(deps),
    route({
      method: 'GET',
      path: '/guichet/v1/session',
      permission: 'session',
      whileEnrolling: true,
      answers: 'session_view',
      query: fields.object({ activity: fields.enumOf(['0', '1']).optional() }),
      handler: async ({ context: { caller, now }, query, raw }) => {
        const session = await sessionOf(deps, raw.headers.cookie, now);
        if (query.activity === '1') await sessions.touch(session, now);
        return ok(viewOf(deps, session, caller.tenantId));
      },
    }),
    route({
      method: 'POST',
      path: '/guichet/v1/session',
      permission: 'session',
      whileEnrolling: true,
      answers: 'session_view',
      body: fields.object({ language: fields.enumOf(LANGUAGES).optional(), name: fields.text({ max: 200 }).optional() }),
      handler: async ({ context, body, raw }) => {
        const { caller, now } = context;
        if (body.language !== undefined) await changeLanguage(db, caller.actor.id, body.language, now);
        if (body.name !== undefined) await rename(deps, context, body.name);
        return ok(viewOf(deps, await sessionOf(deps, raw.headers.cookie, now), caller.tenantId));
      },
    }),
    route({
      method: 'GET',
      path: '/guichet/v1/staff',
      permission: 'payments.read',
      answers: 'staff',
      handler: async ({ context: { caller } }) => ok({ data: await listStaff(db, caller.account) } satisfies Staff),
    }),
  ];
}
