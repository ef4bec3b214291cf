import { type PaymentRecordView, RECORDED_METHODS } from '@guichet/contract/recordViews.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { staffQuery } from '../../api/queries.ts';
import { recordsQuery } from '../../api/recordQueries.ts';
import { nowMs } from '../../browser/clock.ts';
import { NativeSelect } from '../../components/controls/NativeSelect.tsx';
import { TextInput } from '../../components/controls/TextInput.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Page, Panel } from '../../components/Page.tsx';
import { Pager } from '../../components/Pager.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { useFormats } from '../../language/useFormats.ts';
import { useSession } from '../../shell/SessionContext.ts';
import { DayTotals } from './DayTotals.tsx';
import { RecordForm } from './RecordForm.tsx';
import styles from './RecordsScreen.module.css';
import { RecordTable } from './RecordTable.tsx';
import { ReverseDialog } from './ReverseDialog.tsx';
import { METHOD_WORDS } from './recordWords.ts';
import { TillPanel } from './TillPanel.tsx';

/** Cash, cheques and transfers: recording them, a day's list with its totals, and the till behind it. */
export function RecordsScreen() {
  const { t, i18n } = useLingui();
  const formats = useFormats();
  const { permissions } = useSession();
  const search = useSearch({ from: '/records' });
  const navigate = useNavigate({ from: '/records' });
  const staff = useQuery(staffQuery);
  const [reversing, setReversing] = useState<PaymentRecordView | null>(null);
  const { after, before, method, staff: who } = search;
  const day = search.day ?? formats.isoDay(Math.floor(nowMs() / 1000));
  const page = useQuery({ ...recordsQuery({ day, method, staff: who }, { after, before }), placeholderData: keepPreviousData });
  const narrow = (change: { day?: string; method?: string; staff?: string }) =>
    void navigate({ search: { day: search.day, method, staff: who, ...change }, replace: true });
  return (
    <Page title={t`Cash and cheques`} guide="month-end">
      <div className={styles.records}>
        {permissions.includes('records.write') ? (
          <Panel title={t`Record a payment`}>
            <RecordForm />
          </Panel>
        ) : null}
        <div className={styles.list}>
          <search className={styles.filters} aria-label={t`Filter records`}>
            <TextInput label={t`Day`} type="date" name="day" value={day} onChange={(event) => narrow({ day: event.currentTarget.value })} />
            <NativeSelect
              label={t`Paid by`}
              name="method"
              value={method ?? ''}
              onChange={(event) => narrow({ method: event.currentTarget.value })}
              data={[{ value: '', label: t`All` }, ...RECORDED_METHODS.map((value) => ({ value, label: i18n._(METHOD_WORDS[value]) }))]}
            />
            <NativeSelect
              label={t`Taken by`}
              name="staff"
              value={who ?? ''}
              onChange={(event) => narrow({ staff: event.currentTarget.value })}
              data={[{ value: '', label: t`All` }, ...(staff.data ?? []).map(({ id, name }) => ({ value: id, label: name }))]}
            />
          </search>
          <Panel title={t`Totals of the day`} flush>
            <DayTotals day={day} />
          </Panel>
          {page.isError ? <FailureNotice error={page.error} retry={() => void page.refetch()} /> : null}
          <Panel title={t`Recorded payments`} flush>
            {page.isPending ? <Skeleton lines={4} /> : null}
            {page.data?.data.length === 0 ? (
              <EmptyState icon="cash" title={t`Nothing recorded`}>
                <p>
                  <Trans>What you take in cash, by cheque or by transfer stands here, each with who took it and when.</Trans>
                </p>
              </EmptyState>
            ) : null}
            {page.data !== undefined && page.data.data.length > 0 ? (
              <RecordTable records={page.data.data} onReverse={setReversing} />
            ) : null}
          </Panel>
          {page.data === undefined ? null : (
            <Pager
              cursor={{ after, before }}
              page={page.data}
              turn={(cursor) => void navigate({ search: { day: search.day, method, staff: who, ...cursor } })}
            />
          )}
          {permissions.includes('fiscal.manage') ? <TillPanel /> : null}
        </div>
      </div>
      <ReverseDialog record={reversing} onClose={() => setReversing(null)} />
    </Page>
  );
}
