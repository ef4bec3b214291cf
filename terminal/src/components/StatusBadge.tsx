import type { PaymentStatus } from '@guichet/contract/terminal.ts';
import { useLingui } from '@lingui/react';
import { STATUS_WORDS } from '../language/words.ts';
import styles from './StatusBadge.module.css';

const TONES: Readonly<Record<PaymentStatus, 'good' | 'bad' | 'warn' | 'plain'>> = {
  succeeded: 'good',
  refunded: 'plain',
  partially_refunded: 'plain',
  requires_capture: 'warn',
  requires_action: 'warn',
  processing: 'warn',
  failed: 'bad',
  canceled: 'plain',
  incomplete: 'plain',
  blocked: 'bad',
};

/** The state of a payment: the word says it, the colour only helps the eye. */
export function StatusBadge({ status }: { status: PaymentStatus }) {
  const { i18n } = useLingui();
  return <Badge tone={TONES[status]}>{i18n._(STATUS_WORDS[status])}</Badge>;
}

export function Badge({ tone, children }: { tone: 'good' | 'bad' | 'warn' | 'plain'; children: string }) {
  return (
    <span className={styles.badge} data-tone={tone}>
      {children}
    </span>
  );
}
