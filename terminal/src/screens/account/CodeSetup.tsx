import type { SecondFactorSetup, SecondFactorsView } from '@guichet/contract/securityViews.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { postJson } from '../../api/client.ts';
import { orThrow } from '../../api/outcome.ts';
import { CopyText } from '../../components/CopyText.tsx';
import { Button } from '../../components/controls/Button.tsx';
import { TextInput } from '../../components/controls/TextInput.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import styles from './CodeSetup.module.css';
import { PasswordStep } from './PasswordStep.tsx';
import { QrCode } from './QrCode.tsx';
import { RecoveryCodesList } from './RecoveryCodesList.tsx';

function ConfirmStep({ setup, onDone }: { setup: SecondFactorSetup; onDone: () => void }) {
  const { t } = useLingui();
  const [code, setCode] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const confirm = useMutation({
    mutationFn: async () => orThrow(await postJson<SecondFactorsView>('/guichet/v1/second_factors/code/confirm', { code })),
    onSuccess: onDone,
    onError: () => field.current?.select(),
  });
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!confirm.isPending && code !== '') confirm.mutate();
      }}
    >
      <p>
        <Trans>Read this with the app on your phone that shows codes, then type the code that it shows.</Trans>
      </p>
      <QrCode text={setup.uri} label={t`QR code for your app`} />
      <p>
        <Trans>Or type this key into the app:</Trans>{' '}
        <CopyText text={new URL(setup.uri).searchParams.get('secret') ?? ''} label={t`the key`} />
      </p>
      <TextInput
        ref={field}
        label={t`Code from your app`}
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      {confirm.isError ? <FailureNotice error={confirm.error} /> : null}
      <div className={styles.buttons}>
        <Button type="submit" loading={confirm.isPending}>
          <Trans>Switch codes on</Trans>
        </Button>
      </div>
    </form>
  );
}

/** Sets up codes: the password, the QR code with a first code, and the recovery codes. */
export function CodeSetup({ onDone }: { onDone: () => void }) {
  const [setup, setSetup] = useState<SecondFactorSetup | null>(null);
  const [confirmed, setConfirmed] = useState(false);
  if (setup === null)
    return (
      <PasswordStep<SecondFactorSetup> path="/guichet/v1/second_factors/code" onDone={setSetup}>
        <p>
          <Trans>From then on signing in takes your password and a code that an app on your phone shows.</Trans>
        </p>
      </PasswordStep>
    );
  if (!confirmed) return <ConfirmStep setup={setup} onDone={() => setConfirmed(true)} />;
  return <RecoveryCodesList codes={setup.recovery_codes} onKept={onDone} />;
}
