import type { DeclineReason, FollowUpAnswer, RepeatMarks } from '../api.ts';
import type { DisputeRow } from '../book/DisputeRows.ts';
import type { Bank } from './Bank.ts';
import { responseCodeFor } from './followUp.ts';
import { performOnce } from './performOnce.ts';

interface DisputeAnswer {
  kind: 'evidence' | 'accept';
  request: { reference: string; dispute: string };
  /** What an approval sets in the book. */
  apply(dispute: DisputeRow, at: number): void;
}

/** What evidence and acceptance have in common: a merchant answers a dispute once, and in time. */
export function answerDispute(bank: Bank, { kind, request, apply }: DisputeAnswer): FollowUpAnswer & RepeatMarks {
  const { reference, dispute } = request;
  const found = bank.book.disputes.find(dispute);
  const about = { reference, authorisation: found?.authorisation ?? dispute };
  const declined = (reason: DeclineReason): FollowUpAnswer => ({
    ...{ ...about, result: 'declined', response_code: responseCodeFor(reason), reason, amount: null, currency: null },
  });
  return performOnce<FollowUpAnswer>(bank, {
    kind,
    reference,
    authorisation: about.authorisation,
    content: request,
    refused: () => declined('tombstone'),
    work: (at) => {
      if (!found) return declined('unknown_dispute');
      const { state, amount, currency, due_at } = found;
      if (state === 'review') return declined('evidence_given');
      if (state !== 'open') return declined('dispute_ended');
      if (at >= due_at) return declined('too_late');
      apply(found, at);
      return { ...about, result: 'approved', response_code: '00', amount, currency };
    },
  });
}
