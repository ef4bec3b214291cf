import type { WebhookEndpointView } from '@guichet/contract/webhookViews.ts';
import type { WireWebhookEndpoint } from '@guichet/contract/wire/webhookEndpoint.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { postForm } from '../../api/client.ts';
import { failureWords } from '../../api/failureWords.ts';
import { orThrow } from '../../api/outcome.ts';
import { newKey } from '../../browser/newKey.ts';
import { Button } from '../../components/controls/Button.tsx';
import { TextInput } from '../../components/controls/TextInput.tsx';
import { DialogBody, DialogButtons } from '../../components/DialogBody.tsx';
import { FailureNotice, failureIn } from '../../components/FailureNotice.tsx';
import { EventChoice } from './EventChoice.tsx';

/** Not part of the message: its colon is no sign of punctuation. */
const EXAMPLE = 'https://shop.example.com/webhooks';

interface EndpointFormProps {
  /** What is changed; null makes a new one. */
  readonly endpoint: WebhookEndpointView | null;
  readonly onDone: (endpoint: WireWebhookEndpoint) => void;
  readonly onClose: () => void;
}

/** Makes an endpoint or changes one: its address, what it is for, and which events it is told of. */
export function EndpointForm({ endpoint, onDone, onClose }: EndpointFormProps) {
  const { t, i18n } = useLingui();
  const client = useQueryClient();
  const [url, setUrl] = useState(endpoint?.url ?? '');
  const [description, setDescription] = useState(endpoint?.description ?? '');
  const [events, setEvents] = useState<readonly string[]>(endpoint?.enabled_events ?? []);
  const [looked, setLooked] = useState(false);
  const [key, setKey] = useState(newKey);
  const save = useMutation({
    mutationFn: async () => {
      const path = endpoint === null ? '/v1/webhook_endpoints' : `/v1/webhook_endpoints/${encodeURIComponent(endpoint.id)}`;
      const parameters = { url: url.trim(), enabled_events: events, description: description.trim() };
      return orThrow(await postForm<WireWebhookEndpoint>(path, parameters, { idempotencyKey: key }));
    },
    onSuccess: (saved) => {
      void client.invalidateQueries({ queryKey: ['webhooks'] });
      onDone(saved);
    },
    // What was refused is sent anew, with a key of its own; a lost answer is asked for with the same.
    onError: (error) => (failureIn(error).kind === 'refused' ? setKey(newKey()) : undefined),
  });
  const refusal = save.isError ? failureIn(save.error) : null;
  const isAboutUrl = refusal?.kind === 'refused' && refusal.param === 'url';
  const urlError = isAboutUrl ? i18n._(failureWords(refusal)) : looked && url.trim() === '' ? t`Enter the address.` : null;
  const submit = () => {
    if (save.isPending) return;
    setLooked(true);
    if (url.trim() !== '' && events.length > 0) save.mutate();
  };
  return (
    <DialogBody onSubmit={submit}>
      <TextInput
        label={t`Address`}
        description={t`Where events are posted to, like ${EXAMPLE}.`}
        name="endpoint-url"
        type="url"
        inputMode="url"
        autoComplete="off"
        data-autofocus
        maxLength={2048}
        value={url}
        error={urlError}
        onChange={(event) => {
          setUrl(event.currentTarget.value);
          save.reset();
        }}
      />
      <TextInput
        label={t`Description`}
        description={t`Optional: which program listens there.`}
        name="endpoint-description"
        autoComplete="off"
        maxLength={500}
        value={description}
        onChange={(event) => setDescription(event.currentTarget.value)}
      />
      <EventChoice chosen={events} onChange={setEvents} error={looked && events.length === 0 ? t`Choose one event at least.` : null} />
      {save.isError && !isAboutUrl ? <FailureNotice error={save.error} /> : null}
      <DialogButtons onCancel={onClose}>
        <Button type="submit" loading={save.isPending}>
          {endpoint === null ? <Trans>Create the endpoint</Trans> : <Trans>Save</Trans>}
        </Button>
      </DialogButtons>
    </DialogBody>
  );
}
