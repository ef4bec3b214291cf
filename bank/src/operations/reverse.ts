import type { ReversalAnswer, ReversalRequest } from '../api.ts';
import type { AuthorisationRow } from '../book/AuthorisationRows.ts';
import type { DebitRow } from '../book/DebitRows.ts';
import type { Bank } from './Bank.ts';
import { viewOperation, viewVerification } from './lookUp.ts';
import { viewDebit } from './viewDebit.ts';

type NotReversible = Extract<ReversalAnswer, { result: 'not_reversible' }>['reason'];

/**
 * Undoes the operation with this reference, or makes sure that it never happens: an unknown reference gets a tombstone,
 * and whatever arrives under it later is refused. So after a reversal the caller knows for certain, which a look-up alone
 * can't give while the operation may still be under way.
 */
export function reverse({ book, clock }: Bank, { reference }: ReversalRequest): ReversalAnswer {
  return book.transaction(() => {
    const at = clock.nowS();
    const debit = book.debits.find(reference);
    if (debit) return reverseDebit(book, debit);
    const found = book.operations.find(reference);
    const verification = found ? undefined : book.verifications.find(reference);
    if (verification) {
      return {
        reference,
        result: 'not_reversible',
        found: true,
        reason: 'not_an_authorisation',
        operation: viewVerification(verification),
      };
    }
    if (!found) {
      book.operations.insertTombstone(reference, at);
      return { reference, result: 'reversed', found: false };
    }
    if (found.kind === 'tombstone') return { reference, result: 'reversed', found: false, repeated: true };
    const authorisation = book.authorisations.find(reference);
    if (authorisation?.reversed_at) return { reference, result: 'reversed', found: true, repeated: true };
    const reason = authorisation ? objection(authorisation, at) : 'not_an_authorisation';
    if (!authorisation || reason) {
      const operation = viewOperation(book, found, at);
      return { reference, result: 'not_reversible', found: true, reason: reason ?? 'not_an_authorisation', operation };
    }
    book.authorisations.reverse(reference, at);
    book.operations.insertReversal({ at, authorisation: reference, amount: authorisation.amount, currency: authorisation.currency });
    return { reference, result: 'reversed', found: true };
  });
}

/** A debit can be called back until the payer's bank has answered. */
function reverseDebit(book: Bank['book'], debit: DebitRow): ReversalAnswer {
  const { reference, state } = debit;
  if (state === 'reversed') return { reference, result: 'reversed', found: true, repeated: true };
  if (state !== 'pending') return { reference, result: 'not_reversible', found: true, reason: 'not_pending', operation: viewDebit(debit) };
  book.debits.move(reference, 'reversed', null);
  return { reference, result: 'reversed', found: true };
}

/** What was captured in the same step can be undone until the day's clearing, which is at midnight UTC. */
function objection(authorisation: AuthorisationRow, at: number): NotReversible | undefined {
  if (authorisation.voided_at !== null) return 'voided';
  if (authorisation.refunded_amount > 0) return 'refunded';
  if (authorisation.disputed_amount > 0) return 'disputed';
  if (authorisation.captured_amount === 0) return undefined;
  if (!authorisation.captured_at_once) return 'captured_separately';
  return dayOf(authorisation.at) === dayOf(at) ? undefined : 'already_cleared';
}

const dayOf = (timeS: number): number => Math.floor(timeS / 86_400);
