import type { PaymentDetail } from '@guichet/contract/terminal.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { waitingQuery } from '../../api/approvalQueries.ts';
import { Panel } from '../../components/Page.tsx';
import { When } from '../../components/When.tsx';
import { useFormats } from '../../language/useFormats.ts';
import styles from './PaymentScreen.module.css';

/** Who asked for and who approved refunds of this payment, and what of it still waits. Nothing where no approval was needed. */
export function PaymentApprovals({ detail }: { detail: PaymentDetail }) {
  const { t } = useLingui();
  const formats = useFormats();
  const waiting = useQuery(waitingQuery({ subject: detail.payment.id })).data?.data ?? [];
  const { approved, refunds } = detail;
  if (approved.length === 0 && waiting.length === 0) return null;
  return (
    <Panel title={t`Approvals`}>
      <dl className={styles.ids}>
        {waiting.map(({ id, amount, currency, asked_by: asked, created }) => {
          const [shown, name] = [formats.amount(amount, currency), asked.name];
          return (
            <div key={id}>
              <dt>
                <Trans>Refund of {shown}</Trans>
              </dt>
              <dd>
                <Trans>
                  Asked for by {name}, <When at={created} />.
                </Trans>{' '}
                <Link to="/approvals">
                  <Trans>Waits for approval</Trans>
                </Link>
              </dd>
            </div>
          );
        })}
        {approved.map(({ approval, result, asked_by: asked, approved_by: approver, approved: at }) => {
          const refund = refunds.find(({ id }) => id === result);
          const [shown, askedBy, approvedBy] = [
            refund === undefined ? '' : formats.amount(refund.amount, refund.currency),
            asked.name,
            approver.name,
          ];
          return (
            <div key={approval}>
              <dt>
                <Trans>Refund of {shown}</Trans>
              </dt>
              <dd>
                <Trans>
                  Asked for by {askedBy}, approved by {approvedBy}, <When at={at} />.
                </Trans>
              </dd>
            </div>
          );
        })}
      </dl>
    </Panel>
  );
}
