import type { Figures, ReportDimension, ReportPeriod, ReportRow } from '@guichet/contract/reportViews.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { lazy, Suspense, useState } from 'react';
import { Choices } from '../../components/Choices.tsx';
import { Panel } from '../../components/Page.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { ReportTable } from './ReportTable.tsx';
import { useRowName } from './reportWords.ts';
import styles from './SalesChart.module.css';

const SalesBars = lazy(() => import('./SalesBars.tsx').then((module) => ({ default: module.SalesBars })));

interface SalesChartProps {
  readonly title: string;
  readonly rows: readonly ReportRow[];
  readonly by: ReportDimension;
  readonly period: ReportPeriod;
  readonly own: string;
  readonly total?: Figures;
}

/** Sales over time, as a chart or as a table. The table is always there for those who don't see the chart. */
export function SalesChart({ title, rows, by, period, own, total }: SalesChartProps) {
  const { t } = useLingui();
  const rowName = useRowName();
  const [shown, setShown] = useState<'chart' | 'table'>('chart');
  return (
    <Panel title={title} flush>
      <div className={styles.switch}>
        <Choices
          name="chart-or-table"
          legend={<span className="vh">{t`Show as`}</span>}
          value={shown}
          onChange={setShown}
          choices={[
            { value: 'chart', words: <Trans>Chart</Trans> },
            { value: 'table', words: <Trans>Table</Trans> },
          ]}
        />
      </div>
      {shown === 'chart' ? (
        <div className={styles.chart} aria-hidden="true">
          <Suspense fallback={<Skeleton lines={4} />}>
            <SalesBars rows={rows} own={own} name={(row) => rowName(by, row)} />
          </Suspense>
        </div>
      ) : null}
      <div className={shown === 'chart' ? 'vh' : undefined}>
        <ReportTable
          label={title}
          rows={shown === 'chart' ? rows : rows.toReversed()}
          by={by}
          period={period}
          own={own}
          linked={shown === 'table'}
          {...(total === undefined ? {} : { total })}
        />
      </div>
    </Panel>
  );
}
