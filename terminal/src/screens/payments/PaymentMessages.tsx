import type { MessageSummary } from '@guichet/contract/terminal.ts';
import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { Panel } from '../../components/Page.tsx';
import { When } from '../../components/When.tsx';
import { useMay } from '../../shell/SessionContext.ts';
import { MessageStatus } from '../outbox/MessageStatus.tsx';
import styles from './PaymentMessages.module.css';

/** The receipts that went out for this payment. */
export function PaymentMessages({ messages }: { messages: readonly MessageSummary[] }) {
  const { t } = useLingui();
  const mayRead = useMay('messages.read');
  if (messages.length === 0) return null;
  return (
    <Panel title={t`Receipts`}>
      <ul className={styles.messages}>
        {messages.map((message) => (
          <li key={message.id}>
            <span className={styles.to}>
              {mayRead ? (
                <Link to="/outbox/$id" params={{ id: message.id }}>
                  {message.to}
                </Link>
              ) : (
                message.to
              )}
              <span className={styles.when}>
                <When at={message.created} />
              </span>
            </span>
            <MessageStatus status={message.status} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
