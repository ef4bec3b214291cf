import type { PayoutAnswer, PayoutRequest, PayoutView } from '../api.ts';
import { fateOf } from '../issuers/payoutAccounts.ts';
import type { Bank } from './Bank.ts';
import { Refusal } from './Refusal.ts';

/**
 * Takes a payout on, once per reference: a repeat gets the first answer, another content is refused. What becomes of it is told later,
 * by a notice. With `reverses` it takes back what an earlier one paid.
 */
export function payOut({ book, clock }: Bank, request: PayoutRequest): PayoutAnswer & { repeated?: true } {
  const digest = book.digester.request('payout', request);
  return book.transaction(() => {
    const earlier = book.payouts.find(request.reference);
    if (earlier) {
      if (earlier.digest !== digest) throw new Refusal(409, 'reference_reused', 'This reference was used before for another payout.');
      return { ...(JSON.parse(earlier.answer) as PayoutAnswer), repeated: true as const };
    }
    const at = clock.nowS();
    const answer = answerTo({ book, clock }, request);
    book.payouts.insert(request, { at, digest, answer });
    if (answer.result === 'approved') plan({ book, clock }, request, at);
    return answer;
  });
}

function answerTo({ book }: Bank, { reference, amount, currency, reverses }: PayoutRequest): PayoutAnswer {
  const common = { reference, amount, currency };
  if (reverses === undefined) return { ...common, result: 'approved', response_code: '00' };
  const original = book.payouts.find(reverses);
  const stands = original?.state === 'paid' && original.reverses === null && !book.payouts.findReversalOf(reverses);
  const same = original?.amount === amount && original.currency === currency;
  if (stands && same) return { ...common, result: 'approved', response_code: '00' };
  return { ...common, result: 'declined', response_code: '12', reason: 'not_reversible' };
}

function plan({ book }: Bank, { reference, destination, reverses }: PayoutRequest, at: number): void {
  const fate = fateOf(destination);
  // What lies on the account can be taken back from it; only what becomes of a payment is the account's to decide.
  if (reverses !== undefined || fate.arrives) {
    const returned = reverses === undefined && fate.arrives ? fate.returned : undefined;
    book.agenda.add({ dueAt: at + fate.afterS, kind: 'payout.paid', reference, data: returned ? { returned } : {} });
  } else {
    book.agenda.add({ dueAt: at + fate.afterS, kind: 'payout.failed', reference, data: { reason: fate.reason } });
  }
}

/** The answer that was given for this reference, and where the payout stands now. */
export function lookUpPayout({ book }: Bank, reference: string): PayoutView {
  const found = book.payouts.find(reference);
  if (!found) throw new Refusal(404, 'unknown_reference', 'No payout with this reference has arrived.');
  const { at, state, reason } = found;
  return { ...(JSON.parse(found.answer) as PayoutAnswer), at, state, ...(reason && { failure: reason }) };
}
