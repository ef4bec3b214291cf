import type { AcceptanceRequest, FollowUpAnswer, RepeatMarks } from '../api.ts';
import { answerDispute } from './answerDispute.ts';
import type { Bank } from './Bank.ts';

/** The merchant gives in: a dispute is lost at once, an inquiry is closed. */
export const acceptDispute = (bank: Bank, request: AcceptanceRequest): FollowUpAnswer & RepeatMarks =>
  answerDispute(bank, {
    kind: 'accept',
    request,
    apply: ({ dispute, inquiry }) => bank.book.disputes.setState(dispute, inquiry ? 'closed' : 'lost'),
  });
