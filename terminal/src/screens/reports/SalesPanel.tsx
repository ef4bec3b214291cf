import { REPORT_DIMENSIONS, type ReportDimension, type ReportPeriod, type SalesReport } from '@guichet/contract/reportViews.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ownFieldsQuery } from '../../api/counterFieldQueries.ts';
import { salesReportQuery } from '../../api/reportQueries.ts';
import { NativeSelect } from '../../components/controls/NativeSelect.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Panel } from '../../components/Page.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { useFormats } from '../../language/useFormats.ts';
import { Change } from '../home/Change.tsx';
import { FigureCard } from '../home/FigureCard.tsx';
import { settledIn } from '../home/figures.ts';
import cards from '../home/HomeScreen.module.css';
import { ReportTable } from '../home/ReportTable.tsx';
import { DIMENSION_WORDS } from '../home/reportWords.ts';
import { SalesChart } from '../home/SalesChart.tsx';
import { DownloadButtons } from './DownloadButtons.tsx';
import styles from './ReportsScreen.module.css';

/** What stands before the key of a field among the choices. */
const FIELD = 'field:';

/** The period against the one before. */
function Totals({ report }: { report: SalesReport }) {
  const { t } = useLingui();
  const formats = useFormats();
  const own = report.default_currency;
  const [now, before] = [settledIn(report.total, own), settledIn(report.before.total, own)];
  const from = formats.period(report.before.period.from);
  const to = formats.period(report.before.period.to);
  const figures = [
    [t`Sales`, now.sales, before.sales],
    [t`Refunds`, now.refunds, before.refunds],
    [t`Disputes`, now.disputes, before.disputes],
    [t`Fees`, now.fees, before.fees],
    [t`Net`, now.net, before.net],
  ] as const;
  return (
    <>
      <div className={cards.cards}>
        {figures.map(([title, value, then]) => {
          const amount = formats.amount(then, own);
          return (
            <FigureCard key={title} title={title} value={formats.amount(value, own)}>
              <p className="muted">
                <Change now={value} before={then} /> <Trans>against {amount}</Trans>
              </p>
            </FigureCard>
          );
        })}
      </div>
      <p className={`muted ${styles.note}`}>
        {from === to ? (
          <Trans>Compared with {from}.</Trans>
        ) : (
          <Trans>
            Compared with the days from {from} to {to}.
          </Trans>
        )}
      </p>
    </>
  );
}

interface SalesPanelProps {
  readonly period: ReportPeriod;
  readonly by: ReportDimension;
  /** The key of the field, where it is told apart by one. */
  readonly field: string | undefined;
  readonly onBy: (by: ReportDimension, field: string | undefined) => void;
  /** What chooses the period. */
  readonly picker: ReactNode;
}

/** Sales of a period and what came off them, told apart by one thing. */
export function SalesPanel({ period, by, field: given, onBy, picker }: SalesPanelProps) {
  const { t, i18n } = useLingui();
  const field = by === 'field' ? given : undefined;
  const report = useQuery({ ...salesReportQuery(period, by, field), placeholderData: keepPreviousData });
  const fields = useQuery(ownFieldsQuery);
  const choices = (fields.data ?? []).filter(({ kind }) => kind === 'choice');
  const data = report.data;
  const own = data?.default_currency ?? '';
  const isEmpty = data !== undefined && data.total.settled.length === 0 && data.total.tries.asked === 0;
  const title = t`Sales and what came off them`;
  const isTime = data?.by === 'day' || data?.by === 'month';
  return (
    <>
      <div className={styles.filters}>
        {picker}
        <NativeSelect
          label={t`Told apart by`}
          name="by"
          value={field === undefined ? by : `${FIELD}${field}`}
          onChange={({ currentTarget: { value } }) =>
            value.startsWith(FIELD) ? onBy('field', value.slice(FIELD.length)) : onBy(value as ReportDimension, undefined)
          }
          data={[
            ...REPORT_DIMENSIONS.map((value) => ({ value: value as string, label: i18n._(DIMENSION_WORDS[value]) })),
            ...choices.map(({ key, label }) => ({ value: `${FIELD}${key}`, label })),
          ]}
        />
      </div>
      <DownloadButtons path="/guichet/v1/reports/sales/export" query={{ ...period, by, field }} />
      {report.isError ? <FailureNotice error={report.error} retry={() => void report.refetch()} /> : null}
      {report.isPending ? <Skeleton lines={6} /> : null}
      {data === undefined ? null : <Totals report={data} />}
      {isEmpty ? (
        <Panel>
          <EmptyState icon="chart" title={t`Nothing in this period`}>
            <p>
              <Trans>No payment was taken or given back on these days. Choose another period above.</Trans>
            </p>
          </EmptyState>
        </Panel>
      ) : data === undefined ? null : isTime && data.rows.length > 1 ? (
        <SalesChart title={title} rows={data.rows} by={data.by} period={data.period} own={own} total={data.total} />
      ) : (
        <Panel title={title} flush>
          <ReportTable
            label={title}
            rows={data.rows}
            by={data.by}
            field={data.field}
            period={data.period}
            own={own}
            {...(data.by === 'customer' ? {} : { total: data.total })}
          />
        </Panel>
      )}
    </>
  );
}
