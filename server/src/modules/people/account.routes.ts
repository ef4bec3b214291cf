import { ApiError } from '@guichet/contract/errors.ts';
import { SECOND_FACTOR_ROLES } from '@guichet/contract/permissions.ts';
import type { EndedSessions, OwnSessions, SignInRulesView } from '@guichet/contract/securityViews.ts';
import { unixSeconds } from '@guichet/contract/time.ts';
import { fields } from '../../http/fields.ts';
import { type AnyRoute, ok, route } from '../../http/route.ts';
import { beforeAfter } from '../../platform/beforeAfter.ts';
import type { RequestContext } from '../../platform/context.ts';
import { type Transaction, withTransaction } from '../../platform/transaction.ts';
import type { ActivityLine } from '../activity/index.ts';
import { LONGEST_PASSWORD, passwordWeakness } from './password.rules.ts';
import { hashPassword } from './passwordHash.ts';
import { provePassword } from './proof.ts';
import { deleteSecondFactors, readSignInRule, writePasswordHash, writeSignInRule } from './secondFactors.store.ts';
import { clientOf, type SessionRouteDeps, sessionOf } from './session.routes.ts';
import { endSessions, listSessions } from './sessions.store.ts';
import { assertMayGive, lockedTeam, logOf } from './team.ts';

const { enumOf, listOf, object, unreadText } = fields;

const MANAGE = 'sign_in.manage';

type Told = Pick<ActivityLine, 'action' | 'target'> & Partial<Pick<ActivityLine, 'details' | 'personal'>>;

const lineOf = ({ caller, now, ip }: RequestContext, told: Told): ActivityLine => ({
  tenantId: logOf(caller),
  at: now,
  actor: caller.actor,
  ip,
  ...told,
});

const ended = (count: number): EndedSessions => ({ object: 'ended_sessions', count });

/** A person's own sessions and password. */
function ownRoutes(deps: SessionRouteDeps): AnyRoute[] {
  const { db, record } = deps;
  return [
    route({
      method: 'GET',
      path: '/guichet/v1/sessions',
      permission: 'session',
      answers: 'own_sessions',
      handler: async ({ context: { caller, now }, raw }) => {
        const current = await sessionOf(deps, raw.headers.cookie, now);
        const rows = await listSessions(db, caller.actor.id, now);
        const data = rows.map(({ id, startedAt, lastActiveAt, ip, userAgent }) => ({
          ...{ id, object: 'session' as const, started: unixSeconds(startedAt), last_active: unixSeconds(lastActiveAt) },
          ...{ ip: ip || null, user_agent: userAgent || null, current: id === current.id },
        }));
        return ok({ data } satisfies OwnSessions);
      },
    }),
    route({
      method: 'POST',
      path: '/guichet/v1/sessions/:id/end',
      permission: 'session',
      answers: 'ended_sessions',
      handler: async ({ context, params }) => {
        const count = await withTransaction(db, async (tx) => {
          const gone = await endSessions(tx, context.caller.actor.id, { only: params.id });
          if (gone > 0)
            await record(tx, lineOf(context, { action: 'session.end', target: context.caller.actor.id, details: { sessions: gone } }));
          return gone;
        });
        if (count === 0) throw new ApiError('resource_missing', { param: 'id', message: `No such session: '${params.id}'` });
        return ok(ended(count));
      },
    }),
    route({
      method: 'POST',
      path: '/guichet/v1/sessions/end_others',
      permission: 'session',
      answers: 'ended_sessions',
      handler: async ({ context, raw }) => {
        const current = await sessionOf(deps, raw.headers.cookie, context.now);
        const count = await withTransaction(db, async (tx) => {
          const gone = await endSessions(tx, context.caller.actor.id, { except: current.id });
          if (gone > 0)
            await record(tx, lineOf(context, { action: 'session.end', target: context.caller.actor.id, details: { sessions: gone } }));
          return gone;
        });
        return ok(ended(count));
      },
    }),
    route({
      method: 'POST',
      path: '/guichet/v1/session/password',
      permission: 'session',
      answers: 'ended_sessions',
      body: object({ current_password: unreadText({ max: LONGEST_PASSWORD }), password: unreadText({ max: 300 }) }),
      // Whoever knew the old password is signed out with it, everywhere but here.
      handler: async ({ context, body, raw }) => {
        const { person, id } = await sessionOf(deps, raw.headers.cookie, context.now);
        const weakness = passwordWeakness(body.password, person.email);
        if (weakness !== null) throw new ApiError('weak_password', { param: 'password', message: weakness });
        await provePassword(deps, { ...person, tenantId: context.caller.tenantId }, body.current_password, clientOf(context, raw));
        const hash = await hashPassword(body.password);
        const count = await withTransaction(db, async (tx) => {
          await writePasswordHash(tx, person.id, hash, context.now);
          const gone = await endSessions(tx, person.id, { except: id });
          await record(tx, lineOf(context, { action: 'password.update', target: person.id, details: { sessions_ended: gone } }));
          return gone;
        });
        return ok(ended(count));
      },
    }),
  ];
}

