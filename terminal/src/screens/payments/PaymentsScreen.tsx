import { Trans, useLingui } from '@lingui/react/macro';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { paymentsQuery } from '../../api/queries.ts';
import { Button } from '../../components/controls/Button.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Page, Panel } from '../../components/Page.tsx';
import { Pager } from '../../components/Pager.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { useMay } from '../../shell/SessionContext.ts';
import { PaymentFilters } from './PaymentFilters.tsx';
import { PaymentTable } from './PaymentTable.tsx';
import { filtersOf, narrow, type PaymentSearch } from './paymentSearch.ts';

function NoPayments({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  const { t } = useLingui();
  const mayTake = useMay('payments.write');
  if (filtered) {
    return (
      <EmptyState icon="search" title={t`No payment fits`}>
        <Button variant="default" onClick={onClear}>
          <Trans>Show all payments</Trans>
        </Button>
      </EmptyState>
    );
  }
  return (
    <EmptyState icon="payments" title={t`No payments yet`}>
      <p>
        <Trans>Every payment will stand here, approved or not, with what the bank said and what the books recorded.</Trans>
      </p>
      {mayTake ? (
        <Link to="/">
          <Trans>Take a first payment</Trans>
        </Link>
      ) : null}
    </EmptyState>
  );
}

export function PaymentsScreen() {
  const { t } = useLingui();
  const search = useSearch({ from: '/payments' });
  const navigate = useNavigate({ from: '/payments' });
  const filters = filtersOf(search);
  const cursor = { after: search.after, before: search.before };
  const page = useQuery({ ...paymentsQuery({ ...filters }, cursor), placeholderData: keepPreviousData });
  const go = (next: PaymentSearch, replace = false) => void navigate({ search: next, replace });
  return (
    <Page title={t`Payments`}>
      <PaymentFilters search={search} onChange={(change) => go(narrow(search, change), true)} />
      {page.isError ? <FailureNotice error={page.error} retry={() => void page.refetch()} /> : null}
      {page.isPending ? (
        <Panel>
          <Skeleton lines={8} />
        </Panel>
      ) : null}
      {page.data === undefined ? null : page.data.data.length === 0 ? (
        <Panel>
          <NoPayments filtered={Object.keys(search).length > 0} onClear={() => go({})} />
        </Panel>
      ) : (
        <>
          <Panel flush>
            <PaymentTable payments={page.data.data} label={t`Payments`} />
          </Panel>
          <Pager cursor={cursor} page={page.data} turn={(to) => go(readable({ ...filters, ...to }))} />
        </>
      )}
    </Page>
  );
}

const readable = (search: { readonly [K in keyof PaymentSearch]: PaymentSearch[K] | undefined }): PaymentSearch =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined));
