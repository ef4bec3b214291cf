import type { DisputeView } from '@guichet/contract/terminal.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { PaidWith } from '../../components/PaidWith.tsx';
import styles from '../../components/Table.module.css';
import { When } from '../../components/When.tsx';
import { useFormats } from '../../language/useFormats.ts';
import { DisputeBadge } from './DisputeBadge.tsx';
import { DISPUTE_REASONS } from './disputeWords.ts';

/** Disputes in the order in which they are given. The whole row leads to the dispute. */
export function DisputeTable({ disputes, label }: { disputes: readonly DisputeView[]; label: string }) {
  const { i18n } = useLingui();
  const formats = useFormats();
  const reasonOf = (reason: string) => {
    const words = DISPUTE_REASONS[reason];
    return words === undefined ? reason : i18n._(words);
  };
  return (
    <table className={styles.table} aria-label={label}>
      <thead>
        <tr>
          <th scope="col" className={`${styles.end} ${styles.tight}`}>
            <Trans>Amount</Trans>
          </th>
          <th scope="col" className={styles.tight}>
            <Trans>Status</Trans>
          </th>
          <th scope="col">
            <Trans>Reason</Trans>
          </th>
          <th scope="col">
            <Trans>Paid with</Trans>
          </th>
          <th scope="col" className={styles.end}>
            <Trans>Answer by</Trans>
          </th>
        </tr>
      </thead>
      <tbody>
        {disputes.map((dispute) => (
          <tr key={dispute.id} className={styles.linked}>
            <td className={styles.lead} data-cell="lead">
              <Link to="/disputes/$id" params={{ id: dispute.id }} className={styles.link}>
                {formats.amount(dispute.amount, dispute.currency)}
              </Link>
            </td>
            <td data-cell="side">
              <DisputeBadge status={dispute.status} />
            </td>
            <td data-cell="line">
              <span className={styles.first}>{reasonOf(dispute.reason)}</span>
              <span className={styles.second}>{dispute.description}</span>
            </td>
            <td>
              <PaidWith card={dispute.card} account={dispute.bank_account} />
            </td>
            <td className={styles.end}>{dispute.due_by === null ? null : <When at={dispute.due_by} />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
