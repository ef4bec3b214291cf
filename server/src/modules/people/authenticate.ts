import type { KeyObject } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { ApiError } from '@guichet/contract/errors.ts';
import type { Caller } from '../../platform/context.ts';
import type { ApiKeyLookup } from './apiKeyLookup.ts';
import { hashSecret, isPublishableKey, isSecretKey, last4Of } from './apiKeySecret.ts';
import { modeOf, type Seat, type Session } from './person.ts';
import { callerRights, rightsOf } from './rights.rules.ts';
import { isSameOrigin } from './sameOrigin.rules.ts';
import { countsAsActivity, mustEnrol } from './session.rules.ts';
import type { Sessions } from './sessions.ts';

/** What is asked of a request; the HTTP kit's `RequestFacts` has it. */
export interface Credentials {
  readonly now: Date;
  /** `session`: the headers that name account and mode may be missing. `enrolment`: so may the second factor that the person must have. */
  readonly needs: 'caller' | 'session' | 'enrolment';
  readonly method: string;
  readonly protocol: string;
  readonly host: string;
  readonly authorization: string | undefined;
  readonly cookie: string | undefined;
  readonly origin: string | undefined;
  readonly account: string | undefined;
  readonly mode: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

export interface AuthenticateDeps {
  readonly sessions: Sessions;
  readonly lookup: ApiKeyLookup;
  readonly hashKey: KeyObject;
  readonly publicUrl: string | undefined;
  isSetUp(): Promise<boolean>;
}

/** Shorter keys would be half told by their last four characters. */
const SHORTEST_SHOWN = 16;

const headerOf = (headers: IncomingHttpHeaders, name: string): string | undefined => {
  const value = headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
};

/** The secret in `Bearer sk_…`, or in Basic as the user's name, as curl's `-u sk_…:` sends it. */
function secretIn(authorization: string): string | null {
  const [, scheme = '', value = ''] = /^(bearer|basic) +([^ ]+) *$/i.exec(authorization) ?? [];
  if (scheme.toLowerCase() === 'bearer') return value;
  if (scheme.toLowerCase() !== 'basic') return null;
  return Buffer.from(value, 'base64').toString('utf8').split(':', 1)[0] ?? null;
}

function wrongKey(secret: string | null): ApiError {
  if (secret === null || secret === '') return new ApiError('unauthorized');
  const shown = isSecretKey(secret) && secret.length >= SHORTEST_SHOWN ? `: sk_…${last4Of(secret)}` : '.';
  return new ApiError('unauthorized', { message: `Invalid API key provided${shown}` });
}

async function callerByKey({ lookup, hashKey }: AuthenticateDeps, authorization: string): Promise<Caller> {
  const secret = secretIn(authorization);
  if (secret === null || !(isSecretKey(secret) || isPublishableKey(secret))) throw wrongKey(secret);
  const key = await lookup.find(hashSecret(hashKey, secret));
  if (key === undefined) throw wrongKey(secret);
  if (key.revokedAt !== null) throw new ApiError('api_key_expired');
  const { tenantId, account, livemode, id, name } = key;
  const caller: Caller = { tenantId, account, livemode, actor: { kind: 'key', id, name }, ...callerRights(key) };
  return key.type === 'publishable' ? { ...caller, publishable: true } : caller;
}

const preferred = (seats: readonly Seat[], mode: string | undefined): Seat | undefined =>
  seats.find((each) => modeOf(each) === mode) ?? seats[0];

/**
 * The seat that the headers name; without them, where that will do, the first. Who names a mode alone wants it where there is one: a page that
 * opens does not know yet where it belongs.
 */
function seatOf({ seats }: Session, { needs, account, mode }: Credentials): Seat {
  const isNamed = account !== undefined && mode !== undefined;
  if (!isNamed && needs === 'caller') {
    throw new ApiError('unauthorized', { message: 'A session also needs the headers Guichet-Account and Guichet-Mode.' });
  }
  const seat = isNamed ? seats.find((each) => each.account === account && modeOf(each) === mode) : preferred(seats, mode);
  if (seat === undefined) throw new ApiError('account_mismatch');
  return seat;
}

async function callerBySession({ sessions, publicUrl }: AuthenticateDeps, asked: Credentials): Promise<Caller> {
  const { now, method, cookie, headers } = asked;
  if (!isSameOrigin({ ...asked, fetchSite: headerOf(headers, 'sec-fetch-site') }, publicUrl)) {
    throw new ApiError('forbidden', { message: 'The request comes from another site.' });
  }
  const session = await sessions.read(cookie, now);
  if (session === null) throw new ApiError('session_expired');
  const seat = seatOf(session, asked);
  if (asked.needs !== 'enrolment' && mustEnrol(seat, session)) throw new ApiError('second_factor_required');
  if (countsAsActivity(method, headerOf(headers, 'guichet-activity'))) await sessions.touch(session, now);
  const { id, name } = session.person;
  const { tenantId, account, livemode } = seat;
  const { provedAt } = session;
  const others = session.seats.filter((each) => each.account === account && each !== seat);
  const home = livemode ? undefined : others.find((each) => each.livemode);
  const reach = {
    ...(home && { accountTenantId: home.tenantId }),
    ...(others.some((each) => mustEnrol(each, session)) && { owesSecondFactor: true as const }),
  };
  return { ...reach, tenantId, account, livemode, actor: { kind: 'person', id, name }, ...callerRights(rightsOf(seat)), provedAt };
}

/**
 * Says for whom a request acts: by API key if it has one, else by session, which counts only with headers that no other site can send
 * and from our own pages. Throws not_set_up, unauthorized, api_key_expired, session_expired, account_mismatch or forbidden.
 */
export function authenticator(deps: AuthenticateDeps): (asked: Credentials) => Promise<Caller> {
  return async (asked) => {
    if (!(await deps.isSetUp())) throw new ApiError('not_set_up');
    if (asked.authorization !== undefined) return callerByKey(deps, asked.authorization);
    // Who names an account means to use a session, and shall hear that it is over.
    const meansSession =
      asked.needs !== 'caller' || asked.account !== undefined || asked.cookie?.includes('guichet.session_token=') === true;
    if (meansSession) return callerBySession(deps, asked);
    throw new ApiError('unauthorized');
  };
}
