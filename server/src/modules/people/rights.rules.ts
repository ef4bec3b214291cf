import { type MemberRole, type Permission, ROLE_PERMISSIONS, ROLES, type Role } from '@guichet/contract/permissions.ts';
import type { Ceilings, Sight } from '@guichet/contract/rights.ts';

/** A role that a place made for itself. */
export interface OwnRole {
  readonly id: string;
  readonly name: string;
  readonly permissions: readonly Permission[];
  readonly sight: Sight;
  readonly ceilings: Ceilings;
}

/** What somebody is: one of the six, or of an own role. */
export interface HeldRole {
  readonly role: MemberRole;
  readonly ownRole: OwnRole | null;
}

/** What somebody may do, see and move. */
export interface Rights {
  readonly permissions: readonly Permission[];
  readonly sight: Sight;
  readonly ceilings: Ceilings;
}

export const SEES_ALL: Sight = { ownPayments: false, hidesContacts: false };
export const NO_CEILINGS: Ceilings = { charge: null, refund: null, day: null };

const isBuiltIn = (role: string): role is Role => (ROLES as readonly string[]).includes(role);

/** The rights of a role. One of the six has neither ceilings nor anything that it does not see. */
export function rightsOf({ role, ownRole }: HeldRole): Rights {
  if (ownRole !== null) return ownRole;
  return { permissions: isBuiltIn(role) ? ROLE_PERMISSIONS[role] : [], sight: SEES_ALL, ceilings: NO_CEILINGS };
}

/** What a caller carries of their rights. */
export interface CarriedRights {
  readonly permissions: ReadonlySet<Permission>;
  readonly sight?: Sight;
  readonly ceilings?: Ceilings;
}

/** What a caller carries of it: what they see and how much they may move only where that is not all, so that nobody else pays for asking. */
export function callerRights({ permissions, sight, ceilings }: Rights): CarriedRights {
  const seesAll = !sight.ownPayments && !sight.hidesContacts;
  const isUnbounded = ceilings.charge === null && ceilings.refund === null && ceilings.day === null;
  return { permissions: new Set(permissions), ...(seesAll ? {} : { sight }), ...(isUnbounded ? {} : { ceilings }) };
}

/** How a role is named in answers: `cashier`, or the id of an own one. */
export const roleIdOf = ({ role, ownRole }: HeldRole): string => ownRole?.id ?? role;

/** One of the six by its name; null for any other text. */
export const builtInRole = (id: string): HeldRole | null => (isBuiltIn(id) ? { role: id, ownRole: null } : null);

const withinCeiling = (given: bigint | null, giver: bigint | null): boolean => giver === null || (given !== null && given <= giver);

/** Whether none of these ceilings is above those. */
export const withinCeilings = (given: Ceilings, giver: Ceilings): boolean =>
  withinCeiling(given.charge, giver.charge) && withinCeiling(given.refund, giver.refund) && withinCeiling(given.day, giver.day);

/** Whether these rights are no more than those: nobody gives what they do not have. */
export function covers(giver: Rights, given: Rights): boolean {
  const own = new Set(giver.permissions);
  return (
    given.permissions.every((permission) => own.has(permission)) &&
    (!giver.sight.ownPayments || given.sight.ownPayments) &&
    (!giver.sight.hidesContacts || given.sight.hidesContacts) &&
    withinCeilings(given.ceilings, giver.ceilings)
  );
}

/** Whether somebody may give a role, or take it from somebody. An owner is made, changed and removed by owners alone. */
export const mayGive = (giver: HeldRole, given: HeldRole): boolean =>
  giver.role === 'owner' || (given.role !== 'owner' && covers(rightsOf(giver), rightsOf(given)));
