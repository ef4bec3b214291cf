import type { CardFieldsSettingsView } from '@guichet/contract/cardFieldViews.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { postJson } from '../../api/client.ts';
import { orThrow } from '../../api/outcome.ts';
import { cardFieldsQuery } from '../../api/providerQueries.ts';
import { newKey } from '../../browser/newKey.ts';
import { CopyText } from '../../components/CopyText.tsx';
import { Button } from '../../components/controls/Button.tsx';
import { TextInput } from '../../components/controls/TextInput.tsx';
import { FailureNotice, failureIn } from '../../components/FailureNotice.tsx';
import { Panel } from '../../components/Page.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import styles from './FrameOriginsPanel.module.css';

/** Not part of the messages: its colon is no sign of punctuation. */
const EXAMPLE = 'https://counter.example.com';
const LOCAL = 'http://localhost';

/** Changes the list as it stands on the server by then, which somebody else may have changed since it was shown. */
function useChangeOrigins(onSuccess: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (changed: (origins: readonly string[]) => readonly string[]) => {
      const { origins } = await client.fetchQuery({ ...cardFieldsQuery, staleTime: 0 });
      const body = { origins: changed(origins) };
      return orThrow(await postJson<CardFieldsSettingsView>('/guichet/v1/card_fields', body, { idempotencyKey: newKey() }));
    },
    onSuccess: (saved) => {
      client.setQueryData(cardFieldsQuery.queryKey, saved);
      onSuccess();
    },
  });
}

function OriginsForm({ settings: { origins } }: { settings: CardFieldsSettingsView }) {
  const { t } = useLingui();
  const [typed, setTyped] = useState('');
  const [looked, setLooked] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  // The button that was pressed may be gone by then.
  const change = useChangeOrigins(() => field.current?.focus());
  const failure = change.isError ? failureIn(change.error) : null;
  const isAboutOrigin = failure?.kind === 'refused' && failure.code === 'url_invalid';
  const origin = typed.trim();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (change.isPending) return;
    setLooked(origin === '');
    if (origin === '') return change.reset();
    change.mutate((before) => [...before, origin], { onSuccess: () => setTyped('') });
  };
  return (
    <>
      {origins.length === 0 ? (
        <p>
          <Trans>No page may show them yet.</Trans>
        </p>
      ) : (
        <ul className={styles.origins} aria-label={t`Who may show the card fields`}>
          {origins.map((one) => (
            <li key={one}>
              <span className={styles.origin}>{one}</span>
              <Button
                variant="subtle"
                aria-label={t`Remove ${one}`}
                disabled={change.isPending}
                onClick={() => change.mutate((before) => before.filter((other) => other !== one))}
              >
                <Trans>Remove</Trans>
              </Button>
            </li>
          ))}
        </ul>
      )}
      <form className={styles.adding} onSubmit={submit} noValidate autoComplete="off">
        <TextInput
          ref={field}
          label={t`Address of the other page`}
          description={t`Without a path, like ${EXAMPLE}.`}
          name="frame-origin"
          type="url"
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
          maxLength={255}
          value={typed}
          error={
            isAboutOrigin
              ? t`This is not the address of a page without its path, such as ${EXAMPLE}. Only ${LOCAL} may do without encryption.`
              : looked && origin === ''
                ? t`Enter the address.`
                : null
          }
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setLooked(false);
            change.reset();
          }}
        />
        <Button type="submit" variant="default" loading={change.isPending}>
          <Trans>Allow it</Trans>
        </Button>
      </form>
      {change.isError && !isAboutOrigin ? <FailureNotice error={change.error} /> : null}
      <span className="vh" role="status">
        {change.isSuccess ? <Trans>Saved.</Trans> : null}
      </span>
    </>
  );
}

/** Whose pages may show the card fields of this place in a frame, and what those need for it. */
export function FrameOriginsPanel() {
  const { t } = useLingui();
  const settings = useQuery(cardFieldsQuery);
  const key = settings.data?.publishable_key ?? null;
  return (
    <Panel title={t`Card fields for others`}>
      <div className={styles.body}>
        <p className="muted">
          <Trans>
            Another Guichet, or a page of your own, can take cards through this place and never hold their numbers: it shows this place’s
            card fields in a frame. Allow its address here, then give it this publishable key, and a secret key from the page Developers.
          </Trans>
        </p>
        {settings.isError ? <FailureNotice error={settings.error} retry={() => void settings.refetch()} /> : null}
        {settings.isPending ? <Skeleton lines={3} /> : null}
        {settings.data === undefined ? null : (
          <>
            <OriginsForm settings={settings.data} />
            <div>
              <p>
                <strong>
                  <Trans>Publishable key</Trans>
                </strong>
              </p>
              {key === null ? (
                <p>
                  <Trans>This place has none in force, so its card fields open for nobody.</Trans>
                </p>
              ) : (
                <CopyText text={key} label={t`Publishable key`} />
              )}
            </div>
          </>
        )}
      </div>
    </Panel>
  );
}
