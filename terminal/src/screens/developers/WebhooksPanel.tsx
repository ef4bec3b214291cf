import { ALL_EVENTS } from '@guichet/contract/eventTypes.ts';
import type { WebhookEndpointView } from '@guichet/contract/webhookViews.ts';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { webhookEndpointsQuery } from '../../api/webhookQueries.ts';
import { nowMs } from '../../browser/clock.ts';
import { Button } from '../../components/controls/Button.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Icon } from '../../components/Icon.tsx';
import { Panel } from '../../components/Page.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { Badge } from '../../components/StatusBadge.tsx';
import styles from '../../components/Table.module.css';
import { useFormats } from '../../language/useFormats.ts';
import { useMay } from '../../shell/SessionContext.ts';
import { ShowEndpointSecret } from './EndpointDialogs.tsx';
import { EndpointForm } from './EndpointForm.tsx';
import { healthOf } from './webhookWords.ts';

function EventCount({ types }: { types: readonly string[] }) {
  if (types.includes(ALL_EVENTS)) return <Trans>All events</Trans>;
  return <Plural value={types.length} one="# event" other="# events" />;
}

function EndpointsTable({ endpoints }: { endpoints: readonly WebhookEndpointView[] }) {
  const { t, i18n } = useLingui();
  const formats = useFormats();
  return (
    <table className={styles.table} aria-label={t`Webhook endpoints`}>
      <thead>
        <tr>
          <th scope="col">
            <Trans>Address</Trans>
          </th>
          <th scope="col" className={styles.tight}>
            <Trans>Status</Trans>
          </th>
          <th scope="col" className={styles.tight}>
            <Trans>Events</Trans>
          </th>
          <th scope="col" className={`${styles.end} ${styles.tight}`}>
            <Trans>Last delivery</Trans>
          </th>
        </tr>
      </thead>
      <tbody>
        {endpoints.map((endpoint) => {
          const health = healthOf(endpoint);
          const since = endpoint.failing_since === null ? '' : formats.recent(endpoint.failing_since, nowMs());
          return (
            <tr key={endpoint.id} className={styles.linked}>
              <td data-cell="lead">
                <span className={styles.first}>
                  <Link to="/developers/webhooks/$id" params={{ id: endpoint.id }} className={styles.link}>
                    {endpoint.url}
                  </Link>
                </span>
                <span className={styles.second}>{endpoint.description}</span>
              </td>
              <td data-cell="side">
                <Badge tone={health.tone}>{i18n._(health.words)}</Badge>
                {endpoint.failing_since === null ? null : (
                  <span className={styles.second}>
                    <Trans>since {since}</Trans>
                  </span>
                )}
              </td>
              <td>
                <EventCount types={endpoint.enabled_events} />
              </td>
              <td className={`${styles.end} num`}>
                <span className={styles.only}>
                  <Trans>Last delivery</Trans>{' '}
                </span>
                {endpoint.last_success === null ? <Trans>Never</Trans> : formats.recent(endpoint.last_success, nowMs())}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** The programs that are told of events, and how each fares. */
export function WebhooksPanel() {
  const { t } = useLingui();
  const mayWrite = useMay('webhooks.write');
  const endpoints = useQuery(webhookEndpointsQuery);
  const [dialog, setDialog] = useState<{ readonly secret: string | null } | null>(null);
  const close = () => setDialog(null);
  const found = endpoints.data?.data;
  const create = (
    <Button
      variant={found?.length === 0 ? 'default' : 'subtle'}
      leftSection={<Icon name="plus" />}
      onClick={() => setDialog({ secret: null })}
    >
      <Trans>New endpoint</Trans>
    </Button>
  );
  return (
    <>
      <Panel title={t`Webhooks`} flush actions={mayWrite && found !== undefined && found.length > 0 ? create : undefined}>
        {endpoints.isError ? <FailureNotice error={endpoints.error} retry={() => void endpoints.refetch()} /> : null}
        {endpoints.isPending ? <Skeleton lines={3} /> : null}
        {found?.length === 0 ? (
          <EmptyState icon="developers" title={t`No endpoints yet`}>
            <p>
              <Trans>An endpoint is the address of a program that is told of what happens here: each payment, refund or customer.</Trans>
            </p>
            {mayWrite ? create : null}
          </EmptyState>
        ) : null}
        {found !== undefined && found.length > 0 ? <EndpointsTable endpoints={found} /> : null}
      </Panel>
      <Dialog
        opened={dialog !== null}
        onClose={close}
        title={dialog?.secret == null ? t`New endpoint` : t`Signing secret`}
        closesOutside={false}
      >
        {dialog === null ? null : dialog.secret === null ? (
          <EndpointForm endpoint={null} onDone={({ secret }) => setDialog({ secret: secret ?? '' })} onClose={close} />
        ) : (
          <ShowEndpointSecret secret={dialog.secret} onClose={close} />
        )}
      </Dialog>
    </>
  );
}
