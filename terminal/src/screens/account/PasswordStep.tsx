import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { postJson } from '../../api/client.ts';
import { orThrow } from '../../api/outcome.ts';
import { Button } from '../../components/controls/Button.tsx';
import { PasswordInput } from '../../components/controls/PasswordInput.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import styles from './CodeSetup.module.css';

/** Does something that needs the password, at an address that takes it. */
export function PasswordStep<T>({ path, children, onDone }: { path: string; children: ReactNode; onDone: (answer: T) => void }) {
  const { t } = useLingui();
  const [password, setPassword] = useState('');
  const send = useMutation({ mutationFn: async () => orThrow(await postJson<T>(path, { password })), onSuccess: onDone });
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!send.isPending && password !== '') send.mutate();
      }}
    >
      {children}
      <PasswordInput
        label={t`Your password`}
        name="own-password"
        autoComplete="current-password"
        data-autofocus
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      {send.isError ? <FailureNotice error={send.error} /> : null}
      <div className={styles.buttons}>
        <Button type="submit" loading={send.isPending}>
          <Trans>Go on</Trans>
        </Button>
      </div>
    </form>
  );
}
