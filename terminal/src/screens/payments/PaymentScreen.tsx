import type { PaymentDetail } from '@guichet/contract/terminal.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { paymentQuery } from '../../api/queries.ts';
import { BackLink } from '../../components/BackLink.tsx';
import { CopyText } from '../../components/CopyText.tsx';
import { Button } from '../../components/controls/Button.tsx';
import { LinkButton } from '../../components/controls/LinkButton.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Icon } from '../../components/Icon.tsx';
import { Page, Panel } from '../../components/Page.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { useMay } from '../../shell/SessionContext.ts';
import { BooksTable } from './BooksTable.tsx';
import { DisputedNotice } from './DisputedNotice.tsx';
import { HoldDialog } from './HoldDialog.tsx';
import { PaymentApprovals } from './PaymentApprovals.tsx';
import { PaymentDisputes } from './PaymentDisputes.tsx';
import { PaymentFacts } from './PaymentFacts.tsx';
import { PaymentMessages } from './PaymentMessages.tsx';
import styles from './PaymentScreen.module.css';
import { PaymentTimeline } from './PaymentTimeline.tsx';
import { RaiseDialog } from './RaiseDialog.tsx';
import { ReceiptDialog } from './ReceiptDialog.tsx';
import { RefundDialog } from './RefundDialog.tsx';
import { SoldPanel } from './SoldPanel.tsx';
import { takenBackMinor } from './takenBack.ts';

type Dialog = 'refund' | 'receipt' | 'capture' | 'cancel' | 'raise' | null;

/** Whether the card's bank lets the hold be raised, which had to be asked for with it. */
const isRaisable = ({ charges }: PaymentDetail): boolean =>
  charges[0]?.payment_method_details.card?.incremental_authorization.status === 'available';

/** What may be done with this payment now, by this person. */
function Actions({ detail }: { detail: PaymentDetail }) {
  const [dialog, setDialog] = useState<Dialog>(null);
  const mayRefund = useMay('refunds.write');
  const mayWrite = useMay('payments.write');
  const { payment } = detail;
  const close = () => setDialog(null);
  const paid = payment.amount_captured > 0;
  const held = payment.status === 'requires_capture' && mayWrite;
  return (
    <>
      {held ? (
        <>
          <Button onClick={() => setDialog('capture')}>
            <Trans>Capture</Trans>
          </Button>
          {isRaisable(detail) ? (
            <Button variant="default" onClick={() => setDialog('raise')}>
              <Trans>Raise the hold</Trans>
            </Button>
          ) : null}
          <Button variant="default" onClick={() => setDialog('cancel')}>
            <Trans>Release the hold</Trans>
          </Button>
        </>
      ) : null}
      {paid && mayWrite ? (
        <Button variant="default" leftSection={<Icon name="receipt" />} onClick={() => setDialog('receipt')}>
          <Trans>E-mail a receipt</Trans>
        </Button>
      ) : null}
      {paid ? (
        <LinkButton to="/payments/$id/print" params={{ id: payment.id }}>
          <Trans>Print a receipt</Trans>
        </LinkButton>
      ) : null}
      {/* A dispute has the money: there is nothing to give back unless it is won. */}
      {paid && mayRefund && payment.amount_refunded < payment.amount_captured && takenBackMinor(detail) === 0 ? (
        <Button variant="default" leftSection={<Icon name="refund" />} onClick={() => setDialog('refund')}>
          <Trans>Refund</Trans>
        </Button>
      ) : null}
      <RefundDialog payment={payment} opened={dialog === 'refund'} onClose={close} />
      <ReceiptDialog payment={payment} opened={dialog === 'receipt'} onClose={close} />
      <RaiseDialog payment={payment} opened={dialog === 'raise'} onClose={close} />
      <HoldDialog payment={payment} action={dialog === 'capture' || dialog === 'cancel' ? dialog : null} onClose={close} />
    </>
  );
}

function Identifiers({ detail }: { detail: PaymentDetail }) {
  const { t } = useLingui();
  const rows = [
    { name: t`Payment`, id: detail.payment.id },
    ...detail.charges.map(({ id }) => ({ name: t`Charge`, id })),
    ...detail.refunds.map(({ id }) => ({ name: t({ message: 'Refund', context: 'noun' }), id })),
    ...detail.balance_transactions.map(({ id }) => ({ name: t`Booking`, id })),
  ];
  return (
    <Panel title={t`Identifiers`}>
      <dl className={styles.ids}>
        {rows.map(({ name, id }) => (
          <div key={id}>
            <dt>{name}</dt>
            <dd>
              <CopyText text={id} label={name} />
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}

export function PaymentScreen() {
  const { t } = useLingui();
  const { id } = useParams({ from: '/payments/$id' });
  const detail = useQuery(paymentQuery(id));
  return (
    <Page
      title={t`Payment`}
      guide="giving-back"
      above={
        <BackLink>
          <Link to="/payments">
            <Trans>Payments</Trans>
          </Link>
        </BackLink>
      }
      actions={detail.data === undefined ? null : <Actions detail={detail.data} />}
    >
      {detail.isError ? <FailureNotice error={detail.error} retry={() => void detail.refetch()} /> : null}
      {detail.isPending ? (
        <Panel>
          <Skeleton lines={10} />
        </Panel>
      ) : null}
      {detail.data === undefined ? null : (
        <div className={styles.payment}>
          <DisputedNotice detail={detail.data} />
          <PaymentFacts detail={detail.data} />
          <PaymentDisputes detail={detail.data} />
          <SoldPanel metadata={detail.data.payment_intent.metadata} />
          <div className={styles.columns}>
            <PaymentTimeline entries={detail.data.timeline} />
            <div className={styles.side}>
              <PaymentApprovals detail={detail.data} />
              <PaymentMessages messages={detail.data.messages} />
              <Identifiers detail={detail.data} />
            </div>
          </div>
          <BooksTable postings={detail.data.postings} />
        </div>
      )}
    </Page>
  );
}
