import type { TeamMemberView } from '@guichet/contract/teamViews.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '../../components/controls/Button.tsx';
import styles from '../../components/Table.module.css';
import { useFormats } from '../../language/useFormats.ts';
import { useRoleName } from '../../language/useRoleName.ts';

interface MemberTableProps {
  readonly members: readonly TeamMemberView[];
  readonly onChange: (member: TeamMemberView) => void;
  readonly onRemove: (member: TeamMemberView) => void;
}

export function MemberTable({ members, onChange, onRemove }: MemberTableProps) {
  const { t } = useLingui();
  const formats = useFormats();
  const roleName = useRoleName();
  return (
    <table className={styles.table} aria-label={t`People`}>
      <thead>
        <tr>
          <th scope="col">
            <Trans>Name</Trans>
          </th>
          <th scope="col">
            <Trans>Role</Trans>
          </th>
          <th scope="col">
            <Trans>Since</Trans>
          </th>
          <td />
        </tr>
      </thead>
      <tbody>
        {members.map((member) => {
          const { name } = member;
          return (
            <tr key={member.id}>
              <td data-cell="lead">
                <span className={styles.line}>
                  <strong>{name}</strong> {member.is_you ? <Trans>(you)</Trans> : null}
                </span>
                <span className={styles.second}>{member.email}</span>
              </td>
              <td data-cell="side">{roleName(member.role, member.role_name)}</td>
              <td>
                <span className={styles.only}>
                  <Trans>Since</Trans>{' '}
                </span>
                {formats.day(member.joined)}
              </td>
              <td className={styles.end}>
                {member.may_change ? (
                  <Button variant="subtle" aria-label={t`Change the role of ${name}`} onClick={() => onChange(member)}>
                    <Trans>Change role</Trans>
                  </Button>
                ) : null}
                {member.may_remove ? (
                  <Button variant="subtle" aria-label={t`Remove ${name}`} onClick={() => onRemove(member)}>
                    {member.is_you ? <Trans>Leave</Trans> : <Trans>Remove</Trans>}
                  </Button>
                ) : null}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
