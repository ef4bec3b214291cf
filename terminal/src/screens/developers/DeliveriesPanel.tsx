import type { WebhookDeliveryView } from '@guichet/contract/webhookViews.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { LOOK_AROUND_MS, webhookDeliveriesQuery } from '../../api/webhookQueries.ts';
import { nowMs } from '../../browser/clock.ts';
import { NativeSelect } from '../../components/controls/NativeSelect.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Panel } from '../../components/Page.tsx';
import { Pager } from '../../components/Pager.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { Badge } from '../../components/StatusBadge.tsx';
import styles from '../../components/Table.module.css';
import { useFormats } from '../../language/useFormats.ts';
import screen from './WebhookScreen.module.css';
import { DELIVERY_STATUS, TRY_ERRORS } from './webhookWords.ts';

const STATUSES = ['pending', 'succeeded', 'failed', 'canceled'] as const;

function Answer({ delivery }: { delivery: WebhookDeliveryView }) {
  const { i18n } = useLingui();
  const { last_status: status, last_error: error } = delivery;
  if (status !== null) return <Trans>answered {status}</Trans>;
  return error === null ? null : i18n._(TRY_ERRORS[error.code]);
}

function DeliveriesTable({ deliveries }: { deliveries: readonly WebhookDeliveryView[] }) {
  const { t, i18n } = useLingui();
  const formats = useFormats();
  return (
    <table className={styles.table} aria-label={t`Deliveries`}>
      <thead>
        <tr>
          <th scope="col">
            <Trans>Event</Trans>
          </th>
          <th scope="col" className={styles.tight}>
            <Trans>Status</Trans>
          </th>
          <th scope="col">
            <Trans>About</Trans>
          </th>
          <th scope="col" className={styles.tight}>
            <Trans>Tries</Trans>
          </th>
          <th scope="col">
            <Trans>Last answer</Trans>
          </th>
          <th scope="col" className={`${styles.end} ${styles.tight}`}>
            <Trans>When</Trans>
          </th>
        </tr>
      </thead>
      <tbody>
        {deliveries.map((delivery) => {
          const status = DELIVERY_STATUS[delivery.status];
          return (
            <tr key={delivery.id} className={styles.linked}>
              <td data-cell="lead">
                <Link to="/developers/deliveries/$id" params={{ id: delivery.id }} className={styles.link}>
                  {delivery.event_type}
                </Link>
              </td>
              <td data-cell="side">
                <Badge tone={status.tone}>{i18n._(status.words)}</Badge>
              </td>
              <td data-cell="line">{delivery.about}</td>
              <td className="num">
                <span className={styles.only}>
                  <Trans>Tries</Trans>{' '}
                </span>
                {delivery.tries}
              </td>
              <td>
                <Answer delivery={delivery} />
              </td>
              <td className={`${styles.end} num`}>{formats.recent(delivery.created, nowMs())}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** What was sent to an endpoint, and is to be, newest first. */
export function DeliveriesPanel({ endpoint }: { endpoint: string }) {
  const { t, i18n } = useLingui();
  const { status, after, before } = useSearch({ from: '/developers/webhooks/$id' });
  const navigate = useNavigate({ from: '/developers/webhooks/$id' });
  const cursor = { after, before };
  const page = useQuery({
    ...webhookDeliveriesQuery(endpoint, status, cursor),
    placeholderData: keepPreviousData,
    refetchInterval: LOOK_AROUND_MS,
  });
  return (
    <>
      <Panel title={t`Deliveries`} flush>
        <div className={screen.filter}>
          <NativeSelect
            label={t`Status`}
            name="status"
            value={status ?? ''}
            onChange={({ currentTarget: { value } }) => void navigate({ search: value === '' ? {} : { status: value }, replace: true })}
            data={[{ value: '', label: t`All` }, ...STATUSES.map((value) => ({ value, label: i18n._(DELIVERY_STATUS[value].words) }))]}
          />
        </div>
        {page.isError ? <FailureNotice error={page.error} retry={() => void page.refetch()} /> : null}
        {page.isPending ? <Skeleton lines={6} /> : null}
        {page.data?.data.length === 0 ? (
          <EmptyState icon="outbox" title={status === undefined ? t`Nothing sent yet` : t`No delivery fits`}>
            {status === undefined ? (
              <p>
                <Trans>Each event that this endpoint is told of will stand here for 30 days, with what it answered.</Trans>
              </p>
            ) : null}
          </EmptyState>
        ) : null}
        {page.data !== undefined && page.data.data.length > 0 ? <DeliveriesTable deliveries={page.data.data} /> : null}
      </Panel>
      {page.data === undefined || page.data.data.length === 0 ? null : (
        <Pager cursor={cursor} page={page.data} turn={(to) => void navigate({ search: { ...(status && { status }), ...to } })} />
      )}
    </>
  );
}
