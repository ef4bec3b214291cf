import type { PayoutFailure } from '../api.ts';
import type { Deed } from './deed.ts';

interface Returned {
  reason: PayoutFailure;
  afterS: number;
}

/** The money has arrived. Some comes back: then its return is planned. */
export const settlePayout: Deed = ({ book }, { reference, dueAt, data }) => {
  const payout = book.payouts.find(reference);
  if (payout?.state !== 'sent') return undefined;
  book.payouts.move(reference, 'paid', null);
  const returned = data.returned as Returned | undefined;
  if (returned) {
    book.agenda.add({ dueAt: dueAt + returned.afterS, kind: 'payout.returned', reference, data: { reason: returned.reason } });
  }
  return payout.merchant_account === null ? undefined : { account: payout.merchant_account, data: {} };
};

/** The money has not arrived, or has come back. */
const undo =
  (from: 'sent' | 'paid', to: 'failed' | 'returned'): Deed =>
  ({ book }, { reference, data }) => {
    const payout = book.payouts.find(reference);
    // What the merchant has given back cannot come back a second time.
    if (payout?.state !== from || book.payouts.findReversalOf(reference)) return undefined;
    const reason = data.reason as PayoutFailure;
    book.payouts.move(reference, to, reason);
    return payout.merchant_account === null ? undefined : { account: payout.merchant_account, data: { reason } };
  };

export const failPayout = undo('sent', 'failed');
export const returnPayout = undo('paid', 'returned');
