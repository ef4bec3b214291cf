import type { PaymentDetail } from '@guichet/contract/terminal.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { Notice } from '../../components/Notice.tsx';
import { Panel } from '../../components/Page.tsx';
import { DisputeTable } from '../disputes/DisputeTable.tsx';

/** What the payer's bank has against this payment: a warning of fraud, a dispute. */
export function PaymentDisputes({ detail }: { detail: PaymentDetail }) {
  const { t } = useLingui();
  const warned = detail.fraud_warnings.some(({ actionable }) => actionable);
  return (
    <>
      {warned ? (
        <Notice tone="warn">
          <Trans>The card’s bank takes this payment for fraud. A refund now may spare a dispute and its fee.</Trans>
        </Notice>
      ) : null}
      {detail.disputes.length === 0 ? null : (
        <Panel title={t`Disputes`} flush>
          <DisputeTable disputes={detail.disputes} label={t`Disputes`} />
        </Panel>
      )}
    </>
  );
}
