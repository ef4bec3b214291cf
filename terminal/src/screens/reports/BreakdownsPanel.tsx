import { BREAKDOWNS, type BreakdownName } from '@guichet/contract/breakdownViews.ts';
import type { ReportPeriod } from '@guichet/contract/reportViews.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { breakdownQuery } from '../../api/reportQueries.ts';
import { NativeSelect } from '../../components/controls/NativeSelect.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Panel } from '../../components/Page.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import table from '../../components/Table.module.css';
import { type ShownTable, useShownTable } from './breakdownLines.tsx';
import { BREAKDOWN_NOTES, BREAKDOWN_WORDS } from './breakdownWords.ts';
import { DownloadButtons } from './DownloadButtons.tsx';
import styles from './ReportsScreen.module.css';

/** So many lines are shown; the file has all of them. */
const MOST_LINES = 100;

/** The lines, the place's currency first, each with a bar as long as its share of what is most in its currency. */
function Lines({ label, shown }: { label: string; shown: ShownTable }) {
  const { i18n } = useLingui();
  const most = new Map<string, number>();
  for (const { currency, share } of shown.lines) most.set(currency, Math.max(most.get(currency) ?? 1, share));
  return (
    <table className={table.table} aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{i18n._(shown.lead)}</th>
          {shown.columns.map((words) => (
            <th key={words.id} scope="col" className={table.end}>
              {i18n._(words)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {shown.lines.slice(0, MOST_LINES).map((line) => (
          <tr key={line.key}>
            <td data-cell="line">
              {line.name}
              <span className={styles.bar} aria-hidden="true">
                <span style={{ width: `${Math.max(0, (line.share / (most.get(line.currency) ?? 1)) * 100)}%` }} />
              </span>
            </td>
            {line.cells.map((cell, at) => (
              <td key={shown.columns[at]?.id} className={`${table.end} num`}>
                <span className={table.only}>{shown.columns[at] === undefined ? null : i18n._(shown.columns[at])} </span>
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface BreakdownsPanelProps {
  readonly period: ReportPeriod;
  readonly of: BreakdownName;
  readonly onOf: (of: BreakdownName) => void;
  /** What chooses the period. */
  readonly picker: ReactNode;
}

/** What was sold in a period and what came off it, told apart by what only some payments have. */
export function BreakdownsPanel({ period, of, onOf, picker }: BreakdownsPanelProps) {
  const { t, i18n } = useLingui();
  const shownTable = useShownTable();
  const report = useQuery({ ...breakdownQuery(period, of), placeholderData: keepPreviousData });
  // What is still there of another choice is not shown under this one's name.
  const data = report.data?.breakdown.of === of ? report.data : undefined;
  const title = i18n._(BREAKDOWN_WORDS[of]);
  const all = (data?.breakdown.rows.length ?? 0).toLocaleString(i18n.locale);
  return (
    <>
      <div className={styles.filters}>
        {picker}
        <NativeSelect
          label={t`In detail`}
          name="of"
          value={of}
          onChange={(event) => onOf(event.currentTarget.value as BreakdownName)}
          data={BREAKDOWNS.map((value) => ({ value, label: i18n._(BREAKDOWN_WORDS[value]) }))}
        />
      </div>
      <DownloadButtons path="/guichet/v1/reports/breakdown/export" query={{ ...period, of }} />
      {report.isError ? <FailureNotice error={report.error} retry={() => void report.refetch()} /> : null}
      {data === undefined && !report.isError ? <Skeleton lines={6} /> : null}
      {data === undefined ? null : (
        <Panel
          title={title}
          flush
          actions={
            of === 'disputes' && data.breakdown.rows.length > 0 ? (
              <Link to="/disputes">
                <Trans>Show disputes</Trans>
              </Link>
            ) : undefined
          }
        >
          {data.breakdown.rows.length === 0 ? (
            <EmptyState icon="chart" title={t`Nothing in this period`}>
              <p>{i18n._(BREAKDOWN_NOTES[of])}</p>
            </EmptyState>
          ) : (
            <Lines label={title} shown={shownTable(data)} />
          )}
        </Panel>
      )}
      {data === undefined || data.breakdown.rows.length === 0 ? null : (
        <p className={`muted ${styles.note}`}>
          {i18n._(BREAKDOWN_NOTES[of])}{' '}
          {data.breakdown.rows.length > MOST_LINES ? (
            <Trans>
              The first {MOST_LINES} of {all} lines stand here. The file has all of them.
            </Trans>
          ) : null}
        </p>
      )}
    </>
  );
}
