import type { PasskeyChallenge, SecondFactorsView } from '@guichet/contract/securityViews.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { postJson } from '../../api/client.ts';
import { orThrow } from '../../api/outcome.ts';
import { makePasskey } from '../../browser/passkeys.ts';
import { Button } from '../../components/controls/Button.tsx';
import { TextInput } from '../../components/controls/TextInput.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import styles from './CodeSetup.module.css';

/** Has this device, or a key at hand, make a passkey. Answers false when its owner changed their mind. */
async function addPasskey(name: string): Promise<boolean> {
  const { options } = orThrow(await postJson<PasskeyChallenge>('/guichet/v1/passkeys/options', {}));
  const credential = await makePasskey(options);
  if (credential === null) return false;
  orThrow(await postJson<SecondFactorsView>('/guichet/v1/passkeys', { credential, name }));
  return true;
}

/** Adds a passkey under a name by which its owner knows it again. */
export function AddPasskey({ onDone }: { onDone: () => void }) {
  const { t } = useLingui();
  const [name, setName] = useState('');
  const [wrong, setWrong] = useState(false);
  const add = useMutation({ mutationFn: () => addPasskey(name.trim()), onSuccess: (added) => (added ? onDone() : undefined) });
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (add.isPending) return;
        if (name.trim() === '') return setWrong(true);
        add.mutate();
      }}
    >
      <p>
        <Trans>A passkey signs you in with your finger, your face or the PIN of this device, without a password.</Trans>
      </p>
      <TextInput
        label={t`Name`}
        description={t`The device that keeps it, like “my phone”.`}
        name="passkey-name"
        autoComplete="off"
        data-autofocus
        error={wrong && name.trim() === '' ? t`Enter a name.` : null}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {add.isError ? <FailureNotice error={add.error} /> : null}
      {add.data === false ? (
        <Notice tone="info" role="status">
          <Trans>No passkey was made.</Trans>
        </Notice>
      ) : null}
      <div className={styles.buttons}>
        <Button type="submit" loading={add.isPending}>
          <Trans>Make a passkey</Trans>
        </Button>
      </div>
    </form>
  );
}
