import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { recordTotalsQuery } from '../../api/recordQueries.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import styles from '../../components/Table.module.css';
import { useFormats } from '../../language/useFormats.ts';
import page from './RecordsScreen.module.css';
import { METHOD_WORDS } from './recordWords.ts';

/** What each person took and gave back on a day: what should lie in the drawer. */
export function DayTotals({ day }: { day: string }) {
  const { t, i18n } = useLingui();
  const formats = useFormats();
  const totals = useQuery(recordTotalsQuery(day));
  if (totals.isError) return <FailureNotice error={totals.error} retry={() => void totals.refetch()} />;
  if (totals.data === undefined) return <Skeleton lines={2} />;
  if (totals.data.totals.length === 0)
    return (
      <p className={`muted ${page.none}`}>
        <Trans>Nothing was recorded on this day.</Trans>
      </p>
    );
  return (
    <table className={styles.table} aria-label={t`Totals of the day`}>
      <thead>
        <tr>
          <th scope="col">
            <Trans>Paid by</Trans>
          </th>
          <th scope="col">
            <Trans>Taken by</Trans>
          </th>
          <th scope="col" className={styles.end}>
            <Trans>Received</Trans>
          </th>
          <th scope="col" className={styles.end}>
            <Trans>Given back</Trans>
          </th>
          <th scope="col" className={styles.end}>
            <Trans>Remains</Trans>
          </th>
        </tr>
      </thead>
      <tbody>
        {totals.data.totals.map(({ staff, method, currency, received, returned }) => (
          <tr key={`${staff?.id} ${method} ${currency}`}>
            <td data-cell="lead">{i18n._(METHOD_WORDS[method])}</td>
            <td data-cell="side">{staff?.name}</td>
            <td className={`${styles.end} num`}>{formats.amount(received, currency)}</td>
            <td className={`${styles.end} num`}>{returned === 0 ? null : `−${formats.amount(returned, currency)}`}</td>
            <td className={styles.lead} data-cell="side">
              <span className={styles.only}>
                <Trans>Remains</Trans>{' '}
              </span>
              {formats.amount(received - returned, currency)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
