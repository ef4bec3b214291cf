import type { FollowUpAnswer, IncrementRequest, RepeatMarks } from '../api.ts';
import type { Bank } from './Bank.ts';
import { followUp } from './followUp.ts';

/** Issuers here go no further than to this many times what they first held. */
const LARGEST_RAISE = 10;

/** Holds more on a hold that stands, up to a new total. It ends when it would have, and the old amount stands when this is declined. */
export function raiseAuthorisation(bank: Bank, request: IncrementRequest): FollowUpAnswer & RepeatMarks {
  return followUp(bank, {
    kind: 'increment',
    request,
    objection: (authorisation, at) => {
      if (authorisation.captured_amount > 0) return 'already_captured';
      if (at >= (authorisation.expires_at ?? 0)) return 'expired';
      if (authorisation.incremental === 0) return 'not_incremental';
      if (request.amount <= authorisation.amount) return 'amount_not_raised';
      return request.amount > (authorisation.first_amount ?? authorisation.amount) * LARGEST_RAISE ? 'limit_exceeded' : undefined;
    },
    apply: ({ reference }) => bank.book.authorisations.raise(reference, request.amount, request.descriptor ?? null),
    amountOf: () => request.amount,
  });
}
