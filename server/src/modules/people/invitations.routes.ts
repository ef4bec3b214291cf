import type { Invitations, JoinedView, OpenInvitationView, SentInvitationView } from '@guichet/contract/teamViews.ts';
import { LANGUAGES } from '@guichet/contract/terminal.ts';
import { fields } from '../../http/fields.ts';
import { type AnyRoute, ok, publicRoute, route } from '../../http/route.ts';
import { once } from '../../platform/once.ts';
import { withTransaction } from '../../platform/transaction.ts';
import { type AcceptParts, joinAsKnownPerson, joinAsNewPerson, placeOfInvitation, requireOpenInvitation } from './acceptInvitation.ts';
import type { Invitation } from './invitation.ts';
import { openInvitations } from './invitations.store.ts';
import { type InviteParts, invite, resendInvitation, revokeInvitation } from './invite.ts';
import { findPersonByEmail } from './people.store.ts';
import { clientOf, refuseOtherSites, type SessionRouteDeps } from './session.routes.ts';
import { signIn } from './signIn.ts';
import { invitationView } from './team.wire.ts';

export interface InvitationRouteDeps extends SessionRouteDeps, InviteParts, AcceptParts {}

const PERMISSION = 'team.write';
const { enumOf, object, text, unreadText, email } = fields;

/** A link holds 43 characters that nobody types, behind an id of ours. */
const token = () => unreadText({ max: 200 });

function whatWasSent({ links, baseUrl, isMailConfigured }: InvitationRouteDeps, invitation: Invitation, now: Date): SentInvitationView {
  const url = isMailConfigured ? null : links.whole(baseUrl(), invitation);
  return { ...invitationView(invitation, now), url };
}

/** What those do who ask others in. */
function inviting(deps: InvitationRouteDeps): AnyRoute[] {
  const { db, letters } = deps;
  return [
    route({
      method: 'GET',
      path: '/guichet/v1/invitations',
      permission: PERMISSION,
      answers: 'invitations',
      handler: async ({ context: { caller, now } }) =>
        ok({ data: (await openInvitations(db, caller.account)).map((each) => invitationView(each, now)) } satisfies Invitations),
    }),
    route({
      method: 'POST',
      path: '/guichet/v1/invitations',
      permission: PERMISSION,
      stepUp: true,
      answers: 'sent_invitation_view',
      body: object({ email: email(), role: text({ max: 255 }), language: enumOf(LANGUAGES) }),
      // The answer may hold the link, and is not kept under an Idempotency-Key: a repeat sends a new link in place of the first.
      handler: async ({ context, body }) => {
        const made = await withTransaction(db, (tx) => invite(tx, deps, context, body));
        letters.wake();
        return ok(whatWasSent(deps, made, context.now));
      },
    }),
    route({
      method: 'POST',
      path: '/guichet/v1/invitations/:id/resend',
      permission: PERMISSION,
      stepUp: true,
      answers: 'sent_invitation_view',
      handler: async ({ context, params }) => {
        const sent = await withTransaction(db, (tx) => resendInvitation(tx, deps, context, params.id));
        letters.wake();
        return ok(whatWasSent(deps, sent, context.now));
      },
    }),
    route({
      method: 'POST',
      path: '/guichet/v1/invitations/:id/revoke',
      permission: PERMISSION,
      answers: 'invitation_view',
      handler: ({ context, params }) =>
        once(db, context, async (tx) => ok(invitationView(await revokeInvitation(tx, deps, context, params.id), context.now))),
    }),
  ];
}

/** What the page behind the link does. Whoever holds the link is whom the mail was sent to. */
function accepting(deps: InvitationRouteDeps): AnyRoute[] {
  return [
    publicRoute({
      method: 'POST',
      path: '/guichet/v1/invitations/look',
      answers: 'open_invitation_view',
      body: object({ token: token() }),
      handler: async ({ context, body }) => {
        const invitation = await requireOpenInvitation(deps, body.token, context.now);
        const [place, person] = await Promise.all([placeOfInvitation(deps, invitation), findPersonByEmail(deps.db, invitation.email)]);
        const { role, role_name, email: address, language } = invitationView(invitation, context.now);
        const shown = { business_name: place.businessName, email: address, language, role, role_name };
        const invitedBy = invitation.invitedBy?.name ?? null;
        return ok({ ...shown, invited_by: invitedBy, has_account: person !== undefined } satisfies OpenInvitationView);
      },
    }),
    publicRoute({
      method: 'POST',
      path: '/guichet/v1/invitations/accept',
      answers: 'joined_view',
      body: object({ token: token(), name: text({ max: 200 }), password: unreadText({ max: 300 }), language: enumOf(LANGUAGES) }),
      handler: async ({ context, body, raw }) => {
        refuseOtherSites(raw, deps.publicUrl);
        const invitation = await requireOpenInvitation(deps, body.token, context.now);
        await joinAsNewPerson(deps, invitation, body, context);
        const { cookies } = await signIn(deps, invitation.email, body.password, clientOf(context, raw));
        return { status: 200, body: { joined: true } satisfies JoinedView, headers: { 'set-cookie': cookies } };
      },
    }),
    publicRoute({
      method: 'POST',
      path: '/guichet/v1/invitations/join',
      answers: 'joined_view',
      body: object({ token: token() }),
      handler: async ({ context, body, raw }) => {
        refuseOtherSites(raw, deps.publicUrl);
        const invitation = await requireOpenInvitation(deps, body.token, context.now);
        const session = await deps.sessions.read(raw.headers.cookie, context.now);
        await joinAsKnownPerson(deps, invitation, session?.person ?? null, context);
        return ok({ joined: true } satisfies JoinedView);
      },
    }),
  ];
}

/** Asking people in, and coming in. */
export const invitationRoutes = (deps: InvitationRouteDeps): AnyRoute[] => [...inviting(deps), ...accepting(deps)];
