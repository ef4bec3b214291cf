import { ApiError } from '@guichet/contract/errors.ts';
import { withTransaction } from '../../platform/transaction.ts';
import { readSetUpHome } from './people.store.ts';
import { codePath, isAppCode, isFirstUse, prove, tidyCode } from './proof.ts';
import { findChallenged } from './secondFactors.store.ts';
import type { Sessions } from './sessions.ts';
import { askAuth, type Client, cookieHeader, type SignInDeps } from './signIn.ts';

export interface SecondStepDeps extends SignInDeps {
  readonly sessions: Sessions;
}

/**
 * The challenge that the first step left in the browser. What follows its dot is the signature, which better-auth looks at; nothing before
 * the dot is encoded. `cookie` is it alone: beside a session, or beside a second challenge, better-auth would look at the code of whoever
 * that is, while tries are counted and the sign-in is noted for the one read here.
 */
function challengeIn(cookies: string | undefined): { readonly id: string; readonly cookie: string } | null {
  const [, cookie, id] = /(?:^|;\s*)((?:__Secure-)?guichet\.two_factor=([^;.]+)[^;]*)/.exec(cookies ?? '') ?? [];
  return cookie === undefined || id === undefined ? null : { id, cookie };
}

/**
 * The second step of signing in: a code of the person's app, or a recovery code. Answers the session's cookies. Throws second_factor_wrong,
 * account_locked, or second_factor_expired, after which the password is wanted again.
 */
export async function signInWithCode(deps: SecondStepDeps, code: string, cookie: string | undefined, client: Client): Promise<string[]> {
  const challenge = challengeIn(cookie);
  const person = challenge === null ? undefined : await findChallenged(deps.db, challenge.id);
  const tenantId = person?.tenantId ?? (await readSetUpHome(deps.db));
  if (challenge === null || person === undefined || tenantId === null) throw new ApiError('second_factor_expired');
  const prover = { id: person.id, name: person.name, tenantId };
  let cookies: string[] = [];
  await prove(deps, prover, 'code', client, async () => {
    if (!(await isFirstUse(deps, prover, code, client.now))) return false;
    const response = await askAuth(deps, codePath(code), { code: tidyCode(code) }, client, challenge.cookie);
    if (response.ok) cookies = response.headers.getSetCookie();
    else if (response.status >= 500) throw new Error(`The code was answered ${response.status}.`);
    else if (!(await isWrongCode(response))) throw new ApiError('second_factor_expired');
    return response.ok;
  });
  await noteSignIn(deps, prover, isAppCode(tidyCode(code)) ? 'code' : 'recovery_code', client);
  return cookies;
}

/** Other refusals say that the challenge is over. */
async function isWrongCode(response: Response): Promise<boolean> {
  const { code } = (await response.json()) as { code?: string };
  return code === 'INVALID_CODE' || code === 'INVALID_BACKUP_CODE';
}

async function noteSignIn(
  { db, record }: SignInDeps,
  { id, name, tenantId }: { readonly id: string; readonly name: string; readonly tenantId: number },
  factor: string,
  { now, ip }: Client,
): Promise<void> {
  const line = { tenantId, at: now, actor: { kind: 'person', id, name }, action: 'sign_in', target: id, ip, details: { factor } } as const;
  await withTransaction(db, (tx) => record(tx, line));
}

/**
 * What the browser asks a passkey to sign, with the cookie that remembers it. `origin` is the page's own. Each stores a row for whoever asks,
 * so they stand in line like passwords. Throws rate_limit.
 */
export async function passkeyChallenge(deps: SignInDeps, origin: string, client: Client): Promise<{ options: string; cookies: string[] }> {
  const response = await deps.line.take(client.ip, () =>
    askAuth({ auth: deps.auth, origin }, '/passkey/generate-authenticate-options', null, client),
  );
  if (!response.ok) throw new Error(`Asking for a passkey was answered ${response.status}.`);
  const options = { ...((await response.json()) as object), userVerification: 'required' };
  return { options: JSON.stringify(options), cookies: response.headers.getSetCookie() };
}

/** Signs in with a passkey, which stands for both factors. Throws passkey_wrong, or, with nothing noted, rate_limit. */
export function signInWithPasskey(
  deps: SecondStepDeps,
  origin: string,
  credential: string,
  cookie: string | undefined,
  client: Client,
): Promise<string[]> {
  return deps.line.take(client.ip, () => lookAtPasskey(deps, origin, credential, cookie, client));
}

async function lookAtPasskey(
  deps: SecondStepDeps,
  origin: string,
  credential: string,
  cookie: string | undefined,
  client: Client,
): Promise<string[]> {
  const home = await readSetUpHome(deps.db);
  if (home === null) throw new ApiError('not_set_up');
  const response = await askAuth(
    { auth: deps.auth, origin },
    '/passkey/verify-authentication',
    { response: credentialIn(credential) },
    client,
    cookie,
  );
  const cookies = response.headers.getSetCookie();
  const session = response.ok ? await deps.sessions.read(cookieHeader(cookies), client.now) : null;
  if (session === null) {
    const line = {
      tenantId: home,
      at: client.now,
      actor: SYSTEM,
      action: 'sign_in.failed',
      target: null,
      ip: client.ip,
      details: { reason: 'passkey' },
    } as const;
    await withTransaction(deps.db, (tx) => deps.record(tx, line));
    throw new ApiError('passkey_wrong');
  }
  const { id, name } = session.person;
  await noteSignIn(deps, { id, name, tenantId: session.seats[0]?.tenantId ?? home }, 'passkey', client);
  return cookies;
}

const SYSTEM = { kind: 'system', id: 'system', name: 'Guichet' } as const;

/** What a browser made of a passkey, as its `toJSON` gives it. Throws passkey_wrong for anything else. */
export function credentialIn(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string') return value;
  } catch {
    // Not JSON: refused below.
  }
  throw new ApiError('passkey_wrong');
}
