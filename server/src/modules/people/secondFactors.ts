import type { ActivityAction } from '@guichet/contract/activityViews.ts';
import { ApiError } from '@guichet/contract/errors.ts';
import { type Transaction, withTransaction } from '../../platform/transaction.ts';
import type { JsonValue } from '../activity/index.ts';
import type { Session } from './person.ts';
import { isAppCode, type Prover, proveCode, provePassword, tidyCode } from './proof.ts';
import { deletePasskey } from './secondFactors.store.ts';
import { hasSecondFactor } from './session.rules.ts';
import { endSessions, noteProof } from './sessions.store.ts';
import { askAuth, type Client, cookieHeader } from './signIn.ts';
import { credentialIn, type SecondStepDeps } from './signInSecondStep.ts';

/** A person at their own second factors: their session, its cookie, and the place in whose log it is noted. */
export interface Own {
  readonly session: Session;
  readonly cookie: string;
  readonly tenantId: number;
  readonly client: Client;
}

const proverOf = ({ session, tenantId }: Own): Prover => ({ id: session.person.id, name: session.person.name, tenantId });

async function note(
  deps: SecondStepDeps,
  own: Own,
  action: ActivityAction,
  more: { target?: string; details?: Record<string, JsonValue> } = {},
  effect?: (tx: Transaction) => Promise<void>,
): Promise<void> {
  const { id, name } = own.session.person;
  const { now, ip } = own.client;
  await withTransaction(deps.db, async (tx) => {
    await effect?.(tx);
    await deps.record(tx, {
      ...{ tenantId: own.tenantId, at: now, actor: { kind: 'person', id, name }, action, target: more.target ?? id, ip },
      ...(more.details && { details: more.details }),
    });
  });
}

async function ask(
  deps: SecondStepDeps,
  own: Own,
  path: string,
  body: object,
): Promise<{ body: Record<string, unknown>; cookies: string[] }> {
  const response = await askAuth(deps, path, body, own.client, own.cookie);
  const answer = (await response.json()) as Record<string, unknown>;
  if (answer.code === 'TOTP_ALREADY_ENABLED') throw new ApiError('second_factor_exists');
  if (!response.ok) throw new Error(`${path} was answered ${response.status}.`);
  return { body: answer, cookies: response.headers.getSetCookie() };
}

/** Begins with codes: the secret for the person's app, and recovery codes, shown this once. Nothing holds before `confirmCodes`. */
export async function beginCodes(deps: SecondStepDeps, own: Own, password: string): Promise<{ uri: string; recoveryCodes: string[] }> {
  await provePassword(deps, proverOf(own), password, own.client);
  const { body } = await ask(deps, own, '/two-factor/enable', { password });
  return { uri: String(body.totpURI), recoveryCodes: body.backupCodes as string[] };
}

/** A first code shows that the app has the secret: from now on sign-in asks for one. Throws second_factor_wrong. Answers the new session's cookies. */
export async function confirmCodes(deps: SecondStepDeps, own: Own, code: string): Promise<string[]> {
  // A recovery code shows nothing of the app: it would be used up, and codes would still not be on.
  if (!isAppCode(tidyCode(code))) throw new ApiError('second_factor_wrong', { param: 'code' });
  const cookies = await proveCode(deps, proverOf(own), code, own.client, own.cookie);
  const session = await proved(deps, own, cookies);
  await note(deps, own, 'second_factor.create', {}, (tx) => endOthers(tx, own, session));
  return cookies;
}

/** Who signed in elsewhere before there was a second factor has shown the password alone: there it is asked for again, with the factor. */
async function endOthers(tx: Transaction, own: Own, { id, person }: Session): Promise<void> {
  if (!hasSecondFactor(own.session)) await endSessions(tx, person.id, { except: id });
}

/** The session goes on under another token; what was proved goes with it. */
async function proved(deps: SecondStepDeps, own: Own, cookies: string[]): Promise<Session> {
  const session = (cookies.length === 0 ? null : await deps.sessions.read(cookieHeader(cookies), own.client.now)) ?? own.session;
  await noteProof(deps.db, session.id, own.client.now);
  return session;
}

/** Takes the codes away, recovery codes with them. Answers the new session's cookies. */
export async function removeCodes(deps: SecondStepDeps, own: Own, password: string): Promise<string[]> {
  await provePassword(deps, proverOf(own), password, own.client);
  const { cookies } = await ask(deps, own, '/two-factor/disable', { password });
  await note(deps, own, 'second_factor.delete');
  await proved(deps, own, cookies);
  return cookies;
}

/** New recovery codes in place of the old ones. */
export async function renewRecoveryCodes(deps: SecondStepDeps, own: Own, password: string): Promise<string[]> {
  await provePassword(deps, proverOf(own), password, own.client);
  const { body } = await ask(deps, own, '/two-factor/generate-backup-codes', { password });
  await note(deps, own, 'recovery_codes.create');
  return body.backupCodes as string[];
}

/** What the browser makes a new passkey from, and the cookie that remembers it. `origin` is the page's own. */
export async function beginPasskey(deps: SecondStepDeps, own: Own, origin: string): Promise<{ options: string; cookies: string[] }> {
  const response = await askAuth({ auth: deps.auth, origin }, '/passkey/generate-register-options', null, own.client, own.cookie);
  if (!response.ok) throw new Error(`Beginning a passkey was answered ${response.status}.`);
  return { options: await response.text(), cookies: response.headers.getSetCookie() };
}

/** Stores the passkey that the browser made. Throws passkey_wrong. */
export async function addPasskey(
  deps: SecondStepDeps,
  own: Own,
  origin: string,
  { credential, name }: { credential: string; name: string },
): Promise<string[]> {
  const body = { response: credentialIn(credential), name };
  const response = await askAuth({ auth: deps.auth, origin }, '/passkey/verify-registration', body, own.client, own.cookie);
  if (!response.ok) throw new ApiError('passkey_wrong');
  const { id } = (await response.json()) as { id: string };
  await note(deps, own, 'passkey.create', { target: id, details: { name } }, (tx) => endOthers(tx, own, own.session));
  return response.headers.getSetCookie();
}

export async function removePasskey(deps: SecondStepDeps, own: Own, id: string): Promise<void> {
  await note(deps, own, 'passkey.delete', { target: id }, async (tx) => {
    if (!(await deletePasskey(tx, own.session.person.id, id)))
      throw new ApiError('resource_missing', { param: 'id', message: `No such passkey: '${id}'` });
  });
}

/** A fresh proof of who sits there, by password or code: what is delicate asks for one. */
export async function proveAgain(
  deps: SecondStepDeps,
  own: Own,
  by: { readonly password: string } | { readonly code: string },
): Promise<void> {
  if ('password' in by) await provePassword(deps, proverOf(own), by.password, own.client);
  else await proveCode(deps, proverOf(own), by.code, own.client, own.cookie);
  await note(deps, own, 'proof.create', { details: { factor: 'password' in by ? 'password' : 'code' } }, (tx) =>
    noteProof(tx, own.session.id, own.client.now),
  );
}
