import type { WorkItemView } from '@guichet/contract/workViews.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { disputesToAnswerQuery } from '../../api/queries.ts';
import { workQuery } from '../../api/workQueries.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Page, Panel } from '../../components/Page.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import table from '../../components/Table.module.css';
import { When } from '../../components/When.tsx';
import { WaitingPanel } from '../approvals/WaitingPanel.tsx';
import { DisputeTable } from '../disputes/DisputeTable.tsx';
import { DoneDialog } from './DoneDialog.tsx';
import { WorkTable } from './WorkTable.tsx';
import { WORK_WORDS } from './workWords.ts';

/** Everything that waits for a person: disputes by the day to answer, and what somebody should look at. */
export function WorkScreen() {
  const { t, i18n } = useLingui();
  const work = useQuery(workQuery);
  const disputes = useQuery(disputesToAnswerQuery);
  const [finishing, setFinishing] = useState<WorkItemView | null>(null);
  const failed = work.isError ? work : disputes.isError ? disputes : null;
  return (
    <Page title={t`To do`} guide="dispute">
      {failed === null ? null : <FailureNotice error={failed.error} retry={() => void failed.refetch()} />}
      {work.isPending ? (
        <Panel>
          <Skeleton lines={6} />
        </Panel>
      ) : null}
      <WaitingPanel />
      {disputes.data === undefined || disputes.data.data.length === 0 ? null : (
        <Panel title={t`Disputes to answer`} flush>
          <DisputeTable disputes={disputes.data.data} label={t`Disputes to answer`} />
        </Panel>
      )}
      {work.data === undefined ? null : (
        <>
          <Panel title={t`To look at`} flush={work.data.open.length > 0}>
            {work.data.open.length === 0 ? (
              <EmptyState icon="check" title={t`Nothing waits`}>
                <p>
                  <Trans>
                    Warnings of fraud, payments in doubt, differences with a provider and tries of many cards stand here until somebody has
                    looked at them.
                  </Trans>
                </p>
              </EmptyState>
            ) : (
              <WorkTable items={work.data.open} onDone={setFinishing} />
            )}
          </Panel>
          {work.data.done.length === 0 ? null : (
            <Panel title={t`Done lately`} flush>
              <table className={table.table} aria-label={t`Done lately`}>
                <thead>
                  <tr>
                    <th scope="col">
                      <Trans>What</Trans>
                    </th>
                    <th scope="col">
                      <Trans>What came of it</Trans>
                    </th>
                    <th scope="col" className={table.end}>
                      <Trans>Done</Trans>
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {work.data.done.map((each) => (
                    <tr key={each.id}>
                      <td data-cell="lead">{i18n._(WORK_WORDS[each.kind])}</td>
                      <td data-cell="line">{each.note}</td>
                      <td className={table.end} data-cell="side">
                        {each.done_by?.name} <When at={each.done} />
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </Panel>
          )}
        </>
      )}
      <p className="muted">
        <Link to="/disputes">
          <Trans>All disputes</Trans>
        </Link>
        {' · '}
        <Link to="/approvals">
          <Trans>All approvals</Trans>
        </Link>
      </p>
      <DoneDialog item={finishing} onClose={() => setFinishing(null)} />
    </Page>
  );
}
