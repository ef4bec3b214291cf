import { ApiError } from '@guichet/contract/errors.ts';
import type { PasskeyChallenge, RecoveryCodes, SecondFactorSetup, SecondFactorsView } from '@guichet/contract/securityViews.ts';
import type { SignedIn } from '@guichet/contract/terminal.ts';
import { unixSeconds } from '@guichet/contract/time.ts';
import { fields } from '../../http/fields.ts';
import { type AnyRoute, ok, publicRoute, type Reply, route } from '../../http/route.ts';
import type { RequestContext } from '../../platform/context.ts';
import { AUTH_PATH } from './auth.ts';
import { LONGEST_PASSWORD } from './password.rules.ts';
import { listPasskeys, readSecondFactors } from './secondFactors.store.ts';
import {
  addPasskey,
  beginCodes,
  beginPasskey,
  confirmCodes,
  type Own,
  proveAgain,
  removeCodes,
  removePasskey,
  renewRecoveryCodes,
} from './secondFactors.ts';
import { clientOf, type RawRequest, refuseOtherSites, type SessionRouteDeps, sessionOf, viewOf } from './session.routes.ts';
import { passkeyChallenge, signInWithCode, signInWithPasskey } from './signInSecondStep.ts';
import { logOf } from './team.ts';

const { object, text, unreadText } = fields;

const password = unreadText({ max: LONGEST_PASSWORD });
const code = text({ max: 40 });
/** What a browser makes of a passkey takes some hundred characters, and a few thousand with what its maker adds. */
const credential = unreadText({ max: 20_000 });

const withCookies = (body: unknown, cookies: string[]): Reply => ({
  status: 200,
  body,
  ...(cookies.length > 0 && { headers: { 'set-cookie': cookies } }),
});

/** A passkey belongs to the address that the page was loaded from. */
function originOf({ headers, protocol, host }: RawRequest): string {
  return typeof headers.origin === 'string' ? headers.origin : `${protocol}://${host}`;
}

async function ownOf(deps: SessionRouteDeps, { caller, ip, now }: RequestContext, raw: RawRequest): Promise<Own> {
  const cookie = String(raw.headers.cookie ?? '');
  const session = await sessionOf(deps, cookie, now);
  return { session, cookie, tenantId: logOf(caller), client: clientOf({ ip, now } as RequestContext, raw) };
}

async function factorsView({ db }: SessionRouteDeps, personId: string): Promise<SecondFactorsView> {
  const [{ code: hasCode }, passkeys] = await Promise.all([readSecondFactors(db, personId), listPasskeys(db, personId)]);
  return {
    object: 'second_factors',
    code: hasCode,
    passkeys: passkeys.map(({ id, name, created }) => ({ id, name, created: created && unixSeconds(created) })),
  };
}

/** The ways in beside the password. */
function signInRoutes(deps: SessionRouteDeps): AnyRoute[] {
  const signedIn = (cookies: string[]): Reply => withCookies({ redirect: false, second_factor: null } satisfies SignedIn, cookies);
  return [
    publicRoute({
      method: 'POST',
      path: `${AUTH_PATH}/sign-in/code`,
      answers: 'signed_in',
      body: object({ code }),
      handler: async ({ context, body, raw }) => {
        refuseOtherSites(raw, deps.publicUrl);
        return signedIn(await signInWithCode(deps, body.code, raw.headers.cookie, clientOf(context, raw)));
      },
    }),
    publicRoute({
      method: 'POST',
      path: `${AUTH_PATH}/passkey/options`,
      answers: 'passkey_challenge',
      handler: async ({ context, raw }) => {
        refuseOtherSites(raw, deps.publicUrl);
        const { options, cookies } = await passkeyChallenge(deps, originOf(raw), clientOf(context, raw));
        return withCookies({ object: 'passkey_challenge', options } satisfies PasskeyChallenge, cookies);
      },
    }),
    publicRoute({
      method: 'POST',
      path: `${AUTH_PATH}/sign-in/passkey`,
      answers: 'signed_in',
      body: object({ credential }),
      handler: async ({ context, body, raw }) => {
        refuseOtherSites(raw, deps.publicUrl);
        return signedIn(await signInWithPasskey(deps, originOf(raw), body.credential, raw.headers.cookie, clientOf(context, raw)));
      },
    }),
  ];
}

