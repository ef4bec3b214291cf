import type { InvitationView } from '@guichet/contract/teamViews.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '../../components/controls/Button.tsx';
import { Badge } from '../../components/StatusBadge.tsx';
import styles from '../../components/Table.module.css';
import { useFormats } from '../../language/useFormats.ts';
import { useRoleName } from '../../language/useRoleName.ts';

interface InvitationTableProps {
  readonly invitations: readonly InvitationView[];
  readonly busy: boolean;
  readonly onResend: (invitation: InvitationView) => void;
  readonly onRevoke: (invitation: InvitationView) => void;
}

/** Who was asked and has not come yet. */
export function InvitationTable({ invitations, busy, onResend, onRevoke }: InvitationTableProps) {
  const { t } = useLingui();
  const formats = useFormats();
  const roleName = useRoleName();
  return (
    <table className={styles.table} aria-label={t`Invitations`}>
      <thead>
        <tr>
          <th scope="col">
            <Trans>E-mail address</Trans>
          </th>
          <th scope="col">
            <Trans>Status</Trans>
          </th>
          <th scope="col">
            <Trans>Role</Trans>
          </th>
          <th scope="col">
            <Trans>Good until</Trans>
          </th>
          <td />
        </tr>
      </thead>
      <tbody>
        {invitations.map((invitation) => {
          const { email } = invitation;
          return (
            <tr key={invitation.id}>
              <td data-cell="lead">{email}</td>
              <td data-cell="side">
                {invitation.status === 'open' ? <Badge tone="warn">{t`Invited`}</Badge> : <Badge tone="plain">{t`Too old`}</Badge>}
              </td>
              <td>{roleName(invitation.role, invitation.role_name)}</td>
              <td>
                <span className={styles.only}>
                  <Trans>Good until</Trans>{' '}
                </span>
                {formats.moment(invitation.expires)}
              </td>
              <td className={styles.end}>
                <Button
                  variant="subtle"
                  disabled={busy}
                  aria-label={t`Send the invitation to ${email} again`}
                  onClick={() => onResend(invitation)}
                >
                  <Trans>Send again</Trans>
                </Button>
                <Button
                  variant="subtle"
                  disabled={busy}
                  aria-label={t`Withdraw the invitation to ${email}`}
                  onClick={() => onRevoke(invitation)}
                >
                  <Trans>Withdraw</Trans>
                </Button>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
