import { Trans, useLingui } from '@lingui/react/macro';
import { type FormEvent, useRef, useState } from 'react';
import { postJson } from '../../api/client.ts';
import { failureWords } from '../../api/failureWords.ts';
import type { Failure } from '../../api/outcome.ts';
import { Button } from '../../components/controls/Button.tsx';
import { TextInput } from '../../components/controls/TextInput.tsx';
import { Notice } from '../../components/Notice.tsx';
import styles from './SignInScreen.module.css';

/** The code that follows the password. */
export function SecondStep({ onSignedIn, onAgain }: { onSignedIn: () => void; onAgain: (failure: Failure | null) => void }) {
  const { t, i18n } = useLingui();
  const [code, setCode] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || code.trim() === '') return;
    setBusy(true);
    setFailure(null);
    const outcome = await postJson('/guichet/auth/sign-in/code', { code: code.trim() });
    setBusy(false);
    if (outcome.ok) return onSignedIn();
    if (outcome.failure.kind === 'refused' && outcome.failure.code === 'second_factor_expired') return onAgain(outcome.failure);
    setFailure(outcome.failure);
    field.current?.select();
  };
  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
      <TextInput
        ref={field}
        label={t`Code from your app`}
        description={t`Or one of your recovery codes.`}
        name="code"
        autoComplete="one-time-code"
        autoCapitalize="none"
        spellCheck={false}
        autoFocus
        required
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <div role="alert">{failure === null ? null : <Notice tone="bad">{i18n._(failureWords(failure))}</Notice>}</div>
      <Button type="submit" fullWidth aria-disabled={busy} loading={busy}>
        <Trans>Sign in</Trans>
      </Button>
      <p className="muted">
        <Trans>Neither at hand? Another owner or administrator can reset your second factor.</Trans>
      </p>
      <Button variant="subtle" fullWidth onClick={() => onAgain(null)}>
        <Trans>Begin again</Trans>
      </Button>
    </form>
  );
}