/** A person's own codes, recovery codes and passkeys. Answers with secrets are kept under no Idempotency-Key. */
function factorRoutes(deps: SessionRouteDeps): AnyRoute[] {
  return [
    route({
      method: 'GET',
      path: '/guichet/v1/second_factors',
      permission: 'session',
      whileEnrolling: true,
      answers: 'second_factors_view',
      handler: async ({ context }) => ok(await factorsView(deps, context.caller.actor.id)),
    }),
    route({
      method: 'POST',
      path: '/guichet/v1/second_factors/code',
      permission: 'session',
      whileEnrolling: true,
      answers: 'second_factor_setup',
      body: object({ password }),
      handler: async ({ context, body, raw }) => {
        const { uri, recoveryCodes } = await beginCodes(deps, await ownOf(deps, context, raw), body.password);
        return ok({ object: 'second_factor_setup', uri, recovery_codes: recoveryCodes } satisfies SecondFactorSetup);
      },
    }),
    route({
      method: 'POST',
      path: '/guichet/v1/second_factors/code/confirm',
      permission: 'session',
      whileEnrolling: true,
      answers: 'second_factors_view',
      body: object({ code }),
      handler: async ({ context, body, raw }) => {
        const cookies = await confirmCodes(deps, await ownOf(deps, context, raw), body.code);
        return withCookies(await factorsView(deps, context.caller.actor.id), cookies);
      },
    }),
    route({
      method: 'POST',
      path: '/guichet/v1/second_factors/code/remove',
      permission: 'session',
      answers: 'second_factors_view',
      body: object({ password }),
      handler: async ({ context, body, raw }) => {
        const cookies = await removeCodes(deps, await ownOf(deps, context, raw), body.password);
        return withCookies(await factorsView(deps, context.caller.actor.id), cookies);
      },
    }),
    route({
      method: 'POST',
      path: '/guichet/v1/second_factors/recovery_codes',
      permission: 'session',
      answers: 'recovery_codes',
      body: object({ password }),
      handler: async ({ context, body, raw }) => {
        const codes = await renewRecoveryCodes(deps, await ownOf(deps, context, raw), body.password);
        return ok({ object: 'recovery_codes', recovery_codes: codes } satisfies RecoveryCodes);
      },
    }),
    route({
      method: 'POST',
      path: '/guichet/v1/passkeys/options',
      permission: 'session',
      whileEnrolling: true,
      stepUp: true,
      answers: 'passkey_challenge',
      handler: async ({ context, raw }) => {
        const { options, cookies } = await beginPasskey(deps, await ownOf(deps, context, raw), originOf(raw));
        return withCookies({ object: 'passkey_challenge', options } satisfies PasskeyChallenge, cookies);
      },
    }),
    route({
      method: 'POST',
      path: '/guichet/v1/passkeys',
      permission: 'session',
      whileEnrolling: true,
      stepUp: true,
      answers: 'second_factors_view',
      body: object({ credential, name: text({ max: 100 }) }),
      handler: async ({ context, body, raw }) => {
        const cookies = await addPasskey(deps, await ownOf(deps, context, raw), originOf(raw), body);
        return withCookies(await factorsView(deps, context.caller.actor.id), cookies);
      },
    }),
    route({
      method: 'POST',
      path: '/guichet/v1/passkeys/:id/remove',
      permission: 'session',
      stepUp: true,
      answers: 'second_factors_view',
      handler: async ({ context, params, raw }) => {
        await removePasskey(deps, await ownOf(deps, context, raw), params.id);
        return ok(await factorsView(deps, context.caller.actor.id));
      },
    }),
    route({
      method: 'POST',
      path: '/guichet/v1/session/proof',
      permission: 'session',
      whileEnrolling: true,
      answers: 'session_view',
      body: object({ password: password.optional(), code: code.optional() }),
      handler: async ({ context, body, raw }) => {
        const own = await ownOf(deps, context, raw);
        if (body.password !== undefined && body.code !== undefined) throw new ApiError('parameters_exclusive', { param: 'code' });
        if (body.password !== undefined) await proveAgain(deps, own, { password: body.password });
        else if (body.code !== undefined) await proveAgain(deps, own, { code: body.code });
        else throw new ApiError('parameter_missing', { param: 'password', message: 'Give the password, or a code.' });
        return ok(viewOf(deps, own.session, context.caller.tenantId));
      },
    }),
  ];
}

/** Everything that stands beside the password. */
export const secondFactorRoutes = (deps: SessionRouteDeps): AnyRoute[] => [...signInRoutes(deps), ...factorRoutes(deps)];
