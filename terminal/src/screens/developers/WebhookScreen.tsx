import { ALL_EVENTS } from '@guichet/contract/eventTypes.ts';
import type { WebhookEndpointView } from '@guichet/contract/webhookViews.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { postForm } from '../../api/client.ts';
import { orThrow } from '../../api/outcome.ts';
import { webhookEndpointQuery } from '../../api/webhookQueries.ts';
import { BackLink } from '../../components/BackLink.tsx';
import { CopyText } from '../../components/CopyText.tsx';
import { Button } from '../../components/controls/Button.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Page, Panel } from '../../components/Page.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { Badge } from '../../components/StatusBadge.tsx';
import { When } from '../../components/When.tsx';
import { useFormats } from '../../language/useFormats.ts';
import { useMay } from '../../shell/SessionContext.ts';
import { DeliveriesPanel } from './DeliveriesPanel.tsx';
import { DeleteEndpointForm, RollSecretForm, ShowEndpointSecret } from './EndpointDialogs.tsx';
import { EndpointForm } from './EndpointForm.tsx';
import styles from './WebhookScreen.module.css';
import { healthOf, TRY_ERRORS } from './webhookWords.ts';

type Open =
  | { readonly kind: 'edit' }
  | { readonly kind: 'roll' }
  | { readonly kind: 'secret'; readonly secret: string }
  | { readonly kind: 'delete' };

function Actions({ endpoint, onOpen }: { endpoint: WebhookEndpointView; onOpen: (open: Open) => void }) {
  const client = useQueryClient();
  const disabled = endpoint.status === 'disabled';
  const toggle = useMutation({
    mutationFn: async () => orThrow(await postForm(`/v1/webhook_endpoints/${encodeURIComponent(endpoint.id)}`, { disabled: !disabled })),
    onSettled: () => client.invalidateQueries({ queryKey: ['webhooks'] }),
  });
  return (
    <>
      <Button variant="default" onClick={() => onOpen({ kind: 'edit' })}>
        <Trans>Edit</Trans>
      </Button>
      <Button variant="default" loading={toggle.isPending} onClick={() => toggle.mutate()}>
        {disabled ? <Trans>Enable</Trans> : <Trans>Disable</Trans>}
      </Button>
      <Button variant="default" onClick={() => onOpen({ kind: 'roll' })}>
        <Trans>New secret</Trans>
      </Button>
      <Button variant="default" onClick={() => onOpen({ kind: 'delete' })}>
        <Trans>Delete</Trans>
      </Button>
      {toggle.isError ? <FailureNotice error={toggle.error} /> : null}
    </>
  );
}

function Failing({ endpoint }: { endpoint: WebhookEndpointView }) {
  const { i18n } = useLingui();
  const formats = useFormats();
  if (endpoint.failing_since === null || endpoint.status === 'disabled') return null;
  const since = formats.moment(endpoint.failing_since);
  return (
    <Notice tone="bad">
      <p>
        <Trans>Every try has failed since {since}. Each event is tried for three days.</Trans>{' '}
        {endpoint.last_error === null ? null : i18n._(TRY_ERRORS[endpoint.last_error.code])}
      </p>
    </Notice>
  );
}

function Facts({ endpoint }: { endpoint: WebhookEndpointView }) {
  const { t, i18n } = useLingui();
  const health = healthOf(endpoint);
  return (
    <dl className={styles.facts}>
      <div>
        <dt>
          <Trans>Status</Trans>
        </dt>
        <dd>
          <Badge tone={health.tone}>{i18n._(health.words)}</Badge>
        </dd>
      </div>
      <div>
        <dt>
          <Trans>Last delivery</Trans>
        </dt>
        <dd>{endpoint.last_success === null ? <Trans>Never</Trans> : <When at={endpoint.last_success} />}</dd>
      </div>
      <div>
        <dt>
          <Trans>Created</Trans>
        </dt>
        <dd>
          <When at={endpoint.created} />
        </dd>
      </div>
      {endpoint.old_secret_until === null ? null : (
        <div>
          <dt>
            <Trans>The old secret signs as well until</Trans>
          </dt>
          <dd>
            <When at={endpoint.old_secret_until} />
          </dd>
        </div>
      )}
      <div>
        <dt>
          <Trans>Id</Trans>
        </dt>
        <dd>
          <CopyText text={endpoint.id} label={t`Id`} />
        </dd>
      </div>
      {endpoint.description === null ? null : (
        <div className={styles.wide}>
          <dt>
            <Trans>Description</Trans>
          </dt>
          <dd>{endpoint.description}</dd>
        </div>
      )}
      <div className={styles.wide}>
        <dt>
          <Trans>Events</Trans>
        </dt>
        <dd>
          {endpoint.enabled_events.includes(ALL_EVENTS) ? (
            <Trans>All events</Trans>
          ) : (
            <ul className={styles.types}>
              {endpoint.enabled_events.map((type) => (
                <li key={type}>
                  <code>{type}</code>
                </li>
              ))}
            </ul>
          )}
        </dd>
      </div>
    </dl>
  );
}

/** One endpoint: how it fares, what can be done with it, and all that was sent to it. */
export function WebhookScreen() {
  const { t } = useLingui();
  const { id } = useParams({ from: '/developers/webhooks/$id' });
  const navigate = useNavigate();
  const mayWrite = useMay('webhooks.write');
  const { data: endpoint, isPending, isError, error, refetch } = useQuery(webhookEndpointQuery(id));
  const [dialog, setDialog] = useState<Open | null>(null);
  const close = () => setDialog(null);
  const titles = {
    edit: t`Edit the endpoint`,
    roll: t`Replace the signing secret?`,
    secret: t`Signing secret`,
    delete: t`Delete this endpoint?`,
  };
  return (
    <Page
      title={endpoint?.url ?? t`Webhook endpoint`}
      above={
        <BackLink>
          <Link to="/developers">
            <Trans>Developers</Trans>
          </Link>
        </BackLink>
      }
      actions={endpoint !== undefined && mayWrite ? <Actions endpoint={endpoint} onOpen={setDialog} /> : undefined}
    >
      {isError ? <FailureNotice error={error} retry={() => void refetch()} /> : null}
      {isPending ? (
        <Panel>
          <Skeleton lines={5} />
        </Panel>
      ) : null}
      {endpoint === undefined ? null : (
        <>
          <Failing endpoint={endpoint} />
          <Panel>
            <Facts endpoint={endpoint} />
          </Panel>
          <DeliveriesPanel endpoint={endpoint.id} />
          <Dialog
            opened={dialog !== null}
            onClose={close}
            title={dialog === null ? '' : titles[dialog.kind]}
            closesOutside={dialog?.kind === 'roll' || dialog?.kind === 'delete'}
          >
            {dialog?.kind === 'edit' ? <EndpointForm endpoint={endpoint} onDone={close} onClose={close} /> : null}
            {dialog?.kind === 'roll' ? (
              <RollSecretForm endpoint={endpoint} onRolled={(secret) => setDialog({ kind: 'secret', secret })} onClose={close} />
            ) : null}
            {dialog?.kind === 'secret' ? <ShowEndpointSecret secret={dialog.secret} onClose={close} /> : null}
            {dialog?.kind === 'delete' ? (
              <DeleteEndpointForm endpoint={endpoint} onDeleted={() => void navigate({ to: '/developers' })} onClose={close} />
            ) : null}
          </Dialog>
        </>
      )}
    </Page>
  );
}
