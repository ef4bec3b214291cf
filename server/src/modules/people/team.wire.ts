import { wireAmount } from '@guichet/contract/money.ts';
import type { Ceilings, Sight } from '@guichet/contract/rights.ts';
import type { CeilingsView, SightView } from '@guichet/contract/rightsViews.ts';
import type { InvitationView, TeamMemberView, TeamRoleView } from '@guichet/contract/teamViews.ts';
import { unixSeconds } from '@guichet/contract/time.ts';
import type { Invitation } from './invitation.ts';
import type { Member } from './member.ts';
import { type HeldRole, mayGive, rightsOf, roleIdOf } from './rights.rules.ts';

const amountOf = (amount: bigint | null): number | null => (amount === null ? null : wireAmount(amount));

export const sightView = ({ ownPayments, hidesContacts }: Sight): SightView => ({
  own_payments: ownPayments,
  hides_contacts: hidesContacts,
});

export const ceilingsView = ({ charge, refund, day }: Ceilings): CeilingsView => ({
  charge: amountOf(charge),
  refund: amountOf(refund),
  day: amountOf(day),
});

/** A role, as whoever has `viewer`'s rights sees it. */
export function roleView(
  held: HeldRole,
  { members, viewer }: { members: readonly HeldRole[]; viewer: HeldRole | undefined },
): TeamRoleView {
  const { permissions, sight, ceilings } = rightsOf(held);
  const id = roleIdOf(held);
  return {
    id,
    name: held.ownRole?.name ?? null,
    permissions,
    ...sightView(sight),
    ceilings: ceilingsView(ceilings),
    members: members.filter((member) => roleIdOf(member) === id).length,
    may_give: viewer !== undefined && mayGive(viewer, held),
  };
}

export function memberView(member: Member, members: readonly Member[], viewerId: string): TeamMemberView {
  const viewer = members.find(({ id }) => id === viewerId);
  const isYou = member.id === viewerId;
  const mayTouch = viewer !== undefined && mayGive(viewer, member);
  const isLastOwner = member.role === 'owner' && members.filter(({ role }) => role === 'owner').length === 1;
  return {
    id: member.id,
    name: member.name,
    email: member.email,
    role: roleIdOf(member),
    role_name: member.ownRole?.name ?? null,
    joined: unixSeconds(member.joined),
    is_you: isYou,
    may_change: mayTouch && !isYou && !isLastOwner,
    may_remove: (mayTouch || isYou) && !isLastOwner,
  };
}

export const invitationView = (invitation: Invitation, now: Date): InvitationView => ({
  id: invitation.id,
  email: invitation.email,
  role: roleIdOf(invitation),
  role_name: invitation.ownRole?.name ?? null,
  language: invitation.language,
  status: invitation.expires.getTime() > now.getTime() ? 'open' : 'expired',
  invited_by: invitation.invitedBy,
  created: unixSeconds(invitation.created),
  expires: unixSeconds(invitation.expires),
});
