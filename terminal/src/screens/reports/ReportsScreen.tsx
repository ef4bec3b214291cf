import { BREAKDOWNS } from '@guichet/contract/breakdownViews.ts';
import { REPORTED_BY } from '@guichet/contract/reportViews.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { nowMs } from '../../browser/clock.ts';
import { Choices } from '../../components/Choices.tsx';
import { Page } from '../../components/Page.tsx';
import { useFormats } from '../../language/useFormats.ts';
import { useMay } from '../../shell/SessionContext.ts';
import { BreakdownsPanel } from './BreakdownsPanel.tsx';
import { DrawersPanel } from './DrawersPanel.tsx';
import { ExportsPanel } from './ExportsPanel.tsx';
import { HoldsPanel } from './HoldsPanel.tsx';
import { PeriodPicker } from './PeriodPicker.tsx';
import { periodIn } from './periods.ts';
import { SalesPanel } from './SalesPanel.tsx';

const REPORTS = ['sales', 'details', 'holds', 'drawers', 'downloads'] as const;
type ReportName = (typeof REPORTS)[number];

/** Reports over a period. What is shown stands in the address, so that it can be kept and shared. */
export function ReportsScreen() {
  const { t } = useLingui();
  const formats = useFormats();
  const search = useSearch({ from: '/reports' });
  const navigate = useNavigate({ from: '/reports' });
  const shown = REPORTS.find((each) => each === search.report) ?? 'sales';
  const asked = REPORTED_BY.find((each) => each === search.by) ?? 'day';
  const by = asked === 'field' && search.field === undefined ? 'day' : asked;
  const of = BREAKDOWNS.find((each) => each === search.of) ?? 'products';
  const mayExport = useMay('reports.export');
  const today = formats.isoDay(Math.floor(nowMs() / 1000));
  const { name, period } = periodIn(search, today);
  const change = (next: object) => void navigate({ search: { ...search, ...next }, replace: true });
  const picker = (
    <PeriodPicker name={name} period={period} onChange={({ period: chosen, from, to }) => change({ period: chosen, from, to })} />
  );
  return (
    <Page title={t`Reports`}>
      <Choices<ReportName>
        name="report"
        legend={<span className="vh">{t`Report`}</span>}
        value={shown}
        onChange={(report) => change({ report })}
        choices={[
          { value: 'sales', words: <Trans>Sales</Trans> },
          { value: 'details', words: <Trans>In detail</Trans> },
          { value: 'holds', words: <Trans>Open holds</Trans> },
          { value: 'drawers', words: <Trans>Cash drawers</Trans> },
          ...(mayExport ? [{ value: 'downloads' as const, words: <Trans>Downloads</Trans> }] : []),
        ]}
      />
      {shown === 'sales' ? (
        <SalesPanel period={period} by={by} field={search.field} onBy={(next, field) => change({ by: next, field })} picker={picker} />
      ) : null}
      {shown === 'details' ? <BreakdownsPanel period={period} of={of} onOf={(next) => change({ of: next })} picker={picker} /> : null}
      {shown === 'holds' ? <HoldsPanel /> : null}
      {shown === 'drawers' ? <DrawersPanel day={search.day ?? today} onDay={(day) => change({ day })} /> : null}
      {shown === 'downloads' ? <ExportsPanel period={period} picker={picker} /> : null}
    </Page>
  );
}
