import type { SessionView } from '@guichet/contract/terminal.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { postJson } from '../../api/client.ts';
import { orThrow } from '../../api/outcome.ts';
import { secondFactorsQuery } from '../../api/securityQueries.ts';
import { Button } from '../../components/controls/Button.tsx';
import { PasswordInput } from '../../components/controls/PasswordInput.tsx';
import { TextInput } from '../../components/controls/TextInput.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { DialogBody, DialogButtons } from '../../components/DialogBody.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';

function ProofForm({ onDone }: { onDone: (proved: boolean) => void }) {
  const { t } = useLingui();
  const factors = useQuery(secondFactorsQuery);
  const [byCode, setByCode] = useState(false);
  const [text, setText] = useState('');
  const prove = useMutation({
    mutationFn: async () => orThrow(await postJson<SessionView>('/guichet/v1/session/proof', byCode ? { code: text } : { password: text })),
    onSuccess: () => onDone(true),
  });
  const change = () => {
    setByCode(!byCode);
    setText('');
    prove.reset();
  };
  return (
    <DialogBody onSubmit={() => (prove.isPending || text === '' ? undefined : prove.mutate())}>
      <p>
        <Trans>What you are about to do is delicate. Nothing of it is lost: it goes on as soon as it is sure that it is you.</Trans>
      </p>
      {byCode ? (
        <TextInput
          key="code"
          label={t`Code from your app`}
          name="proof-code"
          inputMode="numeric"
          autoComplete="one-time-code"
          data-autofocus
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      ) : (
        <PasswordInput
          key="password"
          label={t`Your password`}
          name="proof-password"
          autoComplete="current-password"
          data-autofocus
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      )}
      {prove.isError ? <FailureNotice error={prove.error} /> : null}
      {factors.data?.code ? (
        <Button variant="subtle" onClick={change}>
          {byCode ? <Trans>Use the password instead</Trans> : <Trans>Use a code instead</Trans>}
        </Button>
      ) : null}
      <DialogButtons onCancel={() => onDone(false)}>
        <Button type="submit" loading={prove.isPending}>
          <Trans>Go on</Trans>
        </Button>
      </DialogButtons>
    </DialogBody>
  );
}

/** Asks for the password or a code before something delicate is done. */
export function ProofDialog({ onDone }: { onDone: (proved: boolean) => void }) {
  const { t } = useLingui();
  return (
    <Dialog opened onClose={() => onDone(false)} title={t`Is it you?`} closesOutside={false}>
      <ProofForm onDone={onDone} />
    </Dialog>
  );
}
