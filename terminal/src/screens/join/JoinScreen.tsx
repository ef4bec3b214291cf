import type { JoinedView, OpenInvitationView } from '@guichet/contract/teamViews.ts';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { postJson } from '../../api/client.ts';
import { failureWords } from '../../api/failureWords.ts';
import type { Failure, Outcome } from '../../api/outcome.ts';
import { Button } from '../../components/controls/Button.tsx';
import { PasswordInput } from '../../components/controls/PasswordInput.tsx';
import { TextInput } from '../../components/controls/TextInput.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { showLanguageInTab } from '../../language/activateLanguage.ts';
import { isLanguage } from '../../language/languages.ts';
import { useRoleName } from '../../language/useRoleName.ts';
import { DoorFrame } from '../../shell/DoorFrame.tsx';
import { PasswordRulesList } from '../set-up/PasswordRulesList.tsx';
import { isPasswordFine } from '../set-up/passwordRules.ts';
import styles from '../sign-in/SignInScreen.module.css';

const token = (): string => window.location.hash.slice(1);

/** Who is in sees the counter, read anew with the session that they have now. */
const enter = (): void => window.location.assign('/');

function Words({ failure }: { failure: Failure | null }) {
  const { i18n } = useLingui();
  return <div role="alert">{failure === null ? null : <Notice tone="bad">{i18n._(failureWords(failure))}</Notice>}</div>;
}

/** Sends one thing at a time, and goes in when it was taken. */
function useEntrance() {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const send = async (request: () => Promise<Outcome<JoinedView>>) => {
    if (busy) return;
    setBusy(true);
    setFailure(null);
    const outcome = await request();
    setBusy(false);
    if (outcome.ok) enter();
    else setFailure(outcome.failure);
  };
  return { busy, failure, send };
}

/** Somebody new: how they are called, and with which password they come back. */
function NewPersonForm({ invitation }: { invitation: OpenInvitationView }) {
  const { t, i18n } = useLingui();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [problems, setProblems] = useState<{ name?: MessageDescriptor; password?: MessageDescriptor }>({});
  const form = useRef<HTMLFormElement>(null);
  const { busy, failure, send } = useEntrance();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = {
      ...(name.trim() === '' && { name: msg`Enter your name.` }),
      ...(!isPasswordFine(password) && { password: msg`The password doesn't meet the rules yet.` }),
    };
    // Rendered first, so that the message is already tied to the field when it is read out.
    flushSync(() => setProblems(found));
    if (Object.keys(found).length > 0) return form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
    const language = isLanguage(i18n.locale) ? i18n.locale : 'en';
    void send(() => postJson<JoinedView>('/guichet/v1/invitations/accept', { token: token(), name: name.trim(), password, language }));
  };
  return (
    <form ref={form} className={styles.form} onSubmit={submit} noValidate>
      <TextInput label={t`E-mail address`} type="email" name="email" autoComplete="username" readOnly value={invitation.email} />
      <TextInput
        label={t`Your name`}
        name="name"
        autoComplete="name"
        autoFocus
        required
        maxLength={200}
        value={name}
        error={problems.name === undefined ? null : i18n._(problems.name)}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <div>
        <PasswordInput
          label={t`Password`}
          name="password"
          autoComplete="new-password"
          required
          value={password}
          error={problems.password === undefined ? null : i18n._(problems.password)}
          aria-describedby="password-rules"
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <PasswordRulesList id="password-rules" password={password} />
      </div>
      <Words failure={failure} />
      <Button type="submit" fullWidth aria-disabled={busy} loading={busy}>
        <Trans>Join</Trans>
      </Button>
    </form>
  );
}

const isRefused = (failure: Failure | null, code: string): boolean => failure?.kind === 'refused' && failure.code === code;

/** Somebody who has an account already: signs in with it, and is let in. */
function KnownPersonForm({ invitation }: { invitation: OpenInvitationView }) {
  const { t } = useLingui();
  const [password, setPassword] = useState('');
  const { busy, failure, send } = useEntrance();
  const isUnknown = isRefused(failure, 'forbidden') || isRefused(failure, 'passkey_required');
  const join = () => postJson<JoinedView>('/guichet/v1/invitations/join', { token: token() });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void send(async () => {
      // Whoever is signed in already is let in as they are: with a second factor they signed in on the usual page, and a password alone would end that.
      const joined = await join();
      if (joined.ok || !isRefused(joined.failure, 'forbidden')) return joined;
      const signedIn = await postJson('/guichet/auth/sign-in/email', { email: invitation.email, password });
      return signedIn.ok ? join() : signedIn;
    });
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <p className="muted">
        <Trans>You have an account with this address already. Sign in with it to join.</Trans>
      </p>
      <TextInput label={t`E-mail address`} type="email" name="email" autoComplete="username" readOnly value={invitation.email} />
      <PasswordInput
        label={t`Password`}
        name="password"
        autoComplete="current-password"
        autoFocus
        required
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      {isUnknown ? (
        <Notice tone="warn" role="alert">
          <p>
            <Trans>
              Signing in takes one more step for you. Sign in on the usual page, then follow the link of the invitation again and choose
              Join; the password is not needed then.
            </Trans>
          </p>
          <a href="/">
            <Trans>Sign in</Trans>
          </a>
        </Notice>
      ) : (
        <Words failure={failure} />
      )}
      <Button type="submit" fullWidth aria-disabled={busy} loading={busy}>
        <Trans>Join</Trans>
      </Button>
    </form>
  );
}

function Invited({ invitation }: { invitation: OpenInvitationView }) {
  const roleName = useRoleName();
  const { business_name: business, invited_by: inviter, language } = invitation;
  useEffect(() => {
    void showLanguageInTab(language);
  }, [language]);
  const role = roleName(invitation.role, invitation.role_name);
  return (
    <>
      <div>
        <h1>
          <Trans>Join {business}</Trans>
        </h1>
        <p className="muted">
          {inviter === null ? (
            <Trans>Your role: {role}</Trans>
          ) : (
            <Trans>
              {inviter} invited you. Your role: {role}
            </Trans>
          )}
        </p>
      </div>
      {invitation.has_account ? <KnownPersonForm invitation={invitation} /> : <NewPersonForm invitation={invitation} />}
    </>
  );
}

/** The page behind the link of an invitation. The link's secret stands behind the `#` and travels only in the body of a request. */
export function JoinScreen() {
  const { t } = useLingui();
  const [found, setFound] = useState<Outcome<OpenInvitationView> | null>(null);
  useEffect(() => {
    document.title = `${t`Invitation`} · Guichet`;
  }, [t]);
  useEffect(() => {
    let isHere = true;
    void postJson<OpenInvitationView>('/guichet/v1/invitations/look', { token: token() || '-' }).then((outcome) => {
      if (isHere) setFound(outcome);
    });
    return () => {
      isHere = false;
    };
  }, []);
  return (
    <DoorFrame>
      {found === null ? <Skeleton lines={5} /> : null}
      {found?.ok ? <Invited invitation={found.value} /> : null}
      {found !== null && !found.ok ? (
        <>
          <h1>
            <Trans>Invitation</Trans>
          </h1>
          <Words failure={found.failure} />
          <a href="/">
            <Trans>Go to the sign-in page</Trans>
          </a>
        </>
      ) : null}
    </DoorFrame>
  );
}
