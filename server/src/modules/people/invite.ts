import { ApiError } from '@guichet/contract/errors.ts';
import type { Language } from '@guichet/contract/terminal.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { Letterbox } from '../../platform/letterbox.ts';
import { readTenant } from '../../platform/tenants.store.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { INVITATION_LIFE_MS, type Invitation } from './invitation.ts';
import { invitationLetter } from './invitationLetter.ts';
import type { InvitationLinks } from './invitationLinks.ts';
import { insertInvitation, lockInvitation, lockInvitationsOf, renewInvitation, revokeInvitationRow } from './invitations.store.ts';
import { signInAddress } from './newPlace.rules.ts';
import { assertMayGive, lockedTeam, requireRole, roleInLog, type TeamParts, teamLine } from './team.ts';

export interface InviteParts extends TeamParts {
  readonly links: InvitationLinks;
  readonly letters: Letterbox;
  /** Where browsers reach us. */
  readonly baseUrl: () => string;
}

async function post(tx: Transaction, parts: InviteParts, context: RequestContext, invitation: Invitation): Promise<void> {
  const { caller, now } = context;
  const { businessName } = await readTenant(tx, caller.tenantId);
  const letter = invitationLetter(invitation, {
    language: invitation.language,
    business: businessName,
    inviter: caller.actor.name,
    url: parts.links.stored(parts.baseUrl(), invitation),
  });
  const { tenantId, actor } = caller;
  await parts.letters.post(tx, { tenantId, kind: 'invitation', recipient: invitation.email, letter, actor, now });
}

const lineOf = (
  context: RequestContext,
  action: 'invitation.create' | 'invitation.resend' | 'invitation.revoke',
  invitation: Invitation,
) => ({
  ...teamLine(context),
  action,
  target: invitation.id,
  details: roleInLog(invitation),
  personal: { to: invitation.email },
});

/**
 * Asks somebody to work here: one link, good for seven days, by mail. Whoever was asked before at this address gets the new one instead,
 * unless what they were asked to do is more than the caller may give, and so take away.
 * Throws `email_invalid`, `parameter_invalid`, `forbidden` or `member_exists`.
 */
export async function invite(
  tx: Transaction,
  parts: InviteParts,
  context: RequestContext,
  input: { readonly email: string; readonly role: string; readonly language: Language },
): Promise<Invitation> {
  const { caller, now } = context;
  const email = signInAddress(input.email);
  if (email === null) throw new ApiError('email_invalid', { param: 'email' });
  const { members, actor } = await lockedTeam(tx, context);
  const role = await requireRole(tx, caller.account, input.role);
  assertMayGive(actor, role);
  if (members.some((member) => member.email === email)) throw new ApiError('member_exists', { param: 'email' });
  for (const before of await lockInvitationsOf(tx, caller.account, email)) {
    assertMayGive(actor, before);
    await revokeInvitationRow(tx, caller.account, before.id, now);
  }
  const invitation: Invitation = {
    account: caller.account,
    id: parts.makeId('invt'),
    email,
    ...role,
    language: input.language,
    serial: 1,
    invitedBy: { id: actor.id, name: actor.name },
    created: now,
    expires: new Date(now.getTime() + INVITATION_LIFE_MS),
    accepted: null,
    revoked: null,
  };
  await insertInvitation(tx, invitation, actor.id);
  await post(tx, parts, context, invitation);
  await parts.record(tx, lineOf(context, 'invitation.create', invitation));
  return invitation;
}

async function requireWaiting(tx: Transaction, { caller }: RequestContext, id: string): Promise<Invitation> {
  const invitation = await lockInvitation(tx, caller.account, id);
  if (invitation === undefined) throw new ApiError('resource_missing', { param: 'id', message: `No such invitation: '${id}'.` });
  if (invitation.accepted !== null || invitation.revoked !== null) throw new ApiError('invitation_invalid');
  return invitation;
}

/** Sends it again, with a new link and seven new days; the link before is worth nothing. Throws `resource_missing`, `forbidden` or `invitation_invalid`. */
export async function resendInvitation(tx: Transaction, parts: InviteParts, context: RequestContext, id: string): Promise<Invitation> {
  const { actor } = await lockedTeam(tx, context);
  const before = await requireWaiting(tx, context, id);
  assertMayGive(actor, before);
  const invitation = { ...before, serial: before.serial + 1, expires: new Date(context.now.getTime() + INVITATION_LIFE_MS) };
  await renewInvitation(tx, invitation);
  await post(tx, parts, context, invitation);
  await parts.record(tx, lineOf(context, 'invitation.resend', invitation));
  return invitation;
}

/** Withdraws it. Throws `resource_missing`, `forbidden` or `invitation_invalid`. */
export async function revokeInvitation(tx: Transaction, parts: InviteParts, context: RequestContext, id: string): Promise<Invitation> {
  const { actor } = await lockedTeam(tx, context);
  const invitation = await requireWaiting(tx, context, id);
  assertMayGive(actor, invitation);
  await revokeInvitationRow(tx, invitation.account, id, context.now);
  await parts.record(tx, lineOf(context, 'invitation.revoke', invitation));
  return { ...invitation, revoked: context.now };
}
