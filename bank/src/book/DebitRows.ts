import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { DebitAnswer, DebitEntry, DebitRequest, DebitState } from '../api.ts';

export interface DebitRow {
  reference: string;
  at: number;
  amount: number;
  currency: string;
  last4: string;
  merchant_account: string | null;
  /** What the payer reads on the statement; null where the merchant did not say. */
  descriptor: string | null;
  state: DebitState;
  /** Why it failed or came back. */
  code: string | null;
  settled_at: number | null;
  refunded_amount: number;
  digest: string;
  answer: string;
}

/** Debits of accounts. Of an account's number only the end is kept. */
export class DebitRows {
  readonly #find: StatementSync;
  readonly #insert: StatementSync;
  readonly #settle: StatementSync;
  readonly #move: StatementSync;
  readonly #refund: StatementSync;
  readonly #page: StatementSync;

  constructor(db: DatabaseSync) {
    this.#find = db.prepare('SELECT * FROM debits WHERE reference = ?');
    this.#insert = db.prepare(
      `INSERT INTO debits (reference, at, scheme, amount, currency, last4, mandate, merchant_account, expected_at, digest, answer, descriptor)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#settle = db.prepare(`UPDATE debits SET state = 'settled', settled_at = ? WHERE reference = ?`);
    this.#move = db.prepare('UPDATE debits SET state = ?, code = ? WHERE reference = ?');
    this.#refund = db.prepare('UPDATE debits SET refunded_amount = refunded_amount + ? WHERE reference = ?');
    this.#page = db.prepare(
      `SELECT rowid AS seq, reference, at, scheme, amount, currency, last4, mandate, state, code, settled_at, refunded_amount
       FROM debits WHERE rowid > ? ORDER BY rowid LIMIT ?`,
    );
  }

  find(reference: string): DebitRow | undefined {
    return this.#find.get(reference) as DebitRow | undefined;
  }

  insert(request: DebitRequest, { at, last4, digest, answer }: { at: number; last4: string; digest: string; answer: DebitAnswer }): void {
    const { reference, scheme, amount, currency, mandate, merchant } = request;
    this.#insert.run(
      ...[reference, at, scheme, amount, currency, last4, mandate.reference, merchant.account ?? null],
      ...[answer.expected_at, digest, JSON.stringify(answer), request.descriptor ?? null],
    );
  }

  settle(reference: string, at: number): void {
    this.#settle.run(at, reference);
  }

  move(reference: string, state: 'failed' | 'returned' | 'reversed', code: string | null): void {
    this.#move.run(state, code, reference);
  }

  refund(reference: string, amount: number): void {
    this.#refund.run(amount, reference);
  }

  page({ after, limit }: { after: number; limit: number }): DebitEntry[] {
    return this.#page.all(after, limit) as unknown as DebitEntry[];
  }
}
