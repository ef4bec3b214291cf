import type { ApprovalView } from '@guichet/contract/approvalViews.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { Badge } from '../../components/StatusBadge.tsx';
import table from '../../components/Table.module.css';
import { When } from '../../components/When.tsx';
import { ApprovalFailure } from './ApprovalFailure.tsx';
import { ApprovalText } from './ApprovalText.tsx';
import { APPROVAL_STATUS } from './approvalWords.ts';

/** What was decided, and by whom. */
export function DecidedTable({ approvals }: { approvals: readonly ApprovalView[] }) {
  const { t, i18n } = useLingui();
  return (
    <table className={table.table} aria-label={t`Decided`}>
      <thead>
        <tr>
          <th scope="col">
            <Trans>What</Trans>
          </th>
          <th scope="col">
            <Trans>Status</Trans>
          </th>
          <th scope="col">
            <Trans>Asked for by</Trans>
          </th>
          <th scope="col">
            <Trans>Decided by</Trans>
          </th>
        </tr>
      </thead>
      <tbody>
        {approvals.map((approval) => {
          const { status, asked_by: asked, decided_by: decided } = approval;
          return (
            <tr key={approval.id}>
              <td data-cell="lead">
                <ApprovalText approval={approval} />
              </td>
              <td data-cell="side">
                <Badge tone={APPROVAL_STATUS[status].tone}>{i18n._(APPROVAL_STATUS[status].words)}</Badge>
              </td>
              <td data-cell="line">
                <span className={table.line}>
                  <span className={`${table.only} muted`}>
                    <Trans>Asked for by</Trans>{' '}
                  </span>
                  {asked.name}
                </span>
                <span className={`${table.line} muted`}>
                  <When at={approval.created} />
                </span>
              </td>
              <td data-cell="line">
                {decided === null ? null : (
                  <span className={table.line}>
                    <span className={`${table.only} muted`}>
                      <Trans>Decided by</Trans>{' '}
                    </span>
                    {decided.name}
                  </span>
                )}
                {approval.decided === null ? null : (
                  <span className={`${table.line} muted`}>
                    <When at={approval.decided} />
                  </span>
                )}
                {approval.failure === null ? null : (
                  <span className={table.line}>
                    <ApprovalFailure failure={approval.failure} />
                  </span>
                )}
                {approval.note === null ? null : <span className={table.line}>{approval.note}</span>}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
