import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { PayoutAnswer, PayoutFailure, PayoutRequest, PayoutState } from '../api.ts';

export interface PayoutRow {
  reference: string;
  at: number;
  amount: number;
  currency: string;
  state: PayoutState;
  reason: PayoutFailure | null;
  reverses: string | null;
  merchant_account: string | null;
  digest: string;
  /** JSON of the answer that was given. */
  answer: string;
}

/** Money that merchants were paid, or that was taken back from them: one row each, where it stands. */
export class PayoutRows {
  readonly #find: StatementSync;
  readonly #reversal: StatementSync;
  readonly #insert: StatementSync;
  readonly #move: StatementSync;

  constructor(db: DatabaseSync) {
    this.#find = db.prepare('SELECT * FROM payouts WHERE reference = ?');
    this.#reversal = db.prepare(`SELECT * FROM payouts WHERE reverses = ? AND state NOT IN ('failed', 'refused')`);
    this.#insert = db.prepare(
      `INSERT INTO payouts (reference, at, amount, currency, account_end, reverses, merchant_account, state, digest, answer)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#move = db.prepare('UPDATE payouts SET state = ?, reason = ? WHERE reference = ?');
  }

  find(reference: string): PayoutRow | undefined {
    return this.#find.get(reference) as PayoutRow | undefined;
  }

  /** The reversal of a payout that stands or is under way. */
  findReversalOf(reference: string): PayoutRow | undefined {
    return this.#reversal.get(reference) as PayoutRow | undefined;
  }

  insert(request: PayoutRequest, { at, digest, answer }: { at: number; digest: string; answer: PayoutAnswer }): void {
    const { reference, amount, currency, destination, merchant, reverses } = request;
    const accountEnd = ('iban' in destination ? destination.iban : destination.account_number).slice(-4);
    const state: PayoutState = answer.result === 'approved' ? 'sent' : 'refused';
    this.#insert.run(
      ...[reference, at, amount, currency, accountEnd, reverses ?? null],
      ...[merchant.account ?? null, state, digest, JSON.stringify(answer)],
    );
  }

  move(reference: string, state: PayoutState, reason: PayoutFailure | null): void {
    this.#move.run(state, reason, reference);
  }
}
