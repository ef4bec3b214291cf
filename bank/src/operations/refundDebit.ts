import type { DeclineReason, FollowUpAnswer, RefundRequest, RepeatMarks } from '../api.ts';
import type { Bank } from './Bank.ts';
import { performOnce } from './performOnce.ts';

/** Pays a settled debit back by credit transfer, in as many parts as wanted, never more than was debited. */
export function refundDebit(bank: Bank, request: RefundRequest): FollowUpAnswer & RepeatMarks {
  const { reference, authorisation, amount } = request;
  const declined = (reason: DeclineReason, currency: string | null): FollowUpAnswer => ({
    reference,
    authorisation,
    result: 'declined',
    response_code: reason === 'tombstone' ? 'TB' : reason === 'amount_exceeds_captured' ? '13' : '12',
    reason,
    amount,
    currency,
  });
  return performOnce<FollowUpAnswer>(bank, {
    kind: 'refund',
    reference,
    authorisation,
    content: request,
    refused: () => declined('tombstone', null),
    work: () => {
      const debit = bank.book.debits.find(authorisation);
      if (!debit) return declined('unknown_authorisation', null);
      if (debit.state !== 'settled') return declined('not_captured', debit.currency);
      if (amount > debit.amount - debit.refunded_amount) return declined('amount_exceeds_captured', debit.currency);
      bank.book.debits.refund(authorisation, amount);
      return { reference, authorisation, result: 'approved', response_code: '00', amount, currency: debit.currency };
    },
  });
}
