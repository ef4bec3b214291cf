import type { DeclineReason, FollowUpAnswer, RepeatMarks } from '../api.ts';
import type { AuthorisationRow } from '../book/AuthorisationRows.ts';
import type { Bank } from './Bank.ts';
import { performOnce } from './performOnce.ts';

interface FollowUp {
  kind: 'capture' | 'void' | 'refund' | 'increment';
  request: { reference: string; authorisation: string; amount?: number };
  /** Why it can't be done now, or nothing. */
  objection(authorisation: AuthorisationRow, at: number): DeclineReason | undefined;
  /** What an approval sets in the book. */
  apply(authorisation: AuthorisationRow, at: number): void;
  /** The answer's amount where the request has none. */
  amountOf(authorisation: AuthorisationRow): number;
  /** Accepted, but not done yet. */
  isPending?(authorisation: AuthorisationRow): boolean;
}

/** What captures, voids and refunds have in common: each refers to an authorisation, and is done wholly or declined. */
export function followUp(bank: Bank, { kind, request, objection, apply, amountOf, isPending }: FollowUp): FollowUpAnswer & RepeatMarks {
  const { reference, authorisation, amount = null } = request;
  const declined = (reason: DeclineReason, currency: string | null): FollowUpAnswer => ({
    reference,
    authorisation,
    result: 'declined',
    response_code: responseCodeFor(reason),
    reason,
    amount,
    currency,
  });
  return performOnce<FollowUpAnswer>(bank, {
    kind,
    reference,
    authorisation,
    content: request,
    stateOf: (answer) => (answer.pending ? 'pending' : undefined),
    refused: () => declined('tombstone', null),
    work: (at) => {
      const found = bank.book.authorisations.find(authorisation);
      if (!found) return declined('unknown_authorisation', null);
      const reason = commonObjection(found) ?? objection(found, at);
      if (reason) return declined(reason, found.currency);
      apply(found, at);
      return {
        reference,
        authorisation,
        result: 'approved',
        response_code: '00',
        amount: amount ?? amountOf(found),
        currency: found.currency,
        ...(isPending?.(found) ? { pending: true as const } : {}),
      };
    },
  });
}

function commonObjection(authorisation: AuthorisationRow): DeclineReason | undefined {
  if (!authorisation.approved) return 'authorisation_declined';
  if (authorisation.reversed_at !== null) return 'reversed';
  if (authorisation.voided_at !== null) return 'voided';
  return undefined;
}

/** ISO 8583 field 39: 13 for a wrong amount, 12 for a transaction that can't be, 61 for a limit of the issuer's; TB is this bank's own. */
export function responseCodeFor(reason: DeclineReason): string {
  if (reason === 'tombstone') return 'TB';
  if (reason === 'limit_exceeded') return '61';
  return reason.startsWith('amount_') ? '13' : '12';
}
