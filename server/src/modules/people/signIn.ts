import { createHmac } from 'node:crypto';
import { ApiError } from '@guichet/contract/errors.ts';
import { SYSTEM_ACTOR } from '../../platform/context.ts';
import { type Database, withTransaction } from '../../platform/transaction.ts';
import type { JsonValue, RecordActivity } from '../activity/index.ts';
import { AUTH_PATH, type Auth, CLIENT_ADDRESS_HEADER } from './auth.ts';
import { signInAddress } from './newPlace.rules.ts';
import { findPersonByEmail, readSetUp } from './people.store.ts';
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

/** Hands a request to better-auth with just the headers that it shall know. */
export function askAuth(
  { auth, origin }: Pick<SignInDeps, 'auth' | 'origin'>,
  path: string,
  body: object,
  client: Client,
  cookie?: string,
): Promise<Response> {
  const headers = new Headers({ 'content-type': 'application/json', origin });
  if (client.ip !== null) headers.set(CLIENT_ADDRESS_HEADER, client.ip);
  if (client.userAgent !== undefined) headers.set('user-agent', client.userAgent);
  if (cookie !== undefined) headers.set('cookie', cookie);
  return auth.handler(new Request(`${origin}${AUTH_PATH}${path}`, { method: 'POST', headers, body: JSON.stringify(body) }));
}

/**
 * Signs a person in and answers the cookies for it. Ten wrong passwords in a row lock the address for half an hour, also for the right
 * one, and also when nobody has that address, so that nothing is learnt from it. Each try stands in the activity log: of the account of
 * the person whose address it is, or, if nobody's, of the account that this place was set up for.
 * Throws account_locked, sign_in_wrong, not_set_up, or, with nothing counted, rate_limit.
 */
export function signIn(deps: SignInDeps, email: string, password: string, client: Client): Promise<string[]> {
  return deps.line.take(client.ip, () => lookAt(deps, email, password, client));
}

async function lookAt(deps: SignInDeps, email: string, password: string, client: Client): Promise<string[]> {
  const { db, record, triesKey } = deps;
  const { now, ip } = client;
  const setUp = await readSetUp(db);
  if (setUp === null) throw new ApiError('not_set_up');
  const address = signInAddress(email);
  if (address === null) throw new ApiError('sign_in_wrong');
  const emailHash = createHmac('sha256', triesKey).update(address).digest();
  const person = await findPersonByEmail(db, address);
  const tenantId = person?.tenantId ?? setUp.tenantId;

  /** Who fails to sign in is not known to be that person, so these lines have no actor of theirs. */
  const failed = (action: string, details: Record<string, JsonValue>) =>
    ({ tenantId, at: now, actor: SYSTEM_ACTOR, action, target: person?.id ?? null, ip, details, personal: { email: address } }) as const;

  const tries = await reserveTry(db, emailHash, now);
  if (tries === null) {
    await withTransaction(db, (tx) => record(tx, failed('sign_in.failed', { reason: 'locked' })));
    throw new ApiError('account_locked');
  }
  const response = await askAuth(deps, '/sign-in/email', { email: address, password }, client);
  if (response.ok && person !== undefined) {
    const actor = { kind: 'person', id: person.id, name: person.name } as const;
    await withTransaction(db, async (tx) => {
      await forgetTries(tx, emailHash);
      await record(tx, { tenantId, at: now, actor, action: 'sign_in', target: person.id, ip });
    });
    return response.headers.getSetCookie();
  }
  if (response.status >= 500) throw new Error(`Sign-in answered ${response.status}.`);
  const lines = [
    failed('sign_in.failed', { reason: 'wrong', tries }),
    ...(tries >= MOST_TRIES ? [failed('sign_in.locked', { tries })] : []),
  ];
  await withTransaction(db, (tx) => record(tx, ...lines));
  throw new ApiError('sign_in_wrong');
}