/**
 * Does something to the sign-in of a colleague, who must be one, and not oneself. Owners and administrators do it for everybody; who has it of
 * an own role, for nobody who may do more than they may.
 */
async function toColleague(
  { db, record }: SessionRouteDeps,
  context: RequestContext,
  id: string,
  action: Told['action'],
  effect: (tx: Transaction) => Promise<number>,
): Promise<number> {
  if (id === context.caller.actor.id)
    throw new ApiError('forbidden', { message: 'What is your own is changed on your own page, or by a colleague.' });
  return withTransaction(db, async (tx) => {
    const { members, actor } = await lockedTeam(tx, context);
    const member = members.find((each) => each.id === id);
    if (member === undefined) throw new ApiError('resource_missing', { param: 'id', message: `No such member: '${id}'` });
    if (actor.role === 'own') assertMayGive(actor, member);
    const sessions = await effect(tx);
    await record(tx, lineOf(context, { action, target: id, details: { sessions_ended: sessions } }));
    return sessions;
  });
}

/** What somebody who looks after the others' sign-in may do. */
function colleagueRoutes(deps: SessionRouteDeps): AnyRoute[] {
  const { db, record } = deps;
  return [
    route({
      method: 'POST',
      path: '/guichet/v1/members/:id/end_sessions',
      permission: MANAGE,
      stepUp: true,
      answers: 'ended_sessions',
      handler: async ({ context, params }) =>
        ok(ended(await toColleague(deps, context, params.id, 'member.end_sessions', (tx) => endSessions(tx, params.id, {})))),
    }),
    route({
      method: 'POST',
      path: '/guichet/v1/members/:id/reset_second_factors',
      permission: MANAGE,
      stepUp: true,
      answers: 'ended_sessions',
      handler: async ({ context, params }) =>
        ok(
          ended(
            await toColleague(deps, context, params.id, 'member.reset_second_factors', async (tx) => {
              await deleteSecondFactors(tx, params.id, context.now);
              return endSessions(tx, params.id, {});
            }),
          ),
        ),
    }),
    route({
      method: 'GET',
      path: '/guichet/v1/sign_in_rules',
      permission: 'session',
      answers: 'sign_in_rules_view',
      handler: async ({ context: { caller } }) => {
        const rule = await readSignInRule(db, caller.account);
        return ok({ object: 'sign_in_rules', second_factor_roles: rule?.roles ?? [] } satisfies SignInRulesView);
      },
    }),
    route({
      method: 'POST',
      path: '/guichet/v1/sign_in_rules',
      permission: MANAGE,
      stepUp: true,
      answers: 'sign_in_rules_view',
      body: object({ second_factor_roles: listOf(enumOf(SECOND_FACTOR_ROLES), { max: 3 }) }),
      handler: async ({ context, body }) => {
        const { account } = context.caller;
        const roles = SECOND_FACTOR_ROLES.filter((role) => body.second_factor_roles.includes(role));
        await withTransaction(db, async (tx) => {
          const before = await readSignInRule(tx, account);
          await writeSignInRule(tx, account, { roles, since: context.now });
          const details = beforeAfter({ second_factor_roles: [...(before?.roles ?? [])] }, { second_factor_roles: roles }) ?? {};
          await record(tx, lineOf(context, { action: 'sign_in_rules.update', target: account, details }));
        });
        return ok({ object: 'sign_in_rules', second_factor_roles: roles } satisfies SignInRulesView);
      },
    }),
  ];
}

/** One's own account, and the sign-in of colleagues. */
export const accountRoutes = (deps: SessionRouteDeps): AnyRoute[] => [...ownRoutes(deps), ...colleagueRoutes(deps)];
