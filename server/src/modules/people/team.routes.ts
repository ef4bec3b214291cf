import { PERMISSIONS, ROLES } from '@guichet/contract/permissions.ts';
import type { TeamMembers, TeamRoles } from '@guichet/contract/teamViews.ts';
import { fields } from '../../http/fields.ts';
import { type AnyRoute, ok, route } from '../../http/route.ts';
import { once } from '../../platform/once.ts';
import type { Database, Sql } from '../../platform/transaction.ts';
import { ceilingFields, changedCeilings } from './ceilingFields.routes.ts';
import { changeMember, removeMember } from './changeMember.ts';
import { listMembers } from './members.store.ts';
import { builtInRole, type HeldRole, NO_CEILINGS, type OwnRole } from './rights.rules.ts';
import { createRole, deleteRole, type RoleInput, updateRole } from './saveRole.ts';
import { listStaffRoles } from './staffRoles.store.ts';
import type { TeamParts } from './team.ts';
import { memberView, roleView } from './team.wire.ts';

export interface TeamRouteDeps extends TeamParts {
  readonly db: Database;
}

const PERMISSION = 'team.write';
const { boolean, enumOf, listOf, object, text } = fields;

const roleFields = {
  name: text({ max: 60 }),
  permissions: listOf(enumOf(PERMISSIONS), { max: PERMISSIONS.length }),
  own_payments: boolean().optional(),
  hides_contacts: boolean().optional(),
  ceilings: ceilingFields().optional(),
};
const newRole = object(roleFields);
const changedRole = object({ ...roleFields, name: roleFields.name.optional(), permissions: roleFields.permissions.optional() });

interface RoleBody {
  readonly own_payments?: boolean | undefined;
  readonly hides_contacts?: boolean | undefined;
  readonly ceilings?: Parameters<typeof changedCeilings>[0];
}

/** What is not said stays as it is, or is what a role without bounds has. */
const boundsOf = (body: RoleBody, before?: OwnRole): Pick<RoleInput, 'sight' | 'ceilings'> => ({
  sight: {
    ownPayments: body.own_payments ?? before?.sight.ownPayments ?? false,
    hidesContacts: body.hides_contacts ?? before?.sight.hidesContacts ?? false,
  },
  ceilings: changedCeilings(body.ceilings, before?.ceilings ?? NO_CEILINGS),
});

const SIX: readonly HeldRole[] = ROLES.map((name) => builtInRole(name)).filter((role) => role !== null);

async function roles(sql: Sql, account: string, viewerId: string): Promise<TeamRoles> {
  const [own, members] = await Promise.all([listStaffRoles(sql, account), listMembers(sql, account)]);
  const viewer = members.find(({ id }) => id === viewerId);
  const all = [...SIX, ...own.map((ownRole): HeldRole => ({ role: 'own', ownRole }))];
  return { data: all.map((role) => roleView(role, { members, viewer })) };
}

async function oneRole(sql: Sql, account: string, viewerId: string, id: string) {
  return (await roles(sql, account, viewerId)).data.find((role) => role.id === id);
}

function roleRoutes(deps: TeamRouteDeps): AnyRoute[] {
  const { db } = deps;
  return [
    route({
      method: 'GET',
      path: '/guichet/v1/roles',
      permission: PERMISSION,
      answers: 'team_roles',
      handler: async ({ context: { caller } }) => ok(await roles(db, caller.account, caller.actor.id)),
    }),
    route({
      method: 'POST',
      path: '/guichet/v1/roles',
      permission: PERMISSION,
      stepUp: true,
      answers: 'team_role_view',
      body: newRole,
      handler: ({ context, body }) =>
        once(db, context, async (tx) => {
          const { account, actor } = context.caller;
          const input = { name: body.name.trim(), permissions: body.permissions, ...boundsOf(body) };
          const { id } = await createRole(tx, deps, context, input);
          return ok(await oneRole(tx, account, actor.id, id));
        }),
    }),
    route({
      method: 'POST',
      path: '/guichet/v1/roles/:id',
      permission: PERMISSION,
      stepUp: true,
      answers: 'team_role_view',
      body: changedRole,
      handler: ({ context, params, body }) =>
        once(db, context, async (tx) => {
          const { account, actor } = context.caller;
          await updateRole(tx, deps, context, params.id, (before) => ({
            name: body.name?.trim() ?? before.name,
            permissions: body.permissions ?? before.permissions,
            ...boundsOf(body, before),
          }));
          return ok(await oneRole(tx, account, actor.id, params.id));
        }),
    }),
    route({
      method: 'DELETE',
      path: '/guichet/v1/roles/:id',
      permission: PERMISSION,
      stepUp: true,
      answers: { deleted: 'guichet.role' },
      handler: ({ context, params }) =>
        once(db, context, async (tx) => {
          await deleteRole(tx, deps, context, params.id);
          return ok({ id: params.id, object: 'guichet.role', deleted: true });
        }),
    }),
  ];
}

function memberRoutes(deps: TeamRouteDeps): AnyRoute[] {
  const { db } = deps;
  return [
    route({
      method: 'GET',
      path: '/guichet/v1/members',
      permission: PERMISSION,
      answers: 'team_members',
      handler: async ({ context: { caller } }) => {
        const members = await listMembers(db, caller.account);
        return ok({ data: members.map((each) => memberView(each, members, caller.actor.id)) } satisfies TeamMembers);
      },
    }),
    route({
      method: 'POST',
      path: '/guichet/v1/members/:id',
      permission: PERMISSION,
      stepUp: true,
      answers: 'team_member_view',
      body: object({ role: text({ max: 255 }) }),
      handler: ({ context, params, body }) =>
        once(db, context, async (tx) => {
          const { account, actor } = context.caller;
          const { id } = await changeMember(tx, deps, context, params.id, body.role);
          const members = await listMembers(tx, account);
          return ok(members.filter((each) => each.id === id).map((each) => memberView(each, members, actor.id))[0]);
        }),
    }),
    route({
      method: 'DELETE',
      path: '/guichet/v1/members/:id',
      permission: PERMISSION,
      stepUp: true,
      answers: { deleted: 'guichet.member' },
      handler: ({ context, params }) =>
        once(db, context, async (tx) => {
          await removeMember(tx, deps, context, params.id);
          return ok({ id: params.id, object: 'guichet.member', deleted: true });
        }),
    }),
  ];
}

/** Who works here, and what they may do. */
export const teamRoutes = (deps: TeamRouteDeps): AnyRoute[] => [...memberRoutes(deps), ...roleRoutes(deps)];
