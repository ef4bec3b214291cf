import type { CaptureRequest, FollowUpAnswer, RepeatMarks } from '../api.ts';
import type { Bank } from './Bank.ts';
import { followUp } from './followUp.ts';
import { planAftermath } from './planAftermath.ts';

/** Takes held funds, once; what isn't taken is released. */
export function capture(bank: Bank, request: CaptureRequest): FollowUpAnswer & RepeatMarks {
  return followUp(bank, {
    kind: 'capture',
    request,
    objection: (authorisation, at) => {
      if (authorisation.captured_amount > 0) return 'already_captured';
      if (at >= (authorisation.expires_at ?? 0)) return 'expired';
      return request.amount > authorisation.amount ? 'amount_exceeds_authorised' : undefined;
    },
    apply: (authorisation, at) => {
      bank.book.authorisations.capture(authorisation.reference, request.amount, request.descriptor ?? null);
      planAftermath(bank, authorisation, at);
    },
    amountOf: () => request.amount,
  });
}
