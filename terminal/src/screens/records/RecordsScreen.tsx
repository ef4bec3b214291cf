import type { PaymentRecordView } from '@guichet/contract/recordViews.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { recordsQuery } from '../../api/recordQueries.ts';
import { nowMs } from '../../browser/clock.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Page, Panel } from '../../components/Page.tsx';
import { Pager } from '../../components/Pager.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { useFormats } from '../../language/useFormats.ts';
import { useSession } from '../../shell/SessionContext.ts';
import { DayTotals } from './DayTotals.tsx';
import { RecordFilters, type RecordSearch } from './RecordFilters.tsx';
import { RecordForm } from './RecordForm.tsx';
import styles from './RecordsScreen.module.css';
import { RecordTable } from './RecordTable.tsx';
import { ReverseDialog } from './ReverseDialog.tsx';
import { TillPanel } from './TillPanel.tsx';

function NoRecords({ searched }: { searched: boolean }) {
  const { t } = useLingui();
  if (searched) return <EmptyState icon="search" title={t`No payment fits`} />;
  return (
    <EmptyState icon="cash" title={t`Nothing recorded`}>
      <p>
        <Trans>What you take in cash, by cheque or by transfer stands here, each with who took it and when.</Trans>
      </p>
    </EmptyState>
  );
}

/** Cash, cheques and transfers: recording them, a day's list with its totals, and the till behind it. */
export function RecordsScreen() {
  const { t } = useLingui();
  const formats = useFormats();
  const { permissions } = useSession();
  const search = useSearch({ from: '/records' });
  const navigate = useNavigate({ from: '/records' });
  const [reversing, setReversing] = useState<PaymentRecordView | null>(null);
  const { after, before, ...filters } = search;
  // What is searched for may be of any day.
  const day = filters.day ?? (filters.query === undefined ? formats.isoDay(Math.floor(nowMs() / 1000)) : undefined);
  const page = useQuery({ ...recordsQuery({ ...filters, day }, { after, before }), placeholderData: keepPreviousData });
  const narrow = (change: RecordSearch) => void navigate({ search: { ...filters, ...change }, replace: true });
  return (
    <Page title={t`Cash and cheques`} guide="month-end">
      <div className={styles.records}>
        {permissions.includes('records.write') ? (
          <Panel title={t`Record a payment`}>
            <RecordForm />
          </Panel>
        ) : null}
        <div className={styles.list}>
          <RecordFilters search={search} day={day} onChange={narrow} />
          {day === undefined ? null : (
            <Panel title={t`Totals of the day`} flush>
              <DayTotals day={day} />
            </Panel>
          )}
          {page.isError ? <FailureNotice error={page.error} retry={() => void page.refetch()} /> : null}
          <Panel title={t`Recorded payments`} flush>
            {page.isPending ? <Skeleton lines={4} /> : null}
            {page.data?.data.length === 0 ? <NoRecords searched={filters.query !== undefined} /> : null}
            {page.data !== undefined && page.data.data.length > 0 ? (
              <RecordTable records={page.data.data} onReverse={setReversing} />
            ) : null}
          </Panel>
          {page.data === undefined ? null : (
            <Pager cursor={{ after, before }} page={page.data} turn={(cursor) => void navigate({ search: { ...filters, ...cursor } })} />
          )}
          {permissions.includes('fiscal.manage') ? <TillPanel /> : null}
        </div>
      </div>
      <ReverseDialog record={reversing} onClose={() => setReversing(null)} />
    </Page>
  );
}
