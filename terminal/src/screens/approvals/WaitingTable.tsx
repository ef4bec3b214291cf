import type { ApprovalView } from '@guichet/contract/approvalViews.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '../../components/controls/Button.tsx';
import table from '../../components/Table.module.css';
import { When } from '../../components/When.tsx';
import { useMay } from '../../shell/SessionContext.ts';
import styles from './Approvals.module.css';
import { ApprovalText, useApprovalTitle } from './ApprovalText.tsx';
import type { Chosen, Decision } from './DecideDialog.tsx';

/** What waits, with what each may do about it. */
export function WaitingTable({ approvals, onChoose }: { approvals: readonly ApprovalView[]; onChoose: (chosen: Chosen) => void }) {
  const { t } = useLingui();
  const title = useApprovalTitle();
  const mayDecide = useMay('approvals.write');
  return (
    <table className={table.table} aria-label={t`Waits for approval`}>
      <thead>
        <tr>
          <th scope="col">
            <Trans>What</Trans>
          </th>
          <th scope="col">
            <Trans>Asked for by</Trans>
          </th>
          <th scope="col">
            <Trans>Expires</Trans>
          </th>
          <th scope="col" className={table.end}>
            <Trans>Actions</Trans>
          </th>
        </tr>
      </thead>
      <tbody>
        {approvals.map((approval) => {
          const words = title(approval);
          const choose = (decision: Decision) => onChoose({ approval, decision });
          return (
            <tr key={approval.id}>
              <td data-cell="lead">
                <ApprovalText approval={approval} />
              </td>
              <td data-cell="line">
                <span className={table.line}>{approval.asked_by.name}</span>
                <span className={`${table.line} muted`}>
                  <When at={approval.created} />
                </span>
              </td>
              <td data-cell="line">
                <span className={table.only}>
                  <Trans>Expires</Trans>{' '}
                </span>
                <When at={approval.expires} />
              </td>
              <td data-cell="line">
                {approval.own ? (
                  <span className={styles.actions}>
                    <Button variant="default" aria-label={t`Withdraw: ${words}`} onClick={() => choose('withdraw')}>
                      <Trans>Withdraw</Trans>
                    </Button>
                  </span>
                ) : mayDecide ? (
                  <span className={styles.actions}>
                    <Button variant="default" aria-label={t`Decline: ${words}`} onClick={() => choose('decline')}>
                      <Trans>Decline</Trans>
                    </Button>
                    <Button aria-label={t`Approve: ${words}`} onClick={() => choose('approve')}>
                      <Trans>Approve</Trans>
                    </Button>
                  </span>
                ) : null}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
