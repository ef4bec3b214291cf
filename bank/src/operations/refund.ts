import type { FollowUpAnswer, RefundRequest, RepeatMarks } from '../api.ts';
import { cardOf } from '../issuers/testCards.ts';
import type { Bank } from './Bank.ts';
import { followUp } from './followUp.ts';
import { refundDebit } from './refundDebit.ts';

/** How long after their answer some refunds come to another end. */
const laterS = 3;

/** Gives back taken funds, in as many parts as wanted, never more than was taken. */
export function refund(bank: Bank, request: RefundRequest): FollowUpAnswer & RepeatMarks {
  if (bank.book.debits.find(request.authorisation)) return refundDebit(bank, request);
  return followUp(bank, {
    kind: 'refund',
    request,
    objection: ({ captured_amount, refunded_amount, disputed_amount }) => {
      if (captured_amount === 0) return 'not_captured';
      return request.amount > captured_amount - refunded_amount - disputed_amount ? 'amount_exceeds_captured' : undefined;
    },
    apply: (authorisation, at) => {
      bank.book.authorisations.refund(authorisation.reference, request.amount);
      const later = cardOf(authorisation)?.behaviour.refunds;
      if (later) bank.book.agenda.add({ dueAt: at + laterS, kind: later, reference: request.reference, data: {} });
    },
    isPending: (authorisation) => cardOf(authorisation)?.behaviour.refunds === 'refund.succeeded',
    amountOf: () => request.amount,
  });
}
