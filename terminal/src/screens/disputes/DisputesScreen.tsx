import { Trans, useLingui } from '@lingui/react/macro';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { disputesQuery, disputesToAnswerQuery } from '../../api/queries.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Page, Panel } from '../../components/Page.tsx';
import { Pager } from '../../components/Pager.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { DisputeTable } from './DisputeTable.tsx';

/** What payers dispute: first what waits for an answer, the most urgent on top, then all of them. */
export function DisputesScreen() {
  const { t } = useLingui();
  const cursor = useSearch({ from: '/disputes' });
  const navigate = useNavigate({ from: '/disputes' });
  const open = useQuery(disputesToAnswerQuery);
  const page = useQuery({ ...disputesQuery(cursor), placeholderData: keepPreviousData });
  const failed = open.isError ? open : page.isError ? page : null;
  return (
    <Page title={t`Disputes`} guide="dispute">
      {failed === null ? null : <FailureNotice error={failed.error} retry={() => void failed.refetch()} />}
      {page.isPending ? (
        <Panel>
          <Skeleton lines={6} />
        </Panel>
      ) : null}
      {open.data === undefined || open.data.data.length === 0 ? null : (
        <Panel title={t`To answer`} flush>
          <DisputeTable disputes={open.data.data} label={t`Disputes to answer`} />
        </Panel>
      )}
      {page.data === undefined ? null : page.data.data.length === 0 ? (
        <Panel>
          <EmptyState icon="warning" title={t`No disputes`}>
            <p>
              <Trans>When a payer disputes a payment with the bank, it stands here with the day by which to answer.</Trans>
            </p>
          </EmptyState>
        </Panel>
      ) : (
        <>
          <Panel title={t`All disputes`} flush>
            <DisputeTable disputes={page.data.data} label={t`All disputes`} />
          </Panel>
          <Pager cursor={cursor} page={page.data} turn={({ after, before }) => void navigate({ search: { after, before } })} />
        </>
      )}
    </Page>
  );
}
