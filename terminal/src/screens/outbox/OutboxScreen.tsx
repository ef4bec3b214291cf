import { Trans, useLingui } from '@lingui/react/macro';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { messagesQuery } from '../../api/queries.ts';
import { nowMs } from '../../browser/clock.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Page, Panel } from '../../components/Page.tsx';
import { Pager } from '../../components/Pager.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import styles from '../../components/Table.module.css';
import { useFormats } from '../../language/useFormats.ts';
import { useSession } from '../../shell/SessionContext.ts';
import { MessageStatus } from './MessageStatus.tsx';

/** Every message that left, or would have. */
export function OutboxScreen() {
  const { t } = useLingui();
  const formats = useFormats();
  const { mail } = useSession();
  const cursor = useSearch({ from: '/outbox' });
  const navigate = useNavigate({ from: '/outbox' });
  const page = useQuery({ ...messagesQuery(cursor), placeholderData: keepPreviousData });
  return (
    <Page title={t`Outbox`}>
      {mail.configured ? null : (
        <Notice tone="info">
          <Trans>No mail server is set up, so messages stay here and can be read. They go out by e-mail once SMTP_URL is set.</Trans>
        </Notice>
      )}
      {page.isError ? <FailureNotice error={page.error} retry={() => void page.refetch()} /> : null}
      {page.isPending ? (
        <Panel>
          <Skeleton lines={6} />
        </Panel>
      ) : null}
      {page.data === undefined ? null : page.data.data.length === 0 ? (
        <Panel>
          <EmptyState icon="outbox" title={t`No messages yet`}>
            <p>
              <Trans>Receipts that you send after a payment stand here, with their way to the customer.</Trans>
            </p>
          </EmptyState>
        </Panel>
      ) : (
        <>
          <Panel flush>
            <table className={styles.table} aria-label={t`Messages`}>
              <thead>
                <tr>
                  <th scope="col">
                    <Trans>Recipient</Trans>
                  </th>
                  <th scope="col">
                    <Trans>Status</Trans>
                  </th>
                  <th scope="col">
                    <Trans>Subject</Trans>
                  </th>
                  <th scope="col" className={styles.end}>
                    <Trans>When</Trans>
                  </th>
                </tr>
              </thead>
              <tbody>
                {page.data.data.map((message) => (
                  <tr key={message.id} className={styles.linked}>
                    <td data-cell="lead">
                      <Link to="/outbox/$id" params={{ id: message.id }} className={styles.link}>
                        {message.to}
                      </Link>
                    </td>
                    <td data-cell="side">
                      <MessageStatus status={message.status} />
                    </td>
                    <td lang={message.language}>{message.subject}</td>
                    <td className={`${styles.end} num`}>{formats.recent(message.created, nowMs())}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Panel>
          <Pager cursor={cursor} page={page.data} turn={({ after, before }) => void navigate({ search: { after, before } })} />
        </>
      )}
    </Page>
  );
}
