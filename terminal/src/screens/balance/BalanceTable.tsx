import type { WireBalance } from '@guichet/contract/wire/balance.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import styles from '../../components/Table.module.css';
import { useFormats } from '../../language/useFormats.ts';

/** One line per currency: what can be paid out now, and what is still to come. */
export function BalanceTable({ balance }: { balance: WireBalance }) {
  const { t } = useLingui();
  const formats = useFormats();
  return (
    <table className={styles.table} aria-label={t`Balance`}>
      <thead>
        <tr>
          <th scope="col">
            <Trans>Currency</Trans>
          </th>
          <th scope="col" className={styles.end}>
            <Trans>Pending</Trans>
          </th>
          <th scope="col" className={styles.end}>
            <Trans>Available</Trans>
          </th>
        </tr>
      </thead>
      <tbody>
        {balance.available.map(({ amount, currency }) => {
          const pending = balance.pending.find((one) => one.currency === currency)?.amount ?? 0;
          return (
            <tr key={currency}>
              <td data-cell="lead">
                <strong>{currency.toUpperCase()}</strong>
              </td>
              <td className={`${styles.end} num`}>
                <span className={styles.only}>
                  <Trans>Pending</Trans>{' '}
                </span>
                {formats.amount(pending, currency)}
              </td>
              <td className={`${styles.end} num`}>
                <span className={styles.only}>
                  <Trans>Available</Trans>{' '}
                </span>
                <strong>{formats.amount(amount, currency)}</strong>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
