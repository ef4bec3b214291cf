import type { DeclineReason, FollowUpAnswer, RefundCancellationRequest, RepeatMarks } from '../api.ts';
import type { Bank } from './Bank.ts';
import { responseCodeFor } from './followUp.ts';
import { performOnce } from './performOnce.ts';

/** Calls a refund back that has not reached the holder yet. */
export function cancelRefund(bank: Bank, request: RefundCancellationRequest): FollowUpAnswer & RepeatMarks {
  const { reference, refund } = request;
  const { operations, authorisations } = bank.book;
  const declined = (reason: DeclineReason): FollowUpAnswer => ({
    ...{ reference, authorisation: refund, result: 'declined', response_code: responseCodeFor(reason), reason },
    ...{ amount: null, currency: null },
  });
  return performOnce<FollowUpAnswer>(bank, {
    kind: 'cancel_refund',
    reference,
    authorisation: refund,
    content: request,
    refused: () => declined('tombstone'),
    work: () => {
      const found = operations.find(refund);
      if (found?.kind !== 'refund' || found.answer === null) return declined('unknown_refund');
      if (found.state !== 'pending') return declined('refund_ended');
      const { authorisation, amount, currency } = JSON.parse(found.answer) as FollowUpAnswer & { amount: number };
      operations.setState(refund, 'cancelled');
      authorisations.refund(authorisation, -amount);
      return { reference, authorisation, result: 'approved', response_code: '00', amount, currency };
    },
  });
}
