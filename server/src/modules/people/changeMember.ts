import { ApiError } from '@guichet/contract/errors.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { Transaction } from '../../platform/transaction.ts';
import type { Member } from './member.ts';
import { changeMemberRole, deleteMember } from './members.store.ts';
import { roleIdOf } from './rights.rules.ts';
import { assertMayGive, type LockedTeam, lockedTeam, requireRole, roleInLog, type TeamParts, teamLine } from './team.ts';

function requireMember({ members }: LockedTeam, id: string): Member {
  const member = members.find((each) => each.id === id);
  if (member === undefined) throw new ApiError('resource_missing', { param: 'id', message: 'Nobody of this id works here.' });
  return member;
}

function assertNotLastOwner({ members }: LockedTeam, { role }: Member): void {
  if (role === 'owner' && members.filter((each) => each.role === 'owner').length === 1) throw new ApiError('last_owner');
}

/** Gives a member another role. Nobody changes their own. Throws `resource_missing`, `forbidden`, `last_owner` or `parameter_invalid`. */
export async function changeMember(
  tx: Transaction,
  { record }: TeamParts,
  context: RequestContext,
  id: string,
  roleId: string,
): Promise<Member> {
  const { account } = context.caller;
  const team = await lockedTeam(tx, context);
  const member = requireMember(team, id);
  const role = await requireRole(tx, account, roleId);
  if (member.id === team.actor.id)
    throw new ApiError('forbidden', { message: 'Nobody changes their own role. Ask somebody else who may.' });
  assertMayGive(team.actor, member);
  assertMayGive(team.actor, role);
  if (roleIdOf(member) === roleIdOf(role)) return member;
  assertNotLastOwner(team, member);
  await changeMemberRole(tx, { account, userId: id, ...role });
  const details = { before: roleInLog(member), after: roleInLog(role) };
  await record(tx, { ...teamLine(context), action: 'member.update', target: id, details, personal: { member: { name: member.name } } });
  return { ...member, ...role };
}

/**
 * Takes a member off the list: from the next request on their sessions reach nothing here. What they did stays under their name, and so do
 * the keys that they made. Throws `resource_missing`, `forbidden` or `last_owner`.
 */
export async function removeMember(tx: Transaction, { record }: TeamParts, context: RequestContext, id: string): Promise<void> {
  const team = await lockedTeam(tx, context);
  const member = requireMember(team, id);
  if (member.id !== team.actor.id) assertMayGive(team.actor, member);
  assertNotLastOwner(team, member);
  await deleteMember(tx, context.caller.account, id);
  await record(tx, {
    ...teamLine(context),
    action: 'member.delete',
    target: id,
    details: { before: roleInLog(member) },
    personal: { member: { name: member.name, email: member.email } },
  });
}
