import type { ApiKeyView, CreatedApiKey } from '@guichet/contract/terminal.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { postJson } from '../../api/client.ts';
import { orThrow } from '../../api/outcome.ts';
import { apiKeysQuery } from '../../api/queries.ts';
import { newKey } from '../../browser/newKey.ts';
import { CopyText } from '../../components/CopyText.tsx';
import { Button } from '../../components/controls/Button.tsx';
import { TextInput } from '../../components/controls/TextInput.tsx';
import { DialogBody, DialogButtons } from '../../components/DialogBody.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { useSession } from '../../shell/SessionContext.ts';
import { CeilingFields } from '../team/CeilingFields.tsx';
import { givenCeilings, NO_TYPED_CEILINGS } from '../team/roleDraft.ts';

export function CreateKeyForm({ onCreated, onClose }: { onCreated: (key: CreatedApiKey) => void; onClose: () => void }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const { default_currency: currency } = useSession().account;
  const [name, setName] = useState('');
  const [ceilings, setCeilings] = useState(NO_TYPED_CEILINGS);
  const [looked, setLooked] = useState(false);
  const [idempotencyKey] = useState(newKey);
  const create = useMutation({
    mutationFn: async (given: object) => orThrow(await postJson<CreatedApiKey>('/guichet/v1/api_keys', given, { idempotencyKey })),
    onSuccess: (key) => {
      void client.invalidateQueries({ queryKey: apiKeysQuery.queryKey });
      onCreated(key);
    },
  });
  const submit = () => {
    if (create.isPending) return;
    setLooked(true);
    const given = givenCeilings(ceilings, currency);
    if (name.trim() === '' || given === null) return;
    create.mutate({ name: name.trim(), ceilings: given });
  };
  return (
    <DialogBody onSubmit={submit}>
      <TextInput
        label={t`Name`}
        description={t`The program that will use it, like “web shop”.`}
        name="key-name"
        autoComplete="off"
        data-autofocus
        maxLength={100}
        value={name}
        error={looked && name.trim() === '' ? t`Enter a name.` : null}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <CeilingFields ceilings={ceilings} looked={looked} onChange={setCeilings} />
      {create.isError ? <FailureNotice error={create.error} /> : null}
      <DialogButtons onCancel={onClose}>
        <Button type="submit" loading={create.isPending}>
          <Trans>Create the key</Trans>
        </Button>
      </DialogButtons>
    </DialogBody>
  );
}

/** The only time that anybody sees the secret. */
export function ShowSecret({ apiKey, onClose }: { apiKey: CreatedApiKey; onClose: () => void }) {
  const { t } = useLingui();
  return (
    <DialogBody onSubmit={onClose}>
      <Notice tone="warn">
        <Trans>Copy the key now and keep it where only that program can read it. It is not shown again.</Trans>
      </Notice>
      <CopyText text={apiKey.secret} label={t`Key`} />
      <div>
        <Button type="submit">
          <Trans>I have copied it</Trans>
        </Button>
      </div>
    </DialogBody>
  );
}

export function RevokeKeyForm({ apiKey, onClose }: { apiKey: ApiKeyView; onClose: () => void }) {
  const client = useQueryClient();
  const revoke = useMutation({
    mutationFn: async () => orThrow(await postJson(`/guichet/v1/api_keys/${encodeURIComponent(apiKey.id)}/revoke`, {})),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: apiKeysQuery.queryKey });
      onClose();
    },
  });
  const { name } = apiKey;
  return (
    <DialogBody onSubmit={() => (revoke.isPending ? undefined : revoke.mutate())}>
      <p>
        <Trans>Programs that use “{name}” are refused from this moment on. This can't be undone.</Trans>
      </p>
      {revoke.isError ? <FailureNotice error={revoke.error} /> : null}
      <DialogButtons onCancel={onClose}>
        <Button type="submit" data-autofocus loading={revoke.isPending}>
          <Trans>Revoke the key</Trans>
        </Button>
      </DialogButtons>
    </DialogBody>
  );
}
