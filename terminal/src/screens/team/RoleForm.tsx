import type { TeamRoleView } from '@guichet/contract/teamViews.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { postJson, remove } from '../../api/client.ts';
import { Button } from '../../components/controls/Button.tsx';
import { TextInput } from '../../components/controls/TextInput.tsx';
import { DialogBody, DialogButtons } from '../../components/DialogBody.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { useRoleName } from '../../language/useRoleName.ts';
import { useSession } from '../../shell/SessionContext.ts';
import { typedWhole } from '../payments/partOf.ts';
import { CeilingFields } from './CeilingFields.tsx';
import styles from './RoleForm.module.css';
import { draftOf, isOffered, type RoleDraft, roleOf } from './roleDraft.ts';
import { PERMISSION_WORDS } from './roleWords.ts';
import { useTeamChange } from './useTeamChange.ts';

interface PartProps {
  readonly draft: RoleDraft;
  readonly onChange: (change: Partial<RoleDraft>) => void;
}

interface TickProps {
  readonly label: string;
  readonly name: string;
  readonly checked: boolean;
  readonly onChange: (isOn: boolean) => void;
}

const Tick = ({ label, name, checked, onChange }: TickProps) => (
  <label className={styles.tick}>
    <input type="checkbox" name={name} checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
    <span>{label}</span>
  </label>
);

/** Only what the person may do themselves can be given. */
function PermissionFields({ draft, error, onChange }: PartProps & { error: boolean }) {
  const { t, i18n } = useLingui();
  const { permissions } = useSession();
  const toggle = (permission: (typeof permissions)[number], isOn: boolean) =>
    onChange({ permissions: isOn ? [...draft.permissions, permission] : draft.permissions.filter((each) => each !== permission) });
  return (
    <fieldset className={styles.group} aria-describedby={error ? 'role-permissions-error' : undefined}>
      <legend>
        <Trans>May</Trans>
      </legend>
      <div className={styles.columns}>
        {PERMISSION_WORDS.filter(({ permission }) => permissions.includes(permission) && isOffered(permission, draft)).map(
          ({ permission, words }) => (
            <Tick
              key={permission}
              label={i18n._(words)}
              name={permission}
              checked={draft.permissions.includes(permission)}
              onChange={(isOn) => toggle(permission, isOn)}
            />
          ),
        )}
      </div>
      {error ? (
        <p id="role-permissions-error" className={styles.error} role="alert">
          {t`Choose one thing at least.`}
        </p>
      ) : null}
    </fieldset>
  );
}

function SightFields({ draft, onChange }: PartProps) {
  const { t } = useLingui();
  return (
    <fieldset className={styles.group}>
      <legend>
        <Trans>Sees</Trans>
      </legend>
      <Tick
        label={t`Only payments that they took themselves`}
        name="own-payments"
        checked={draft.own_payments}
        onChange={(isOn) => onChange({ own_payments: isOn })}
      />
      <Tick
        label={t`No e-mail addresses, phone numbers and postal addresses of customers`}
        name="hides-contacts"
        checked={draft.hides_contacts}
        onChange={(isOn) => onChange({ hides_contacts: isOn })}
      />
    </fieldset>
  );
}

/** A role of the place's own: what it may do, what it sees, and how much it may move. */
export function RoleForm({ role, onClose }: { role: TeamRoleView | null; onClose: () => void }) {
  const { t, i18n } = useLingui();
  const { default_currency: currency } = useSession().account;
  const [draft, setDraft] = useState(() => draftOf(role, (amount) => typedWhole(amount, currency, i18n.locale)));
  const [looked, setLooked] = useState(false);
  const path = role === null ? '/guichet/v1/roles' : `/guichet/v1/roles/${encodeURIComponent(role.id)}`;
  const save = useTeamChange((given: object, idempotencyKey) => postJson<TeamRoleView>(path, given, { idempotencyKey }), onClose);
  const change = (changed: Partial<RoleDraft>) => setDraft((before) => ({ ...before, ...changed }));
  const submit = () => {
    setLooked(true);
    const given = roleOf(draft, currency);
    if (!save.isPending && given !== null) save.mutate(given);
  };
  return (
    <DialogBody onSubmit={submit}>
      <TextInput
        label={t`Name`}
        description={t`What the role is called here, like “summer help”.`}
        name="role-name"
        autoComplete="off"
        data-autofocus
        maxLength={60}
        value={draft.name}
        error={looked && draft.name.trim() === '' ? t`Enter a name.` : null}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <SightFields draft={draft} onChange={change} />
      <PermissionFields draft={draft} error={looked && draft.permissions.every((each) => !isOffered(each, draft))} onChange={change} />
      <CeilingFields ceilings={draft.ceilings} looked={looked} onChange={(ceilings) => change({ ceilings })} />
      {save.isError ? <FailureNotice error={save.error} /> : null}
      <DialogButtons onCancel={onClose}>
        <Button type="submit" loading={save.isPending}>
          {role === null ? <Trans>Make the role</Trans> : <Trans>Save</Trans>}
        </Button>
      </DialogButtons>
    </DialogBody>
  );
}

export function DeleteRoleForm({ role, onClose }: { role: TeamRoleView; onClose: () => void }) {
  const taken = useTeamChange(
    (_given: { id: string }, idempotencyKey) => remove<object>(`/guichet/v1/roles/${encodeURIComponent(role.id)}`, { idempotencyKey }),
    onClose,
  );
  const name = useRoleName()(role.id, role.name);
  return (
    <DialogBody onSubmit={() => (taken.isPending ? undefined : taken.mutate({ id: role.id }))}>
      <p>
        <Trans>Nobody has the role “{name}”, and nobody can be given it any more.</Trans>
      </p>
      {taken.isError ? <FailureNotice error={taken.error} /> : null}
      <DialogButtons onCancel={onClose}>
        <Button type="submit" data-autofocus loading={taken.isPending}>
          <Trans>Delete the role</Trans>
        </Button>
      </DialogButtons>
    </DialogBody>
  );
}
