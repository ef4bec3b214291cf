import { SALE_KEY } from '@guichet/contract/saleViews.ts';
import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { paymentQuery } from '../../../api/queries.ts';
import { nowMs } from '../../../browser/clock.ts';
import { FailureNotice } from '../../../components/FailureNotice.tsx';
import { Notice } from '../../../components/Notice.tsx';
import { Skeleton } from '../../../components/Skeleton.tsx';
import { useFormats } from '../../../language/useFormats.ts';
import { SaleLeft } from '../items/SaleLeft.tsx';
import { type DebitScheme, knownBySeconds } from './debitDraft.ts';
import { GoOn } from './TakeOther.tsx';

interface DebitResultProps {
  readonly scheme: DebitScheme;
  readonly paymentIntent: string;
  readonly onNewSale: () => void;
}

/** What became of a debit, told as it is: until the payer's bank has answered nothing is paid. The page asks again by itself. */
export function DebitResult({ scheme, paymentIntent, onNewSale }: DebitResultProps) {
  const formats = useFormats();
  const detail = useQuery(paymentQuery(paymentIntent));
  if (detail.isError) return <FailureNotice error={detail.error} retry={() => void detail.refetch()} />;
  if (detail.data === undefined) return <Skeleton lines={3} />;
  const { payment, payment_intent } = detail.data;
  const sale = payment_intent.metadata[SALE_KEY];
  const amount = formats.amount(payment.amount, payment.currency);
  const tone = payment.status === 'succeeded' ? 'good' : payment.status === 'processing' ? 'warn' : 'bad';
  const knownBy = formats.day(knownBySeconds(scheme, nowMs()));
  return (
    <Notice tone={tone} role="status" {...(tone === 'warn' && { icon: 'clock' as const })}>
      <p>
        <strong>
          {tone === 'good' ? (
            <Trans>{amount} paid.</Trans>
          ) : tone === 'warn' ? (
            <Trans>{amount} pending.</Trans>
          ) : (
            <Trans>{amount} not paid: the payer's bank refused the debit.</Trans>
          )}
        </strong>
      </p>
      <p>
        {tone === 'warn' ? (
          <Trans>The payer's bank still has to answer; this should be known by {knownBy}. Until then nothing is paid.</Trans>
        ) : tone === 'good' ? (
          <Trans>The payer can still take a debit back for some weeks; then it appears under Disputes.</Trans>
        ) : (
          <Trans>Nothing was taken. Ask the payer for another way to pay.</Trans>
        )}
      </p>
      <p>
        <Link to="/payments/$id" params={{ id: payment.id }}>
          <Trans>Show the payment</Trans>
        </Link>
      </p>
      {sale === undefined ? null : <SaleLeft sale={sale} onTake={onNewSale} />}
      <GoOn onClick={onNewSale}>
        <Trans>New sale</Trans>
      </GoOn>
    </Notice>
  );
}
