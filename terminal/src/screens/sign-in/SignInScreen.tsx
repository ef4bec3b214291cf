import type { PasskeyChallenge } from '@guichet/contract/securityViews.ts';
import type { SignedIn } from '@guichet/contract/terminal.ts';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { postJson } from '../../api/client.ts';
import { failureWords } from '../../api/failureWords.ts';
import type { Failure, Outcome } from '../../api/outcome.ts';
import { sessionQuery } from '../../api/queries.ts';
import { knowsPasskeys, signWithPasskey } from '../../browser/passkeys.ts';
import { Button } from '../../components/controls/Button.tsx';
import { PasswordInput } from '../../components/controls/PasswordInput.tsx';
import { TextInput } from '../../components/controls/TextInput.tsx';
import { Notice } from '../../components/Notice.tsx';
import { DoorFrame } from '../../shell/DoorFrame.tsx';
import { forgetWhy, type SignedOutWhy, whySignedOut } from '../../shell/signedOutWhy.ts';
import { SecondStep } from './SecondStep.tsx';
import styles from './SignInScreen.module.css';

const WHY: Readonly<Partial<Record<SignedOutWhy, MessageDescriptor>>> = {
  idle: msg`You were signed out because nobody used the page for a while. What you typed is kept, except card details.`,
  ended: msg`You were signed out. What you typed is kept, except card details.`,
};

/** One wording for a wrong address and a wrong password: which of the two it was helps only a stranger. */
const isWrong = (failure: Failure): boolean =>
  failure.kind === 'refused' && failure.status === 401 && failure.code !== 'second_factor_expired';

/** Null when whoever has the passkey changed their mind. */
async function signInWithPasskey(): Promise<Outcome<SignedIn> | null> {
  const challenge = await postJson<PasskeyChallenge>('/guichet/auth/passkey/options', {});
  if (!challenge.ok) return challenge;
  const credential = await signWithPasskey(challenge.value.options);
  return credential === null ? null : postJson<SignedIn>('/guichet/auth/sign-in/passkey', { credential });
}

export function SignInScreen() {
  const { t, i18n } = useLingui();
  const client = useQueryClient();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [halfWay, setHalfWay] = useState(false);
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
    const outcome = await postJson<SignedIn>('/guichet/auth/sign-in/email', { email: email.trim(), password });
    setBusy(false);
    if (!outcome.ok) {
      setFailure(outcome.failure);
      passwordField.current?.select();
      return;
    }
    if (outcome.value.second_factor === null) return enter();
    setHalfWay(true);
  };
  const enter = () => {
    forgetWhy();
    // What fails of it, the gate shows.
    void client.prefetchQuery({ ...sessionQuery, staleTime: 0 });
  };
  const withPasskey = async () => {
    if (busy) return;
    setBusy(true);
    setFailure(null);
    const outcome = await signInWithPasskey();
    setBusy(false);
    if (outcome === null) return;
    if (outcome.ok) enter();
    else setFailure(outcome.failure);
  };

  const words =
    failure === null ? null : i18n._(isWrong(failure) ? msg`The e-mail address or the password is wrong.` : failureWords(failure));
  if (halfWay) {
    const again = (because: Failure | null) => {
      setHalfWay(false);
      setPassword('');
      setFailure(because);
    };
    return (
      <DoorFrame>
        <h1>
          <Trans>Sign in</Trans>
        </h1>
        <SecondStep onSignedIn={enter} onAgain={again} />
      </DoorFrame>
    );
  }
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
        />
        <div role="alert">{words === null ? null : <Notice tone="bad">{words}</Notice>}</div>
        <Button type="submit" fullWidth aria-disabled={busy} loading={busy}>
          <Trans>Sign in</Trans>
        </Button>
        {knowsPasskeys() ? (
          <Button variant="default" fullWidth aria-disabled={busy} onClick={() => void withPasskey()}>
            <Trans>Sign in with a passkey</Trans>
          </Button>
        ) : null}
      </form>
    </DoorFrame>
  );
}
