import type { DisputeState } from '../book/DisputeRows.ts';
import type { Deed } from './deed.ts';

/** A dispute ends: it was decided, or its time ran out without an answer. Who wins gets back what was taken. */
export const closeDispute: Deed = ({ book }, { reference, data }) => {
  const {
    dispute,
    because,
    due_at: dueAt,
    outcome,
  } = data as { dispute: string; because: string; due_at?: number; outcome?: DisputeState };
  const found = book.disputes.find(dispute);
  const payment = book.authorisations.find(reference);
  if (!found || !payment || payment.merchant_account === null) return undefined;
  if (because === 'unanswered' && (found.state !== 'open' || found.due_at !== dueAt)) return undefined;
  if (because === 'decided' && found.state !== 'review') return undefined;
  const state = outcome ?? (found.inquiry ? 'closed' : 'lost');
  book.disputes.setState(dispute, state);
  const returned = state === 'won' ? found.amount : 0;
  if (returned > 0) book.authorisations.dispute(reference, -returned);
  return { account: payment.merchant_account, data: { dispute, outcome: state, because, returned } };
};
