import type { ReportDimension, ReportPeriod, ReportRow } from '@guichet/contract/reportViews.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { Panel } from '../../components/Page.tsx';
import { useFormats } from '../../language/useFormats.ts';
import styles from './BreakdownPanel.module.css';
import { salesCount, settledIn } from './figures.ts';
import { LineName } from './LineName.tsx';

interface BreakdownProps {
  readonly title: string;
  readonly by: ReportDimension;
  readonly rows: readonly ReportRow[];
  readonly period: ReportPeriod;
  readonly own: string;
}

/** What sales consist of: each line a bar as long as its share, with its figures in words. */
export function BreakdownPanel({ title, by, rows, period, own }: BreakdownProps) {
  const { t } = useLingui();
  const formats = useFormats();
  const largest = Math.max(1, ...rows.map((row) => settledIn(row, own).sales));
  return (
    <Panel title={title}>
      {rows.length === 0 ? (
        <p className="muted">
          <Trans>Nothing yet this month.</Trans>
        </p>
      ) : (
        <table className={styles.breakdown} aria-label={title}>
          <thead className="vh">
            <tr>
              <th scope="col">{title}</th>
              <th scope="col">{t`Payments`}</th>
              <th scope="col">{t`Sales`}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => {
              const sold = by === 'currency' ? row.sold.find(({ currency }) => currency === row.key) : undefined;
              const amounts =
                sold === undefined
                  ? row.settled.map(({ currency, sales }) => formats.amount(sales, currency))
                  : [formats.amount(sold.sales.amount, sold.currency)];
              return (
                <tr key={row.key}>
                  <th scope="row">
                    <LineName by={by} row={row} period={period} />
                  </th>
                  <td className={`${styles.count} num muted`}>{salesCount(row)}</td>
                  <td className={`${styles.amount} num`}>{amounts.join(' + ') || formats.amount(0, own)}</td>
                  <td className={styles.bar} aria-hidden="true">
                    <span style={{ width: `${Math.max(0, (settledIn(row, own).sales / largest) * 100)}%` }} />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
