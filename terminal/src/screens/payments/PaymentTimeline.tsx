import { declineAdvice } from '@guichet/contract/declines.ts';
import type { TimelineEntry } from '@guichet/contract/terminal.ts';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { Panel } from '../../components/Page.tsx';
import { When } from '../../components/When.tsx';
import { useFormats } from '../../language/useFormats.ts';
import { DECLINE_WORDS } from './declineWords.ts';
import styles from './PaymentTimeline.module.css';

type Tone = 'good' | 'bad' | 'plain';

const EVENTS: Readonly<Record<string, { readonly words: MessageDescriptor; readonly tone: Tone }>> = {
  created: { words: msg`Payment started`, tone: 'plain' },
  approved: { words: msg`Approved by the bank`, tone: 'good' },
  challenged: { words: msg`The payer was sent to their bank to confirm`, tone: 'plain' },
  declined: { words: msg`Declined`, tone: 'bad' },
  authorised: { words: msg`Amount put on hold`, tone: 'good' },
  captured: { words: msg`Captured`, tone: 'good' },
  capture_failed: { words: msg`Capture failed`, tone: 'bad' },
  incremented: { words: msg`Hold raised`, tone: 'good' },
  increment_failed: { words: msg`Raising the hold failed`, tone: 'bad' },
  canceled: { words: msg`Cancelled`, tone: 'plain' },
  cancel_failed: { words: msg`Release of the hold failed`, tone: 'bad' },
  blocked: { words: msg`Blocked before it reached the bank`, tone: 'bad' },
  refunded: { words: msg`Refunded`, tone: 'plain' },
  refund_pending: { words: msg`Refund on its way`, tone: 'plain' },
  refund_returned: { words: msg`Refund came back`, tone: 'bad' },
  refund_canceled: { words: msg`Refund called back`, tone: 'plain' },
  refund_cancel_failed: { words: msg`Refund could not be called back`, tone: 'bad' },
  inquiry_opened: { words: msg`The payer asked their bank about the payment: no money was taken back`, tone: 'bad' },
  disputed: { words: msg`Disputed: the money was taken back`, tone: 'bad' },
  dispute_won: { words: msg`Dispute won: the money is back`, tone: 'good' },
  evidence_submitted: { words: msg`Answer to the dispute submitted`, tone: 'plain' },
  evidence_failed: { words: msg`Answer to the dispute not taken`, tone: 'bad' },
  dispute_accepted: { words: msg`Dispute accepted`, tone: 'plain' },
  dispute_accept_failed: { words: msg`Dispute could not be accepted`, tone: 'bad' },
  refund_failed: { words: msg`Refund failed`, tone: 'bad' },
  receipt_sent: { words: msg`Receipt sent`, tone: 'plain' },
  receipt_kept: { words: msg`Receipt put into the outbox`, tone: 'plain' },
  processing: { words: msg`Waiting for the bank`, tone: 'plain' },
  debit_taken_in: { words: msg`Direct debit handed to the bank`, tone: 'plain' },
  debit_paid: { words: msg`Paid by the payer’s bank`, tone: 'good' },
  debit_unpaid: { words: msg`Not paid by the payer’s bank`, tone: 'bad' },
  unresolved: { words: msg`The bank's answer was lost and is being looked up`, tone: 'bad' },
  card_saved: { words: msg`Card saved for the customer`, tone: 'plain' },
};

/** An event that this page has no words for yet still shows that something happened, and when. */
const OTHER = { words: msg`Changed`, tone: 'plain' } as const;

/** What happened, in order, and who did it. */
export function PaymentTimeline({ entries }: { entries: readonly TimelineEntry[] }) {
  const { t, i18n } = useLingui();
  const formats = useFormats();
  return (
    <Panel title={t`What happened`}>
      <ol className={styles.timeline}>
        {entries.map((entry, place) => {
          const { words, tone } = EVENTS[entry.type] ?? OTHER;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: entries are only ever added at the end.
            <li key={place} data-tone={tone}>
              <p className={styles.event}>
                {i18n._(words)}
                {entry.amount !== undefined && entry.currency !== undefined ? (
                  <span className="num"> · {formats.amount(entry.amount, entry.currency)}</span>
                ) : null}
              </p>
              {entry.type === 'declined' ? <p>{i18n._(DECLINE_WORDS[declineAdvice(entry.code).wording])}</p> : null}
              <p className={styles.detail}>
                <When at={entry.at} exact />
                {entry.actor === null ? null : ` · ${entry.actor.name}`}
              </p>
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}
