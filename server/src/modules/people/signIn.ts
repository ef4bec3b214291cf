import { createHmac } from 'node:crypto';
import type { ActivityAction } from '@guichet/contract/activityViews.ts';
import { ApiError } from '@guichet/contract/errors.ts';
import { SYSTEM_ACTOR } from '../../platform/context.ts';
import { type Database, withTransaction } from '../../platform/transaction.ts';
import type { JsonValue, RecordActivity } from '../activity/index.ts';
import { AUTH_PATH, type Auth, CLIENT_ADDRESS_HEADER } from './auth.ts';
import { signInAddress } from './newPlace.rules.ts';
import { findPersonByEmail, readSetUpHome } from './people.store.ts';
import { readSecondFactors } from './secondFactors.store.ts';
import type { SignInLine } from './signInLine.ts';
import { forgetTries, MOST_TRIES, reserveTry } from './signInTries.store.ts';

export interface Client {
  readonly ip: string | null;
  readonly userAgent: string | undefined;
  readonly now: Date;
}

export interface SignInDeps {
  readonly db: Database;
  readonly auth: Auth;
  readonly origin: string;
  /** Keys the hash of addresses in the table of tries. */
  readonly triesKey: Buffer;
  readonly line: SignInLine;
  readonly record: RecordActivity;
}

/** Hands a request to better-auth with just the headers that it shall know. Without a body it is a GET. */
export function askAuth(
  { auth, origin }: Pick<SignInDeps, 'auth' | 'origin'>,
  path: string,
  body: object | null,
  client: Client,
  cookie?: string,
): Promise<Response> {
  const headers = new Headers({ 'content-type': 'application/json', origin });
  if (client.ip !== null) headers.set(CLIENT_ADDRESS_HEADER, client.ip);
  if (client.userAgent !== undefined) headers.set('user-agent', client.userAgent);
  if (cookie !== undefined) headers.set('cookie', cookie);
  const sent = body === null ? { method: 'GET' } : { method: 'POST', body: JSON.stringify(body) };
  return auth.handler(new Request(`${origin}${AUTH_PATH}${path}`, { ...sent, headers }));
}

/** The cookies of a session; or, where a code must follow, those by which the second step knows the first. */
export interface SignInAnswer {
  readonly cookies: string[];
  readonly secondFactor: 'code' | null;
}

/**
 * Signs a person in and answers the cookies for it. Ten wrong passwords in a row lock the address for half an hour, also for the right
 * one, and also when nobody has that address, so that nothing is learnt from it. Each try stands in the activity log: of the account of
 * the person whose address it is, or, if nobody's, of the account that this place was set up for.
 * Throws account_locked, sign_in_wrong, passkey_required, not_set_up, or, with nothing counted, rate_limit.
 */
export function signIn(deps: SignInDeps, email: string, password: string, client: Client): Promise<SignInAnswer> {
  return deps.line.take(client.ip, () => lookAt(deps, email, password, client));
}

async function lookAt(deps: SignInDeps, email: string, password: string, client: Client): Promise<SignInAnswer> {
  const { db, record, triesKey } = deps;
  const { now, ip } = client;
  const home = await readSetUpHome(db);
  if (home === null) throw new ApiError('not_set_up');
  const address = signInAddress(email);
  if (address === null) throw new ApiError('sign_in_wrong');
  const emailHash = createHmac('sha256', triesKey).update(address).digest();
  const person = await findPersonByEmail(db, address);
  const tenantId = person?.tenantId ?? home;

  /** Who fails to sign in is not known to be that person, so these lines have no actor of theirs. */
  const failed = (action: ActivityAction, details: Record<string, JsonValue>) =>
    ({ tenantId, at: now, actor: SYSTEM_ACTOR, action, target: person?.id ?? null, ip, details, personal: { email: address } }) as const;

  const tries = await reserveTry(db, emailHash, now);
  if (tries === null) {
    await withTransaction(db, (tx) => record(tx, failed('sign_in.failed', { reason: 'locked' })));
    throw new ApiError('account_locked');
  }
  const response = await askAuth(deps, '/sign-in/email', { email: address, password }, client);
  if (response.ok && person !== undefined) {
    const cookies = response.headers.getSetCookie();
    const { twoFactorRedirect: isHalfWay = false } = (await response.json()) as { twoFactorRedirect?: boolean };
    const factors = await readSecondFactors(db, person.id);
    // Whoever has a passkey and no codes signs in with the passkey: their password alone opens nothing.
    const needsPasskey = !isHalfWay && factors.passkeys > 0;
    if (needsPasskey) await askAuth(deps, '/sign-out', {}, client, cookieHeader(cookies));
    const actor = { kind: 'person', id: person.id, name: person.name } as const;
    await withTransaction(db, async (tx) => {
      await forgetTries(tx, emailHash);
      if (!isHalfWay && !needsPasskey) await record(tx, { tenantId, at: now, actor, action: 'sign_in', target: person.id, ip });
    });
    if (needsPasskey) throw new ApiError('passkey_required');
    return { cookies, secondFactor: isHalfWay ? 'code' : null };
  }
  if (response.status >= 500) throw new Error(`Sign-in answered ${response.status}.`);
  const lines = [
    failed('sign_in.failed', { reason: 'wrong', tries }),
    ...(tries >= MOST_TRIES ? [failed('sign_in.locked', { tries })] : []),
  ];
  await withTransaction(db, (tx) => record(tx, ...lines));
  throw new ApiError('sign_in_wrong');
}

/** What a browser sends after these answers. */
export const cookieHeader = (setCookies: readonly string[]): string => setCookies.map((cookie) => cookie.split(';', 1)[0]).join('; ');
