import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { approvalsQuery } from '../../api/approvalQueries.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Page, Panel } from '../../components/Page.tsx';
import { Pager } from '../../components/Pager.tsx';
import { useMay } from '../../shell/SessionContext.ts';
import { DecidedTable } from './DecidedTable.tsx';
import { LimitsPanel } from './LimitsPanel.tsx';
import { WaitingPanel } from './WaitingPanel.tsx';

/** What waits for a second pair of eyes, what was decided, and above which amounts. */
export function ApprovalsScreen() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const cursor = useSearch({ from: '/approvals' });
  const maySettle = useMay('business.write');
  const decided = useQuery(approvalsQuery({ waiting: 'false' }, cursor));
  return (
    <Page title={t`Approvals`} guide="giving-back">
      <WaitingPanel
        empty={
          <EmptyState icon="check" title={t`Nothing waits`}>
            <p>
              <Trans>Refunds, payouts and records of cash above the limits of the place stand here until another person has decided.</Trans>
            </p>
          </EmptyState>
        }
      />
      {decided.isError ? <FailureNotice error={decided.error} retry={() => void decided.refetch()} /> : null}
      {decided.data === undefined ||
      (decided.data.data.length === 0 && cursor.after === undefined && cursor.before === undefined) ? null : (
        <Panel title={t`Decided`} flush>
          <DecidedTable approvals={decided.data.data} />
          <Pager cursor={cursor} page={decided.data} turn={(search) => void navigate({ to: '/approvals', search })} />
        </Panel>
      )}
      {maySettle ? <LimitsPanel /> : null}
    </Page>
  );
}
