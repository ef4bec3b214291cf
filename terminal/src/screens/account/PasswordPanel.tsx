import type { EndedSessions } from '@guichet/contract/securityViews.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { postJson } from '../../api/client.ts';
import { orThrow } from '../../api/outcome.ts';
import { Button } from '../../components/controls/Button.tsx';
import { PasswordInput } from '../../components/controls/PasswordInput.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Panel } from '../../components/Page.tsx';
import { PasswordRulesList } from '../set-up/PasswordRulesList.tsx';
import styles from './AccountScreen.module.css';

/** Changes the password, which signs out everywhere else. */
export function PasswordPanel() {
  const { t } = useLingui();
  const client = useQueryClient();
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const change = useMutation({
    mutationFn: async () => orThrow(await postJson<EndedSessions>('/guichet/v1/session/password', { current_password: current, password })),
    onSuccess: () => {
      setCurrent('');
      setPassword('');
      void client.invalidateQueries({ queryKey: ['own_sessions'] });
    },
  });
  return (
    <Panel title={t`Password`}>
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!change.isPending && current !== '' && password !== '') change.mutate();
        }}
      >
        <PasswordInput
          label={t`Current password`}
          name="current-password"
          autoComplete="current-password"
          value={current}
          onChange={(event) => setCurrent(event.currentTarget.value)}
        />
        <PasswordInput
          label={t`New password`}
          name="new-password"
          autoComplete="new-password"
          aria-describedby="new-password-rules"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <PasswordRulesList id="new-password-rules" password={password} />
        {change.isError ? <FailureNotice error={change.error} /> : null}
        {change.isSuccess ? (
          <Notice tone="good" role="status">
            <Trans>The password is changed. You are signed out everywhere but here.</Trans>
          </Notice>
        ) : null}
        <div className={styles.buttons}>
          <Button type="submit" loading={change.isPending}>
            <Trans>Change the password</Trans>
          </Button>
        </div>
      </form>
    </Panel>
  );
}
