import type { FollowUpAnswer, RefundRequest, RepeatMarks } from '../api.ts';
import type { Bank } from './Bank.ts';
import { followUp } from './followUp.ts';
import { refundDebit } from './refundDebit.ts';

/** Gives back taken funds, in as many parts as wanted, never more than was taken. */
export function refund(bank: Bank, request: RefundRequest): FollowUpAnswer & RepeatMarks {
  if (bank.book.debits.find(request.authorisation)) return refundDebit(bank, request);
  return followUp(bank, {
    kind: 'refund',
    request,
    objection: ({ captured_amount, refunded_amount }) => {
      if (captured_amount === 0) return 'not_captured';
      return request.amount > captured_amount - refunded_amount ? 'amount_exceeds_captured' : undefined;
    },
    apply: (authorisation) => bank.book.authorisations.refund(authorisation.reference, request.amount),
    amountOf: () => request.amount,
  });
}
