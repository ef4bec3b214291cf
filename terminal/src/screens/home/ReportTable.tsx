import type { Figures, ReportDimension, ReportPeriod, ReportRow, SalesReport, SettledFigures } from '@guichet/contract/reportViews.ts';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import styles from '../../components/Table.module.css';
import { useFormats } from '../../language/useFormats.ts';
import { approvalRate, salesCount } from './figures.ts';
import { LineName } from './LineName.tsx';
import { DIMENSION_WORDS, useRowName } from './reportWords.ts';

type Amounts = Exclude<keyof SettledFigures, 'currency'>;

const COLUMNS: readonly { readonly name: Amounts; readonly words: MessageDescriptor }[] = [
  { name: 'sales', words: msg`Sales` },
  { name: 'refunds', words: msg`Refunds` },
  { name: 'disputes', words: msg`Disputes` },
  { name: 'fees', words: msg`Fees` },
  { name: 'net', words: msg`Net` },
];

interface ReportTableProps {
  readonly label: string;
  readonly rows: readonly ReportRow[];
  readonly by: ReportDimension;
  /** The field of the place's own that the lines are answers to. */
  readonly field?: SalesReport['field'];
  readonly period: ReportPeriod;
  readonly own: string;
  readonly total?: Figures;
  /** The lines lead to their payments. */
  readonly linked?: boolean;
}

/** One amount per currency, each on a line of its own. */
function AmountLines({ figures, name, own }: { figures: Figures; name: Amounts; own: string }) {
  const formats = useFormats();
  if (figures.settled.length === 0) return formats.amount(0, own);
  return figures.settled.map((settled) => (
    <span key={settled.currency} className={styles.line}>
      {formats.amount(settled[name], settled.currency)}
    </span>
  ));
}

function Cells({ figures, own }: { figures: Figures; own: string }) {
  const { i18n } = useLingui();
  const rate = approvalRate(figures.tries);
  return (
    <>
      <td className={`${styles.end} num`}>
        <span className={styles.only}>
          <Trans>Payments</Trans>{' '}
        </span>
        {salesCount(figures).toLocaleString(i18n.locale)}
      </td>
      {COLUMNS.map(({ name, words }) => (
        <td key={name} className={`${styles.end} num`}>
          <span className={styles.only}>{i18n._(words)} </span>
          <AmountLines figures={figures} name={name} own={own} />
        </td>
      ))}
      <td className={`${styles.end} num`}>
        <span className={styles.only}>
          <Trans>Approved</Trans>{' '}
        </span>
        {rate === null ? '–' : new Intl.NumberFormat(i18n.locale, { style: 'percent', maximumFractionDigits: 0 }).format(rate)}
      </td>
    </>
  );
}

/** The lines of a report: what was sold, what came off it, and how often payments were approved. */
export function ReportTable({ label, rows, by, field = null, period, own, total, linked = true }: ReportTableProps) {
  const { i18n } = useLingui();
  const rowName = useRowName();
  return (
    <table className={styles.table} aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{field?.label ?? i18n._(DIMENSION_WORDS[by])}</th>
          <th scope="col" className={styles.end}>
            <Trans>Payments</Trans>
          </th>
          {COLUMNS.map(({ name, words }) => (
            <th key={name} scope="col" className={styles.end}>
              {i18n._(words)}
            </th>
          ))}
          <th scope="col" className={styles.end}>
            <Trans>Approved</Trans>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key}>
            <td data-cell="line">{linked ? <LineName row={row} by={by} period={period} field={field?.key} /> : rowName(by, row)}</td>
            <Cells figures={row} own={own} />
          </tr>
        ))}
      </tbody>
      {total === undefined ? null : (
        <tfoot>
          <tr>
            <td data-cell="line">
              <strong>
                <Trans>Total</Trans>
              </strong>
            </td>
            <Cells figures={total} own={own} />
          </tr>
        </tfoot>
      )}
    </table>
  );
}
