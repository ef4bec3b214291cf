import type { PaymentRecordView } from '@guichet/contract/recordViews.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { paymentsQuery } from '../../api/queries.ts';
import { recordsQuery } from '../../api/recordQueries.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Panel } from '../../components/Page.tsx';
import { Pager } from '../../components/Pager.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { PaymentTable } from '../payments/PaymentTable.tsx';
import { RecordTable } from '../records/RecordTable.tsx';
import { ReverseDialog } from '../records/ReverseDialog.tsx';

/** What a customer paid: by card or debit, and what was recorded in cash, by cheque or by transfer. Each list has its pages. */
export function CustomerHistory({ customer }: { customer: string }) {
  const { t } = useLingui();
  const search = useSearch({ from: '/customers/$id' });
  const navigate = useNavigate({ from: '/customers/$id' });
  const [reversing, setReversing] = useState<PaymentRecordView | null>(null);
  const cursor = { after: search.after, before: search.before };
  const recordsCursor = { after: search.records_after, before: search.records_before };
  const payments = useQuery({ ...paymentsQuery({ customer }, cursor), placeholderData: keepPreviousData });
  const records = useQuery({ ...recordsQuery({ customer }, recordsCursor), placeholderData: keepPreviousData });
  const hasNone = payments.data?.data.length === 0 && records.data?.data.length === 0;
  const turn = (change: typeof search) => void navigate({ search: { ...search, ...change }, resetScroll: false });
  return (
    <>
      {payments.isError ? <FailureNotice error={payments.error} retry={() => void payments.refetch()} /> : null}
      {payments.data === undefined || payments.data.data.length === 0 ? null : (
        <>
          <Panel title={t`Payments`} flush>
            <PaymentTable payments={payments.data.data} label={t`Payments`} />
          </Panel>
          <Pager cursor={cursor} page={payments.data} turn={({ after, before }) => turn({ after, before })} />
        </>
      )}
      {records.isError ? <FailureNotice error={records.error} retry={() => void records.refetch()} /> : null}
      {records.data === undefined || records.data.data.length === 0 ? null : (
        <>
          <Panel title={t`Cash and cheques`} flush>
            <RecordTable records={records.data.data} onReverse={setReversing} />
          </Panel>
          <Pager
            cursor={recordsCursor}
            page={records.data}
            label={t`Pages of recorded payments`}
            turn={({ after, before }) => turn({ records_after: after, records_before: before })}
          />
        </>
      )}
      {payments.isPending || records.isPending ? (
        <Panel title={t`Payments`}>
          <Skeleton lines={4} />
        </Panel>
      ) : null}
      {hasNone ? (
        <Panel title={t`Payments`}>
          <p className="muted">
            <Trans>This customer has not paid yet.</Trans>
          </p>
        </Panel>
      ) : null}
      <ReverseDialog record={reversing} onClose={() => setReversing(null)} />
    </>
  );
}
