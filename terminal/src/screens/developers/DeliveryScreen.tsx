import type { WebhookDeliveryDetail } from '@guichet/contract/webhookViews.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { postJson } from '../../api/client.ts';
import { orThrow } from '../../api/outcome.ts';
import { webhookDeliveryQuery } from '../../api/webhookQueries.ts';
import { BackLink } from '../../components/BackLink.tsx';
import { CopyText } from '../../components/CopyText.tsx';
import { Button } from '../../components/controls/Button.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Page, Panel } from '../../components/Page.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { Badge } from '../../components/StatusBadge.tsx';
import { When } from '../../components/When.tsx';
import { useMay } from '../../shell/SessionContext.ts';
import styles from './WebhookScreen.module.css';
import { DELIVERY_STATUS, TRY_ERRORS } from './webhookWords.ts';

function Facts({ delivery }: { delivery: WebhookDeliveryDetail }) {
  const { t, i18n } = useLingui();
  const status = DELIVERY_STATUS[delivery.status];
  return (
    <dl className={styles.facts}>
      <div>
        <dt>
          <Trans>Status</Trans>
        </dt>
        <dd>
          <Badge tone={status.tone}>{i18n._(status.words)}</Badge>
        </dd>
      </div>
      <div>
        <dt>
          <Trans>Happened</Trans>
        </dt>
        <dd>
          <When at={delivery.created} exact />
        </dd>
      </div>
      {delivery.next_try === null ? null : (
        <div>
          <dt>
            <Trans>Next try</Trans>
          </dt>
          <dd>
            <When at={delivery.next_try} exact />
          </dd>
        </div>
      )}
      <div>
        <dt>
          <Trans>Event</Trans>
        </dt>
        <dd>
          <CopyText text={delivery.event} label={t`Event`} />
        </dd>
      </div>
      <div>
        <dt>
          <Trans>About</Trans>
        </dt>
        <dd>
          {delivery.about.startsWith('pi_') ? (
            <Link to="/payments/$id" params={{ id: delivery.about }}>
              <Trans>The payment</Trans>
            </Link>
          ) : (
            <CopyText text={delivery.about} label={t`About`} />
          )}
        </dd>
      </div>
    </dl>
  );
}

function Tries({ delivery }: { delivery: WebhookDeliveryDetail }) {
  const { t, i18n } = useLingui();
  return (
    <Panel title={t`Tries`}>
      {delivery.made.length === 0 ? (
        <p className="muted">
          <Trans>Not tried yet.</Trans>
        </p>
      ) : (
        <ol className={styles.tries} reversed>
          {delivery.made.map((made) => {
            const { number, status } = made;
            const seconds = (made.duration_ms / 1000).toLocaleString(i18n.locale, { maximumFractionDigits: 2 });
            return (
              <li key={number} className={styles.try}>
                <p className={styles.head}>
                  <strong>{status === null ? <Trans>No answer</Trans> : <Trans>Answered {status}</Trans>}</strong>
                  <span className="muted">
                    <When at={made.at} exact /> · <Trans>{seconds} s</Trans>
                  </span>
                </p>
                {made.error === null ? null : <p>{i18n._(TRY_ERRORS[made.error.code])}</p>}
                {made.body ? (
                  // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
                  <pre className={styles.text} tabIndex={0}>
                    {made.body}
                  </pre>
                ) : null}
              </li>
            );
          })}
        </ol>
      )}
    </Panel>
  );
}

/** One event on its way to one endpoint: what is sent, each try and its answer. */
export function DeliveryScreen() {
  const { t } = useLingui();
  const { id } = useParams({ from: '/developers/deliveries/$id' });
  const mayWrite = useMay('webhooks.write');
  const client = useQueryClient();
  const { data: delivery, isPending, isError, error, refetch } = useQuery(webhookDeliveryQuery(id));
  const again = useMutation({
    mutationFn: async () => orThrow(await postJson(`/guichet/v1/webhook_deliveries/${encodeURIComponent(id)}/send`, {})),
    onSuccess: () => client.invalidateQueries({ queryKey: ['webhooks'] }),
  });
  return (
    <Page
      title={delivery?.event_type ?? t`Delivery`}
      above={
        <BackLink>
          {delivery === undefined ? (
            <Link to="/developers">
              <Trans>Developers</Trans>
            </Link>
          ) : (
            <Link to="/developers/webhooks/$id" params={{ id: delivery.endpoint }}>
              <Trans>Webhook endpoint</Trans>
            </Link>
          )}
        </BackLink>
      }
      actions={
        delivery !== undefined && mayWrite ? (
          <Button loading={again.isPending} onClick={() => again.mutate()}>
            <Trans>Send again</Trans>
          </Button>
        ) : undefined
      }
    >
      {again.isError ? <FailureNotice error={again.error} /> : null}
      <span className="vh" role="status">
        {again.isSuccess ? t`It is being sent again.` : ''}
      </span>
      {isError ? <FailureNotice error={error} retry={() => void refetch()} /> : null}
      {isPending ? (
        <Panel>
          <Skeleton lines={6} />
        </Panel>
      ) : null}
      {delivery === undefined ? null : (
        <>
          <Panel>
            <Facts delivery={delivery} />
          </Panel>
          <Tries delivery={delivery} />
          <Panel title={t`What is sent`}>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard. */}
            <pre className={styles.text} tabIndex={0}>
              {JSON.stringify(delivery.body, null, 2)}
            </pre>
          </Panel>
        </>
      )}
    </Page>
  );
}
