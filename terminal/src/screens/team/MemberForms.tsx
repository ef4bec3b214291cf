import type { TeamMemberView, TeamRoleView } from '@guichet/contract/teamViews.ts';
import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import { postJson, remove } from '../../api/client.ts';
import { Button } from '../../components/controls/Button.tsx';
import { DialogBody, DialogButtons } from '../../components/DialogBody.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { RoleSelect } from './RoleSelect.tsx';
import { useTeamChange } from './useTeamChange.ts';

interface MemberFormProps {
  readonly member: TeamMemberView;
  readonly onClose: () => void;
}

const pathOf = ({ id }: TeamMemberView): string => `/guichet/v1/members/${encodeURIComponent(id)}`;

export function ChangeRoleForm({ member, roles, onClose }: MemberFormProps & { roles: readonly TeamRoleView[] }) {
  const [role, setRole] = useState(member.role);
  const change = useTeamChange(
    (given: { role: string }, idempotencyKey) => postJson<TeamMemberView>(pathOf(member), given, { idempotencyKey }),
    onClose,
  );
  const { name } = member;
  return (
    <DialogBody onSubmit={() => (change.isPending ? undefined : change.mutate({ role }))}>
      <p>
        <Trans>What {name} may do changes at once, without signing in again.</Trans>
      </p>
      <RoleSelect roles={roles} value={role} focused onChange={setRole} />
      {change.isError ? <FailureNotice error={change.error} /> : null}
      <DialogButtons onCancel={onClose}>
        <Button type="submit" loading={change.isPending}>
          <Trans>Change role</Trans>
        </Button>
      </DialogButtons>
    </DialogBody>
  );
}

export function RemoveMemberForm({ member, onClose }: MemberFormProps) {
  const taken = useTeamChange(
    (_given: { id: string }, idempotencyKey) => remove<object>(pathOf(member), { idempotencyKey }),
    // Who has left sees the door.
    () => (member.is_you ? window.location.assign('/') : onClose()),
  );
  const { name } = member;
  return (
    <DialogBody onSubmit={() => (taken.isPending ? undefined : taken.mutate({ id: member.id }))}>
      <p>
        {member.is_you ? (
          <Trans>You are signed out and can no longer work here. Somebody else would have to invite you again.</Trans>
        ) : (
          <Trans>
            {name} is signed out at once. Payments and the activity keep the name, and keys that {name} made go on working until they are
            revoked.
          </Trans>
        )}
      </p>
      {taken.isError ? <FailureNotice error={taken.error} /> : null}
      <DialogButtons onCancel={onClose}>
        <Button type="submit" data-autofocus loading={taken.isPending}>
          {member.is_you ? <Trans>Leave</Trans> : <Trans>Remove</Trans>}
        </Button>
      </DialogButtons>
    </DialogBody>
  );
}
