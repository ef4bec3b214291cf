import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { latestPaymentsQuery } from '../../api/queries.ts';
import { nowMs } from '../../browser/clock.ts';
import { useCardName } from '../../components/CardName.tsx';
import { StatusBadge } from '../../components/StatusBadge.tsx';
import { useFormats } from '../../language/useFormats.ts';
import { useMay } from '../../shell/SessionContext.ts';
import styles from './LatestPayments.module.css';

/** What was taken last, beside the form: answers "did that one go through?" without leaving it. */
export function LatestPayments() {
  const formats = useFormats();
  const cardName = useCardName();
  const latest = useQuery({ ...latestPaymentsQuery, enabled: useMay('payments.read') });
  if (latest.data === undefined || latest.data.data.length === 0) return null;
  return (
    <section>
      <h2 className={styles.heading}>
        <Trans>Latest payments</Trans>
      </h2>
      <ul className={styles.list}>
        {latest.data.data.map((payment) => (
          <li key={payment.id}>
            <Link to="/payments/$id" params={{ id: payment.id }} className={styles.row}>
              <span className={styles.amount}>{formats.amount(payment.amount, payment.currency)}</span>
              <StatusBadge status={payment.status} />
              <span className={styles.detail}>
                {formats.recent(payment.created, nowMs())}
                {payment.card === null ? null : ` · ${cardName(payment.card)}`}
                {payment.customer?.name ? ` · ${payment.customer.name}` : null}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
