import type { WebhookEndpointView } from '@guichet/contract/webhookViews.ts';
import type { WireWebhookEndpoint } from '@guichet/contract/wire/webhookEndpoint.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { postJson, remove } from '../../api/client.ts';
import { orThrow } from '../../api/outcome.ts';
import { newKey } from '../../browser/newKey.ts';
import { CopyText } from '../../components/CopyText.tsx';
import { Button } from '../../components/controls/Button.tsx';
import { DialogBody, DialogButtons } from '../../components/DialogBody.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';

/** The only time that anybody sees the secret. */
export function ShowEndpointSecret({ secret, onClose }: { secret: string; onClose: () => void }) {
  const { t } = useLingui();
  return (
    <DialogBody onSubmit={onClose}>
      <Notice tone="warn">
        <Trans>
          Copy the signing secret now and give it to the program that listens: with it, it knows that events come from here. It is not shown
          again.
        </Trans>
      </Notice>
      <CopyText text={secret} label={t`Signing secret`} />
      <div>
        <Button type="submit" data-autofocus>
          <Trans>I have copied it</Trans>
        </Button>
      </div>
    </DialogBody>
  );
}

export function RollSecretForm({
  endpoint,
  onRolled,
  onClose,
}: {
  endpoint: WebhookEndpointView;
  onRolled: (secret: string) => void;
  onClose: () => void;
}) {
  const client = useQueryClient();
  const [idempotencyKey] = useState(newKey);
  const roll = useMutation({
    mutationFn: async () =>
      orThrow(
        await postJson<WireWebhookEndpoint>(
          `/guichet/v1/webhook_endpoints/${encodeURIComponent(endpoint.id)}/roll_secret`,
          {},
          { idempotencyKey },
        ),
      ),
    onSuccess: ({ secret }) => {
      void client.invalidateQueries({ queryKey: ['webhooks'] });
      onRolled(secret ?? '');
    },
  });
  return (
    <DialogBody onSubmit={() => (roll.isPending ? undefined : roll.mutate())}>
      <p>
        <Trans>For 24 hours events are signed with both secrets, so that the program can change over without missing one.</Trans>
      </p>
      {roll.isError ? <FailureNotice error={roll.error} /> : null}
      <DialogButtons onCancel={onClose}>
        <Button type="submit" data-autofocus loading={roll.isPending}>
          <Trans>Make a new secret</Trans>
        </Button>
      </DialogButtons>
    </DialogBody>
  );
}

export function DeleteEndpointForm({
  endpoint,
  onDeleted,
  onClose,
}: {
  endpoint: WebhookEndpointView;
  onDeleted: () => void;
  onClose: () => void;
}) {
  const client = useQueryClient();
  const { url } = endpoint;
  const destroy = useMutation({
    mutationFn: async () => orThrow(await remove(`/v1/webhook_endpoints/${encodeURIComponent(endpoint.id)}`)),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['webhooks', 'list'] });
      onDeleted();
    },
  });
  return (
    <DialogBody onSubmit={() => (destroy.isPending ? undefined : destroy.mutate())}>
      <p>
        <Trans>Nothing is sent to {url} any more, not even what is on its way. This can't be undone.</Trans>
      </p>
      {destroy.isError ? <FailureNotice error={destroy.error} /> : null}
      <DialogButtons onCancel={onClose}>
        <Button type="submit" data-autofocus loading={destroy.isPending}>
          <Trans>Delete the endpoint</Trans>
        </Button>
      </DialogButtons>
    </DialogBody>
  );
}
