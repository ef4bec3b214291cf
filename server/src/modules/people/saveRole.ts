import { ApiError } from '@guichet/contract/errors.ts';
import { type Permission, SIGHTED_PERMISSIONS } from '@guichet/contract/permissions.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { Transaction } from '../../platform/transaction.ts';
import type { OwnRole } from './rights.rules.ts';
import { deleteStaffRole, insertStaffRole, lockStaffRole, updateStaffRole } from './staffRoles.store.ts';
import { assertMayGive, lockedTeam, type TeamParts, teamLine } from './team.ts';

export type RoleInput = Omit<OwnRole, 'id'>;

/** Throws where nothing of a name can be seen. */
function assertNamed({ name }: RoleInput): void {
  if (name === '')
    throw new ApiError('parameter_invalid_empty', { param: 'name', message: 'The name of a role needs a character that can be seen.' });
}

/** Throws where a role would see part of something that is only there as a whole. */
function assertSighted({ permissions, sight }: RoleInput): void {
  if (!sight.ownPayments && !sight.hidesContacts) return;
  const whole = permissions.find((permission) => !SIGHTED_PERMISSIONS.includes(permission));
  if (whole === undefined) return;
  throw new ApiError('parameter_invalid', {
    param: 'permissions',
    message: `A role that does not see all payments and contact details cannot have "${whole}", which shows them as a whole.`,
  });
}

const inOrder = (permissions: readonly Permission[]): Permission[] => [...new Set(permissions)].sort();

const inLog = ({ name, permissions, sight, ceilings }: RoleInput) => ({
  name,
  permissions,
  own_payments: sight.ownPayments,
  hides_contacts: sight.hidesContacts,
  ceilings: Object.fromEntries(Object.entries(ceilings).map(([kind, amount]) => [kind, amount === null ? null : String(amount)])),
});

async function requireStaffRole(tx: Transaction, account: string, id: string): Promise<OwnRole> {
  const role = await lockStaffRole(tx, account, id);
  if (role === undefined) throw new ApiError('resource_missing', { param: 'id', message: `No such role of this place: '${id}'.` });
  return role;
}

/** Makes a role, of no more than its maker may do. Throws `forbidden`, `parameter_invalid` or `role_name_taken`. */
export async function createRole(tx: Transaction, parts: TeamParts, context: RequestContext, input: RoleInput): Promise<OwnRole> {
  const { actor } = await lockedTeam(tx, context);
  assertNamed(input);
  assertSighted(input);
  const role: OwnRole = { ...input, id: parts.makeId('role'), permissions: inOrder(input.permissions) };
  assertMayGive(actor, { role: 'own', ownRole: role });
  if (!(await insertStaffRole(tx, context.caller.account, role, context.now))) throw new ApiError('role_name_taken', { param: 'name' });
  await parts.record(tx, { ...teamLine(context), action: 'role.create', target: role.id, details: { after: inLog(role) } });
  return role;
}

/**
 * Changes a role, for everybody who has it, from their next request on. Nobody changes the role that they have themselves. Throws
 * `resource_missing`, `forbidden`, `parameter_invalid` or `role_name_taken`.
 */
export async function updateRole(
  tx: Transaction,
  parts: TeamParts,
  context: RequestContext,
  id: string,
  changed: (before: OwnRole) => RoleInput,
): Promise<OwnRole> {
  const { account } = context.caller;
  const { actor } = await lockedTeam(tx, context);
  const before = await requireStaffRole(tx, account, id);
  const input = changed(before);
  assertNamed(input);
  const role: OwnRole = { ...input, id, permissions: inOrder(input.permissions) };
  if (actor.ownRole?.id === id) throw new ApiError('forbidden', { message: 'Nobody changes their own role. Ask somebody else who may.' });
  assertSighted(role);
  assertMayGive(actor, { role: 'own', ownRole: before });
  assertMayGive(actor, { role: 'own', ownRole: role });
  if (!(await updateStaffRole(tx, account, role))) throw new ApiError('role_name_taken', { param: 'name' });
  const details = { before: inLog(before), after: inLog(role) };
  await parts.record(tx, { ...teamLine(context), action: 'role.update', target: id, details });
  return role;
}

/** Takes a role out of use. Throws `resource_missing`, `forbidden` or `role_in_use`. */
export async function deleteRole(tx: Transaction, parts: TeamParts, context: RequestContext, id: string): Promise<void> {
  const { account } = context.caller;
  const { actor } = await lockedTeam(tx, context);
  const before = await requireStaffRole(tx, account, id);
  assertMayGive(actor, { role: 'own', ownRole: before });
  if (!(await deleteStaffRole(tx, account, id, context.now))) throw new ApiError('role_in_use');
  await parts.record(tx, { ...teamLine(context), action: 'role.delete', target: id, details: { before: inLog(before) } });
}
