import type { DebitAnswer, DebitRequest } from '../api.ts';
import { businessDaysLater } from '../issuers/businessDays.ts';
import { type DebitFate, fateOf } from '../issuers/testAccounts.ts';
import type { Bank } from './Bank.ts';
import { Refusal } from './Refusal.ts';

/** A debit takes this long unless its account says otherwise. */
const BUSINESS_DAYS = 5;

const accountOf = ({ account }: DebitRequest): string =>
  'iban' in account ? account.iban : `${account.routing_number}/${account.account_number}`;

export const accountLast4 = (request: DebitRequest): string => accountOf(request).slice(-4);

/** Takes a debit in. What becomes of it is known days later, and told by a notice; one reference is one debit, as with every operation. */
export function debit({ book, clock }: Bank, request: DebitRequest): DebitAnswer & { repeated?: true; reversed?: true } {
  const { reference } = request;
  // A number of eight digits or more could be guessed from a plain digest; this one is keyed.
  const digest = book.digester.request('debit', request);
  return book.transaction(() => {
    const other = book.operations.find(reference);
    if (other?.kind === 'tombstone') {
      book.operations.countRefusal(reference);
      return { ...answerFor(request, null), result: 'declined', reason: 'tombstone' };
    }
    const earlier = book.debits.find(reference);
    if (other || (earlier && earlier.digest !== digest)) {
      throw new Refusal(409, 'reference_reused', 'This reference was used before for another request.');
    }
    if (earlier) {
      return {
        ...(JSON.parse(earlier.answer) as DebitAnswer),
        repeated: true,
        ...(earlier.state === 'reversed' ? { reversed: true } : {}),
      };
    }
    const at = clock.nowS();
    const fate = fateOf(accountOf(request)) ?? { settlesAfterS: businessDaysLater(at, BUSINESS_DAYS, request.scheme) - at };
    const answer = answerFor(request, expectedAt(at, fate));
    book.debits.insert(request, { at, last4: accountLast4(request), digest, answer });
    plan(book, reference, at, fate);
    return answer;
  });
}

function expectedAt(at: number, fate: DebitFate): number | null {
  if (fate === 'waits') return null;
  return at + ('code' in fate ? fate.failsAfterS : fate.settlesAfterS);
}

function answerFor({ reference, amount, currency }: DebitRequest, expected: number | null): DebitAnswer {
  return { reference, result: 'pending', amount, currency, expected_at: expected };
}

function plan({ agenda }: Bank['book'], reference: string, at: number, fate: DebitFate): void {
  if (fate === 'waits') return;
  if ('code' in fate) {
    agenda.add({ dueAt: at + fate.failsAfterS, kind: 'debit.failed', reference, data: { code: fate.code } });
    return;
  }
  agenda.add({ dueAt: at + fate.settlesAfterS, kind: 'debit.settled', reference, data: {} });
  if (fate.returned)
    agenda.add({ dueAt: at + fate.returned.afterS, kind: 'debit.returned', reference, data: { code: fate.returned.code } });
}
