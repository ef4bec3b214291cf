import type { TeamRoleView } from '@guichet/contract/teamViews.ts';
import { useLingui } from '@lingui/react/macro';
import { NativeSelect } from '../../components/controls/NativeSelect.tsx';
import { useRoleName } from '../../language/useRoleName.ts';
import { ROLE_PURPOSES } from './roleWords.ts';

interface RoleSelectProps {
  readonly roles: readonly TeamRoleView[];
  readonly value: string;
  readonly focused?: boolean;
  readonly onChange: (role: string) => void;
}

/** The roles that the person may give, each with what it is for. */
export function RoleSelect({ roles, value, focused = false, onChange }: RoleSelectProps) {
  const { t, i18n } = useLingui();
  const roleName = useRoleName();
  const purpose = ROLE_PURPOSES[value];
  return (
    <NativeSelect
      label={t`Role`}
      name="team-role"
      description={purpose === undefined ? t`A role that this place made.` : i18n._(purpose)}
      data-autofocus={focused || undefined}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      data={roles.filter(({ may_give: mayGive }) => mayGive).map((role) => ({ value: role.id, label: roleName(role.id, role.name) }))}
    />
  );
}
