import type { AuthorisationRow } from '../book/AuthorisationRows.ts';
import type { DisputeRow } from '../book/DisputeRows.ts';
import type { Bank } from './Bank.ts';
import type { Deed } from './deed.ts';

/** How long a merchant has to answer. */
const answerTimeS = 9 * 86_400;

/** What is left of a payment for its holder to dispute. */
const leftOf = ({ captured_amount, refunded_amount, disputed_amount }: AuthorisationRow): number =>
  captured_amount - refunded_amount - disputed_amount;

const noticeOf = ({ dispute, reason, network_reason_code, amount, currency, due_at, inquiry }: DisputeRow) => ({
  ...{ dispute, reason, network_reason_code, amount, currency, due_by: due_at, inquiry: inquiry === 1 },
});

function planEnd({ book }: Bank, { dispute, authorisation, due_at }: DisputeRow): void {
  book.agenda.add({ dueAt: due_at, kind: 'dispute.closed', reference: authorisation, data: { dispute, because: 'unanswered', due_at } });
}

/** A holder disputes what is left of a payment. An inquiry asks first; a dispute takes the money back at once. */
export const openDispute: Deed = (bank, { reference, dueAt, data }) => {
  const { book } = bank;
  const payment = book.authorisations.find(reference);
  if (!payment || payment.merchant_account === null || leftOf(payment) <= 0) return undefined;
  const { reason, code, inquiry } = data as { reason: string; code: string; inquiry: boolean };
  const row: DisputeRow = {
    dispute: `dsp_${book.digester.networkTransactionId(reference)}`,
    authorisation: reference,
    opened_at: dueAt,
    reason,
    network_reason_code: code,
    amount: leftOf(payment),
    currency: payment.currency,
    inquiry: inquiry ? 1 : 0,
    due_at: dueAt + answerTimeS,
    state: 'open',
  };
  if (!book.disputes.insert(row)) return undefined;
  if (!inquiry) book.authorisations.dispute(reference, row.amount);
  planEnd(bank, row);
  return { account: payment.merchant_account, data: noticeOf(row) };
};

/** An inquiry that was not answered well becomes a dispute about what has not been given back meanwhile. */
export const escalateDispute: Deed = (bank, { reference, dueAt, data }) => {
  const { book } = bank;
  const payment = book.authorisations.find(reference);
  const found = book.disputes.find(String(data.dispute));
  if (!payment || payment.merchant_account === null || found?.state !== 'review' || leftOf(payment) <= 0) return undefined;
  const row: DisputeRow = { ...found, inquiry: 0, state: 'open', amount: leftOf(payment), due_at: dueAt + answerTimeS };
  book.disputes.escalate(row.dispute, { amount: row.amount, dueAt: row.due_at });
  book.authorisations.dispute(reference, row.amount);
  planEnd(bank, row);
  return { account: payment.merchant_account, data: noticeOf(row) };
};
