import type { DebitAnswer, OperationView } from '../api.ts';
import type { DebitRow } from '../book/DebitRows.ts';

/** A debit as it was taken in, and where it stands now. */
export function viewDebit({ at, answer, state, code, settled_at, refunded_amount, descriptor }: DebitRow): OperationView {
  return { kind: 'debit', at, ...(JSON.parse(answer) as DebitAnswer), state, code, settled_at, refunded_amount, descriptor };
}
