import type { DisputeView, PaymentDetail } from '@guichet/contract/terminal.ts';
import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { Notice } from '../../components/Notice.tsx';
import { useFormats } from '../../language/useFormats.ts';
import { remainingMinor } from './takenBack.ts';

/** What the dispute means for this payment now; nothing for one that is over without a loss. */
function What({ dispute }: { dispute: DisputeView }) {
  const formats = useFormats();
  const amount = formats.amount(dispute.amount, dispute.currency);
  const by = dispute.due_by === null ? '' : formats.moment(dispute.due_by);
  switch (dispute.status) {
    case 'needs_response':
      return (
        <Trans>
          The payer disputes this payment, and {amount} has been taken back. Answer by {by}, or it is lost.
        </Trans>
      );
    case 'under_review':
      return <Trans>The payer disputes this payment, and {amount} has been taken back. The bank is reviewing your answer.</Trans>;
    case 'lost':
      return <Trans>This payment was disputed, and the dispute is lost: {amount} stays with the payer.</Trans>;
    case 'warning_needs_response':
      return (
        <Trans>
          The payer’s bank inquires about this payment. Nothing has been taken back. Answer by {by}, so that it does not become a dispute.
        </Trans>
      );
    default:
      return <Trans>The payer’s bank inquires about this payment and is reviewing your answer. Nothing has been taken back.</Trans>;
  }
}

const QUIET: readonly DisputeView['status'][] = ['won', 'warning_closed'];

/** Says at the top of the page that the payment is disputed, what that means, and what remains of it. */
export function DisputedNotice({ detail }: { detail: PaymentDetail }) {
  const formats = useFormats();
  const dispute = detail.disputes.find(({ status }) => !QUIET.includes(status));
  if (dispute === undefined) return null;
  const remains = formats.amount(remainingMinor(detail), detail.payment.currency);
  const toAnswer = dispute.status === 'needs_response' || dispute.status === 'warning_needs_response';
  const isInquiry = dispute.status.startsWith('warning_');
  return (
    <Notice tone={isInquiry ? 'warn' : 'bad'} icon="warning">
      <p>
        <What dispute={dispute} /> {isInquiry ? null : <Trans>What remains of this payment: {remains}.</Trans>}
      </p>
      <Link to="/disputes/$id" params={{ id: dispute.id }}>
        {toAnswer ? isInquiry ? <Trans>Answer the inquiry</Trans> : <Trans>Answer the dispute</Trans> : <Trans>Show the dispute</Trans>}
      </Link>
    </Notice>
  );
}
