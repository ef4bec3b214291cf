import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { postJson } from '../../api/client.ts';
import { failureWords } from '../../api/failureWords.ts';
import type { Failure } from '../../api/outcome.ts';
import { sessionQuery } from '../../api/queries.ts';
import { Notice } from '../../components/Notice.tsx';
import { DoorFrame } from '../../shell/DoorFrame.tsx';
import { forgetWhy, type SignedOutWhy, whySignedOut } from '../../shell/signedOutWhy.ts';
import styles from './SignInScreen.module.css';

const WHY: Readonly<Partial<Record<SignedOutWhy, MessageDescriptor>>> = {
  idle: msg`You were signed out because nobody used the page for a while. What you typed is kept, except card details.`,
  ended: msg`You were signed out. What you typed is kept, except card details.`,
};

/** One wording for a wrong address and a wrong password: which of the two it was helps only a stranger. */
const isWrong = (failure: Failure): boolean => failure.kind === 'refused' && failure.status === 401;

export function SignInScreen() {
  const { t, i18n } = useLingui();
  const client = useQueryClient();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const passwordField = useRef<HTMLInputElement>(null);
  const why = WHY[whySignedOut() ?? 'choice'];

  useEffect(() => {
    document.title = `${t`Sign in`} · Guichet`;
  }, [t]);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setFailure(null);
    const outcome = await postJson('/guichet/auth/sign-in/email', { email: email.trim(), password });
    setBusy(false);
    if (!outcome.ok) {
      setFailure(outcome.failure);
      passwordField.current?.select();
      return;
    }
    forgetWhy();
    await client.fetchQuery({ ...sessionQuery, staleTime: 0 });
  };

  const words =
    failure === null ? null : i18n._(isWrong(failure) ? msg`The e-mail address or the password is wrong.` : failureWords(failure));
  return (
    <DoorFrame>
      <h1>
        <Trans>Sign in</Trans>
      </h1>
      {why === undefined || failure !== null ? null : <Notice tone="info">{i18n._(why)}</Notice>}
      <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
        <TextInput
          label={t`E-mail address`}
          type="email"
          name="email"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
          required
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          ref={passwordField}
          label={t`Password`}
          name="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': t`Show or hide the password`, tabIndex: 0 }}
        />
        <div role="alert">{words === null ? null : <Notice tone="bad">{words}</Notice>}</div>
        <Button type="submit" fullWidth aria-disabled={busy} loading={busy}>
          <Trans>Sign in</Trans>
        </Button>
      </form>
    </DoorFrame>
  );
}
