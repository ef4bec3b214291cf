import type { FollowUpAnswer, RepeatMarks, VoidRequest } from '../api.ts';
import type { Bank } from './Bank.ts';
import { followUp } from './followUp.ts';

/** Releases funds that are held and not yet taken. An expired hold can be voided too: it says what is true already. */
export function voidAuthorisation(bank: Bank, request: VoidRequest): FollowUpAnswer & RepeatMarks {
  return followUp(bank, {
    kind: 'void',
    request,
    objection: (authorisation) => (authorisation.captured_amount > 0 ? 'already_captured' : undefined),
    apply: (authorisation, at) => bank.book.authorisations.void(authorisation.reference, at),
    amountOf: (authorisation) => authorisation.amount,
  });
}
