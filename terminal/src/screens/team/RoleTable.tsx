import type { TeamRoleView } from '@guichet/contract/teamViews.ts';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button } from '../../components/controls/Button.tsx';
import styles from '../../components/Table.module.css';
import { useRoleName } from '../../language/useRoleName.ts';
import { useSession } from '../../shell/SessionContext.ts';
import { CeilingLines } from './CeilingLines.tsx';
import own from './RoleTable.module.css';
import { PERMISSION_WORDS, ROLE_PURPOSES } from './roleWords.ts';

/** What somebody of a role may do, and within which bounds, in a few lines. */
function RoleBounds({ role }: { role: TeamRoleView }) {
  const { i18n } = useLingui();
  const purpose = ROLE_PURPOSES[role.id];
  if (purpose !== undefined) return i18n._(purpose);
  const permissions = PERMISSION_WORDS.filter(({ permission }) => role.permissions.includes(permission)).map(({ words }) => i18n._(words));
  return (
    <>
      <span className={styles.line}>{permissions.join(' · ')}</span>
      {role.own_payments ? (
        <span className={styles.line}>
          <Trans>Sees only their own payments.</Trans>
        </span>
      ) : null}
      {role.hides_contacts ? (
        <span className={styles.line}>
          <Trans>Does not see contact details.</Trans>
        </span>
      ) : null}
      <CeilingLines ceilings={role.ceilings} />
    </>
  );
}

interface RoleTableProps {
  readonly roles: readonly TeamRoleView[];
  readonly onEdit: (role: TeamRoleView) => void;
  readonly onDelete: (role: TeamRoleView) => void;
}

export function RoleTable({ roles, onEdit, onDelete }: RoleTableProps) {
  const { t } = useLingui();
  const roleName = useRoleName();
  // Nobody changes what they may do themselves; names of roles are unique.
  const { role_name: ownRole } = useSession();
  return (
    <table className={styles.table} aria-label={t`Roles`}>
      <thead>
        <tr>
          <th scope="col">
            <Trans>Role</Trans>
          </th>
          <th scope="col">
            <Trans>People</Trans>
          </th>
          <th scope="col">
            <Trans>May</Trans>
          </th>
          <td />
        </tr>
      </thead>
      <tbody>
        {roles.map((role) => {
          const name = roleName(role.id, role.name);
          const isOwn = role.name !== null;
          return (
            <tr key={role.id}>
              <td data-cell="lead" className={own.name}>
                <strong>{name}</strong>
              </td>
              <td data-cell="side" className={own.count}>
                <Plural value={role.members} one="# person" other="# people" />
              </td>
              <td data-cell="line">
                <RoleBounds role={role} />
              </td>
              <td className={styles.end}>
                {isOwn && role.may_give && role.name !== ownRole ? (
                  <>
                    <Button variant="subtle" aria-label={t`Change ${name}`} onClick={() => onEdit(role)}>
                      <Trans>Change</Trans>
                    </Button>
                    {role.members === 0 ? (
                      <Button variant="subtle" aria-label={t`Delete ${name}`} onClick={() => onDelete(role)}>
                        <Trans>Delete</Trans>
                      </Button>
                    ) : null}
                  </>
                ) : null}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
