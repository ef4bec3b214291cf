import type { PaymentView } from '@guichet/contract/terminal.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { nowMs } from '../../browser/clock.ts';
import { PaidWith } from '../../components/PaidWith.tsx';
import { StatusBadge } from '../../components/StatusBadge.tsx';
import styles from '../../components/Table.module.css';
import { useFormats } from '../../language/useFormats.ts';
import { CHANNEL_WORDS } from '../../language/words.ts';
import { DisputedBadge } from '../disputes/DisputedBadge.tsx';

const who = ({ customer }: PaymentView): string | null => customer?.name ?? customer?.email ?? null;

/** Payments, newest first. The whole row leads to the payment; for keyboards and readers that is one link, on the amount. */
export function PaymentTable({ payments, label }: { payments: readonly PaymentView[]; label: string }) {
  const { i18n } = useLingui();
  const formats = useFormats();
  return (
    <table className={styles.table} aria-label={label}>
      <thead>
        <tr>
          <th scope="col" className={`${styles.end} ${styles.tight}`}>
            <Trans>Amount</Trans>
          </th>
          <th scope="col" className={styles.tight}>
            <Trans>Status</Trans>
          </th>
          <th scope="col">
            <Trans>Customer, reference</Trans>
          </th>
          <th scope="col">
            <Trans>Paid with</Trans>
          </th>
          <th scope="col">
            <Trans>Taken by</Trans>
          </th>
          <th scope="col" className={`${styles.end} ${styles.tight}`}>
            <Trans>When</Trans>
          </th>
        </tr>
      </thead>
      <tbody>
        {payments.map((payment) => (
          <tr key={payment.id} className={styles.linked}>
            <td className={styles.lead} data-cell="lead">
              <Link to="/payments/$id" params={{ id: payment.id }} className={styles.link}>
                {formats.amount(payment.amount, payment.currency)}
              </Link>
            </td>
            <td data-cell="side">
              <span className={styles.badges}>
                <StatusBadge status={payment.status} />
                <DisputedBadge status={payment.dispute?.status} />
              </span>
            </td>
            <td data-cell="line">
              <span className={styles.first}>{who(payment) ?? payment.description}</span>
              {who(payment) === null ? null : <span className={styles.second}>{payment.description}</span>}
            </td>
            <td>
              <PaidWith card={payment.card} account={payment.bank_account} />
            </td>
            <td>
              <span className={styles.first}>{payment.staff?.name}</span>
              <span className={styles.second}>{i18n._(CHANNEL_WORDS[payment.channel])}</span>
            </td>
            <td className={styles.end}>
              <time className="num" dateTime={new Date(payment.created * 1000).toISOString()}>
                {formats.recent(payment.created, nowMs())}
              </time>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
