import { SECOND_FACTOR_ROLES } from '@guichet/contract/permissions.ts';
import type { EndedSessions, SignInRulesView } from '@guichet/contract/securityViews.ts';
import type { StaffMember } from '@guichet/contract/terminal.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { postJson } from '../../api/client.ts';
import { orThrow } from '../../api/outcome.ts';
import { staffQuery } from '../../api/queries.ts';
import { signInRulesQuery } from '../../api/securityQueries.ts';
import { Button } from '../../components/controls/Button.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { DialogBody, DialogButtons } from '../../components/DialogBody.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Panel } from '../../components/Page.tsx';
import { useRoleName } from '../../language/useRoleName.ts';
import { ROLE_WORDS } from '../../language/words.ts';
import { useSession } from '../../shell/SessionContext.ts';
import styles from './AccountScreen.module.css';

function Rules() {
  const { i18n } = useLingui();
  const client = useQueryClient();
  const { livemode } = useSession();
  const rules = useQuery(signInRulesQuery);
  const save = useMutation({
    mutationFn: async (roles: readonly string[]) =>
      orThrow(await postJson<SignInRulesView>('/guichet/v1/sign_in_rules', { second_factor_roles: roles })),
    onSuccess: (view) => client.setQueryData(signInRulesQuery.queryKey, view),
  });
  if (rules.isError) return <FailureNotice error={rules.error} retry={() => void rules.refetch()} />;
  const chosen = rules.data?.second_factor_roles ?? [];
  return (
    <fieldset className={styles.rules}>
      <legend>
        <Trans>These roles need a second factor, from their next sign-in on. With real money they always do.</Trans>
      </legend>
      {SECOND_FACTOR_ROLES.map((role) => (
        <label key={role} className={styles.rule}>
          <input
            type="checkbox"
            name={`needs-${role}`}
            disabled={rules.isPending || livemode}
            checked={livemode || chosen.includes(role)}
            onChange={(event) => save.mutate(event.currentTarget.checked ? [...chosen, role] : chosen.filter((each) => each !== role))}
          />
          {i18n._(ROLE_WORDS[role])}
        </label>
      ))}
      {save.isError ? <FailureNotice error={save.error} /> : null}
    </fieldset>
  );
}

type Deed = 'end_sessions' | 'reset_second_factors';

function ConfirmDeed({ member, deed, onClose }: { member: StaffMember; deed: Deed; onClose: () => void }) {
  const act = useMutation({
    mutationFn: async () => orThrow(await postJson<EndedSessions>(`/guichet/v1/members/${encodeURIComponent(member.id)}/${deed}`, {})),
    onSuccess: onClose,
  });
  const { name } = member;
  return (
    <DialogBody onSubmit={() => (act.isPending ? undefined : act.mutate())}>
      <p>
        {deed === 'end_sessions' ? (
          <Trans>{name} is signed out on every device at once.</Trans>
        ) : (
          <Trans>{name} is signed out everywhere, and signs in with the password alone until a new second factor is set up.</Trans>
        )}
      </p>
      {act.isError ? <FailureNotice error={act.error} /> : null}
      <DialogButtons onCancel={onClose}>
        <Button type="submit" loading={act.isPending} data-autofocus>
          {deed === 'end_sessions' ? <Trans>Sign out everywhere</Trans> : <Trans>Reset the second factor</Trans>}
        </Button>
      </DialogButtons>
    </DialogBody>
  );
}

/** For whoever looks after the others: which roles need a second factor, and help for a colleague who lost theirs. */
export function ColleaguesPanel() {
  const { t } = useLingui();
  const roleName = useRoleName();
  const { person } = useSession();
  const staff = useQuery(staffQuery);
  const [open, setOpen] = useState<{ member: StaffMember; deed: Deed } | null>(null);
  const colleagues = staff.data?.filter(({ id }) => id !== person.id) ?? [];
  return (
    <Panel title={t`Sign-in of colleagues`}>
      <Rules />
      <ul className={styles.list}>
        {colleagues.map((member) => (
          <li key={member.id} className={styles.item}>
            <span className={styles.words}>
              <strong>{member.name}</strong>
              <span className="muted">{roleName(member.role, member.role_name)}</span>
            </span>
            <Button
              variant="subtle"
              aria-label={t`Sign out ${member.name} everywhere`}
              onClick={() => setOpen({ member, deed: 'end_sessions' })}
            >
              <Trans>Sign out everywhere</Trans>
            </Button>
            <Button
              variant="subtle"
              aria-label={t`Reset the second factor of ${member.name}`}
              onClick={() => setOpen({ member, deed: 'reset_second_factors' })}
            >
              <Trans>Reset the second factor</Trans>
            </Button>
          </li>
        ))}
      </ul>
      <Dialog
        opened={open !== null}
        onClose={() => setOpen(null)}
        title={open?.deed === 'end_sessions' ? t`Sign out everywhere` : t`Reset the second factor`}
      >
        {open === null ? null : <ConfirmDeed {...open} onClose={() => setOpen(null)} />}
      </Dialog>
    </Panel>
  );
}
