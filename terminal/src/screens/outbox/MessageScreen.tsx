import type { MessageView } from '@guichet/contract/terminal.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { messageQuery } from '../../api/queries.ts';
import { withNonce } from '../../browser/styleNonce.ts';
import { BackLink } from '../../components/BackLink.tsx';
import { Choices } from '../../components/Choices.tsx';
import { LinkButton } from '../../components/controls/LinkButton.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Page, Panel } from '../../components/Page.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { When } from '../../components/When.tsx';
import { LANGUAGE_NAMES } from '../../language/languages.ts';
import styles from './MessageScreen.module.css';
import { MessageStatus } from './MessageStatus.tsx';

function Content({ message }: { message: MessageView }) {
  const { t } = useLingui();
  const [form, setForm] = useState<'html' | 'text'>('html');
  return (
    <>
      <Choices
        name="message-form"
        legend={<Trans>Show as</Trans>}
        value={form}
        onChange={setForm}
        choices={[
          { value: 'html', words: <Trans>Formatted</Trans> },
          { value: 'text', words: <Trans>Plain text</Trans> },
        ]}
      />
      {form === 'text' ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
        <pre className={styles.text} lang={message.language} tabIndex={0}>
          {message.text}
        </pre>
      ) : (
        // Without scripts, forms or our origin: what stands in a message can do nothing here.
        <iframe className={styles.html} title={t`The message as the customer sees it`} srcDoc={withNonce(message.html)} sandbox="" />
      )}
    </>
  );
}

export function MessageScreen() {
  const { t } = useLingui();
  const { id } = useParams({ from: '/outbox/$id' });
  const message = useQuery(messageQuery(id));
  return (
    <Page
      title={message.data?.subject ?? t`Message`}
      actions={
        message.data?.has_receipt === true ? (
          <LinkButton to="/outbox/$id/print" params={{ id }}>
            <Trans>Print a receipt</Trans>
          </LinkButton>
        ) : null
      }
      above={
        <BackLink>
          <Link to="/outbox">
            <Trans>Outbox</Trans>
          </Link>
        </BackLink>
      }
    >
      {message.isError ? <FailureNotice error={message.error} retry={() => void message.refetch()} /> : null}
      {message.isPending ? (
        <Panel>
          <Skeleton lines={8} />
        </Panel>
      ) : null}
      {message.data === undefined ? null : (
        <Panel>
          <div className={styles.message}>
            <dl className={styles.facts}>
              <div>
                <dt>
                  <Trans>Recipient</Trans>
                </dt>
                <dd>{message.data.to}</dd>
              </div>
              <div>
                <dt>
                  <Trans>Status</Trans>
                </dt>
                <dd>
                  <MessageStatus status={message.data.status} />
                </dd>
              </div>
              <div>
                <dt>
                  <Trans>Written</Trans>
                </dt>
                <dd>
                  <When at={message.data.created} />
                </dd>
              </div>
              {message.data.sent_at === null ? null : (
                <div>
                  <dt>
                    <Trans>Sent</Trans>
                  </dt>
                  <dd>
                    <When at={message.data.sent_at} />
                  </dd>
                </div>
              )}
              <div>
                <dt>
                  <Trans>Language</Trans>
                </dt>
                <dd>{LANGUAGE_NAMES[message.data.language]}</dd>
              </div>
              {message.data.payment_intent === null ? null : (
                <div>
                  <dt>
                    <Trans>About</Trans>
                  </dt>
                  <dd>
                    <Link to="/payments/$id" params={{ id: message.data.payment_intent }}>
                      <Trans>The payment</Trans>
                    </Link>
                  </dd>
                </div>
              )}
            </dl>
            {message.data.error === null ? null : (
              <Notice tone="bad">
                <p>
                  <Trans>The mail server answered:</Trans> {message.data.error}
                </p>
              </Notice>
            )}
            <Content message={message.data} />
          </div>
        </Panel>
      )}
    </Page>
  );
}
