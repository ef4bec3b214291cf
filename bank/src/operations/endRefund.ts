import type { RefundState } from '../book/OperationRows.ts';
import type { Deed } from './deed.ts';

/** A refund comes to its end, days or seconds after it was answered: it reaches the holder, or comes back. */
const endRefund =
  (state: RefundState & ('succeeded' | 'failed')): Deed =>
  ({ book }, { reference }) => {
    const refund = book.operations.find(reference);
    if (refund?.answer == null || refund.state === 'cancelled') return undefined;
    const { authorisation, amount, currency } = JSON.parse(refund.answer) as { authorisation: string; amount: number; currency: string };
    const payment = book.authorisations.find(authorisation);
    book.operations.setState(reference, state);
    if (state === 'failed') book.authorisations.refund(authorisation, -amount);
    if (payment?.merchant_account == null) return undefined;
    const reason = state === 'failed' ? { reason: 'expired_or_canceled_card' } : {};
    return { account: payment.merchant_account, data: { amount, currency, ...reason } };
  };

export const refundSucceeds = endRefund('succeeded');
export const refundFails = endRefund('failed');
