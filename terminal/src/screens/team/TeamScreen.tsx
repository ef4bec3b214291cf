import type { InvitationView, SentInvitationView, TeamMemberView, TeamRoleView } from '@guichet/contract/teamViews.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { postJson } from '../../api/client.ts';
import { invitationsQuery, membersQuery, rolesQuery } from '../../api/teamQueries.ts';
import { Button } from '../../components/controls/Button.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Icon } from '../../components/Icon.tsx';
import { Page, Panel } from '../../components/Page.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { InvitationTable } from './InvitationTable.tsx';
import { InvitationSent, InviteForm } from './InviteForm.tsx';
import { ChangeRoleForm, RemoveMemberForm } from './MemberForms.tsx';
import { MemberTable } from './MemberTable.tsx';
import { DeleteRoleForm, RoleForm } from './RoleForm.tsx';
import { RoleTable } from './RoleTable.tsx';
import { useTeamChange } from './useTeamChange.ts';

type Open =
  | { readonly kind: 'invite' }
  | { readonly kind: 'sent'; readonly invitation: SentInvitationView }
  | { readonly kind: 'change'; readonly member: TeamMemberView }
  | { readonly kind: 'remove'; readonly member: TeamMemberView }
  | { readonly kind: 'role'; readonly role: TeamRoleView | null }
  | { readonly kind: 'delete'; readonly role: TeamRoleView };

function useTitle(open: Open | null): string {
  const { t } = useLingui();
  if (open === null) return '';
  if (open.kind === 'invite') return t`Invite somebody`;
  if (open.kind === 'sent') return t`Invitation`;
  if (open.kind === 'change') return t`Change role`;
  if (open.kind === 'remove') return open.member.is_you ? t`Leave this place?` : t`Remove this person?`;
  if (open.kind === 'delete') return t`Delete this role?`;
  return open.role === null ? t`New role` : t`Change this role`;
}

function OpenDialog({ open, roles, show }: { open: Open; roles: readonly TeamRoleView[]; show: (next: Open | null) => void }) {
  const close = () => show(null);
  if (open.kind === 'invite')
    return <InviteForm roles={roles} onSent={(invitation) => show({ kind: 'sent', invitation })} onClose={close} />;
  if (open.kind === 'sent') return <InvitationSent invitation={open.invitation} onClose={close} />;
  if (open.kind === 'change') return <ChangeRoleForm member={open.member} roles={roles} onClose={close} />;
  if (open.kind === 'remove') return <RemoveMemberForm member={open.member} onClose={close} />;
  if (open.kind === 'delete') return <DeleteRoleForm role={open.role} onClose={close} />;
  return <RoleForm role={open.role} onClose={close} />;
}

/** Those who were asked: sent again or withdrawn with one press, since neither loses anything. */
function InvitationsPanel({ onSent }: { onSent: (invitation: SentInvitationView) => void }) {
  const { t } = useLingui();
  const invitations = useQuery(invitationsQuery);
  const resend = useTeamChange(
    ({ id }: InvitationView) => postJson<SentInvitationView>(`/guichet/v1/invitations/${encodeURIComponent(id)}/resend`, {}),
    onSent,
  );
  const revoke = useTeamChange(
    ({ id }: InvitationView, idempotencyKey) =>
      postJson<InvitationView>(`/guichet/v1/invitations/${encodeURIComponent(id)}/revoke`, {}, { idempotencyKey }),
    () => {},
  );
  const failure = resend.error ?? revoke.error;
  if (invitations.isError) return <FailureNotice error={invitations.error} retry={() => void invitations.refetch()} />;
  if (invitations.data === undefined || invitations.data.length === 0) return null;
  return (
    <Panel title={t`Invitations`} flush>
      {failure === null ? null : <FailureNotice error={failure} />}
      <InvitationTable
        invitations={invitations.data}
        busy={resend.isPending || revoke.isPending}
        onResend={(invitation) => resend.mutate(invitation)}
        onRevoke={(invitation) => revoke.mutate(invitation)}
      />
    </Panel>
  );
}

/** Who works here, who was asked to, and what each of them may do. */
export function TeamScreen() {
  const { t } = useLingui();
  const members = useQuery(membersQuery);
  const roles = useQuery(rolesQuery);
  const [open, show] = useState<Open | null>(null);
  const title = useTitle(open);
  return (
    <Page
      title={t`Team`}
      actions={
        <Button leftSection={<Icon name="plus" />} disabled={roles.data === undefined} onClick={() => show({ kind: 'invite' })}>
          <Trans>Invite somebody</Trans>
        </Button>
      }
    >
      {members.isError ? <FailureNotice error={members.error} retry={() => void members.refetch()} /> : null}
      <Panel title={t`People`} flush>
        {members.data === undefined ? (
          <Skeleton lines={3} />
        ) : (
          <MemberTable
            members={members.data}
            onChange={(member) => show({ kind: 'change', member })}
            onRemove={(member) => show({ kind: 'remove', member })}
          />
        )}
      </Panel>
      <InvitationsPanel onSent={(invitation) => show({ kind: 'sent', invitation })} />
      {roles.isError ? <FailureNotice error={roles.error} retry={() => void roles.refetch()} /> : null}
      <Panel
        title={t`Roles`}
        flush
        actions={
          <Button variant="default" leftSection={<Icon name="plus" />} onClick={() => show({ kind: 'role', role: null })}>
            <Trans>New role</Trans>
          </Button>
        }
      >
        {roles.data === undefined ? (
          <Skeleton lines={6} />
        ) : (
          <RoleTable
            roles={roles.data}
            onEdit={(role) => show({ kind: 'role', role })}
            onDelete={(role) => show({ kind: 'delete', role })}
          />
        )}
      </Panel>
      <Dialog
        opened={open !== null}
        onClose={() => show(null)}
        title={title}
        closesOutside={open?.kind !== 'sent' && open?.kind !== 'role'}
      >
        {open === null ? null : <OpenDialog open={open} roles={roles.data ?? []} show={show} />}
      </Dialog>
    </Page>
  );
}
