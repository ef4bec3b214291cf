import type { AuthorisationAnswer, FollowUpAnswer, OperationView, VerificationAnswer } from '../api.ts';
import type { OperationRow } from '../book/OperationRows.ts';
import type { Book } from '../book/openBook.ts';
import type { VerificationRow } from '../book/VerificationRows.ts';
import type { Bank } from './Bank.ts';
import { Refusal } from './Refusal.ts';
import { viewDebit } from './viewDebit.ts';

/** The answer that was kept for this reference, and for an authorisation where it stands now. */
export function lookUp({ book, clock }: Bank, reference: string): OperationView {
  const debit = book.debits.find(reference);
  if (debit) return viewDebit(debit);
  const found = book.operations.find(reference);
  const verification = found ? undefined : book.verifications.find(reference);
  if (verification) return viewVerification(verification);
  if (!found) throw new Refusal(404, 'unknown_reference', 'No operation with this reference has arrived.');
  return viewOperation(book, found, clock.nowS());
}

export const viewVerification = ({ at, answer }: VerificationRow): OperationView => ({
  kind: 'verify',
  at,
  ...(JSON.parse(answer) as VerificationAnswer),
});

export function viewOperation(book: Book, { reference, kind, at, answer, refused }: OperationRow, nowS: number): OperationView {
  if (kind === 'tombstone') return { kind, reference, at, refused };
  const kept: unknown = JSON.parse(answer ?? '{}');
  if (kind !== 'authorise') return { kind, at, ...(kept as FollowUpAnswer) };
  const row = book.authorisations.find(reference);
  if (!row) throw new Error('An authorise operation has no row in authorisations.');
  const state = {
    authorised_amount: row.amount,
    captured_amount: row.captured_amount,
    refunded_amount: row.refunded_amount,
    disputed_amount: row.disputed_amount,
    voided: row.voided_at !== null,
    reversed: row.reversed_at !== null,
    expired: row.expires_at !== null && nowS >= row.expires_at,
  };
  const { descriptor } = row;
  return { kind, at, ...(kept as AuthorisationAnswer), descriptor, ...(state.reversed ? { reversed: true as const } : {}), state };
}
