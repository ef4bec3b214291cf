import type { SalePaymentView, SaleView } from '@guichet/contract/saleViews.ts';
import type { PaymentStatus } from '@guichet/contract/terminal.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { StatusBadge } from '../../components/StatusBadge.tsx';
import styles from '../../components/Table.module.css';
import { useFormats } from '../../language/useFormats.ts';
import { METHOD_WORDS } from '../records/recordWords.ts';

const statusOf = (payment: SalePaymentView): PaymentStatus => {
  if (payment.kind === 'payment') return payment.status;
  return payment.status === 'open' ? 'processing' : payment.status;
};

/** The payments of a sale. A payment's own page is where it is refunded. */
export function SalePayments({ sale }: { sale: SaleView }) {
  const { t, i18n } = useLingui();
  const formats = useFormats();
  return (
    <table className={styles.table} aria-label={t`Payments of the sale`}>
      <thead>
        <tr>
          <th scope="col">
            <Trans>When</Trans>
          </th>
          <th scope="col">
            <Trans>Status</Trans>
          </th>
          <th scope="col">
            <Trans>Paid by</Trans>
          </th>
          <th scope="col" className={styles.end}>
            <Trans>Amount</Trans>
          </th>
        </tr>
      </thead>
      <tbody>
        {sale.payments.map((payment) => (
          <tr key={payment.id}>
            <td data-cell="lead">{formats.moment(payment.created)}</td>
            <td data-cell="side">
              <StatusBadge status={statusOf(payment)} />
            </td>
            <td>
              {payment.kind === 'payment' ? (
                <Link to="/payments/$id" params={{ id: payment.id }}>
                  <Trans>See the payment</Trans>
                </Link>
              ) : (
                <Link to="/records" search={{ day: formats.isoDay(payment.created) }}>
                  {i18n._(METHOD_WORDS[payment.method])}
                </Link>
              )}
            </td>
            <td className={styles.lead}>{formats.amount(payment.amount, sale.currency)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
