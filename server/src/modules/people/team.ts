import { ApiError } from '@guichet/contract/errors.ts';
import type { Caller, RequestContext } from '../../platform/context.ts';
import type { MakeId } from '../../platform/ids.ts';
import type { Transaction } from '../../platform/transaction.ts';
import type { RecordActivity } from '../activity/index.ts';
import type { Member } from './member.ts';
import { lockMembers } from './members.store.ts';
import { builtInRole, type HeldRole, mayGive } from './rights.rules.ts';
import { lockStaffRole } from './staffRoles.store.ts';

/** What every change of the team needs. */
export interface TeamParts {
  readonly makeId: MakeId;
  readonly record: RecordActivity;
}

/** The team as it stands while nobody else changes it, and who asks for the change. */
export interface LockedTeam {
  readonly members: readonly Member[];
  readonly actor: Member;
}

/** Throws `forbidden` for who is not, or no longer, a member. */
export async function lockedTeam(tx: Transaction, { caller }: RequestContext): Promise<LockedTeam> {
  const members = await lockMembers(tx, caller.account);
  const actor = members.find(({ id }) => id === caller.actor.id);
  if (actor === undefined) throw new ApiError('forbidden', { message: 'Only people who work here may change the team.' });
  return { members, actor };
}

/** The role of a name or an id. Throws `parameter_invalid`. */
export async function requireRole(tx: Transaction, account: string, id: string): Promise<HeldRole> {
  const builtIn = builtInRole(id);
  if (builtIn !== null) return builtIn;
  const ownRole = await lockStaffRole(tx, account, id);
  if (ownRole === undefined) throw new ApiError('parameter_invalid', { param: 'role', message: `No such role: '${id}'.` });
  return { role: 'own', ownRole };
}

/** Throws `forbidden` where somebody would give, or take, more than they have. */
export function assertMayGive(actor: HeldRole, role: HeldRole): void {
  if (mayGive(actor, role)) return;
  throw new ApiError('forbidden', {
    message:
      role.role === 'owner'
        ? 'Only an owner may make, change or remove an owner.'
        : 'This role may do more than yours does. Ask somebody who may do all of it.',
  });
}

/** The tenant whose log keeps what concerns the whole account. */
export const logOf = ({ tenantId, accountTenantId = tenantId }: Pick<Caller, 'tenantId' | 'accountTenantId'>): number => accountTenantId;

/** The activity line of something that was done to the team. */
export const teamLine = (context: RequestContext) =>
  ({ tenantId: logOf(context.caller), at: context.now, actor: context.caller.actor, ip: context.ip }) as const;

/** How a role stands in the activity log. */
export const roleInLog = ({ role, ownRole }: HeldRole) => (ownRole === null ? { role } : { role: ownRole.id, role_name: ownRole.name });
