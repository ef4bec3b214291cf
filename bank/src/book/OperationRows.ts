import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { BookEntry, KeptAnswer, KeptKind } from '../api.ts';

/** Where an approved refund stands that did not end when it was answered. */
export type RefundState = 'pending' | 'succeeded' | 'failed' | 'cancelled';

export interface OperationRow {
  reference: string;
  kind: KeptKind | 'tombstone';
  at: number;
  digest: string | null;
  /** JSON; null for a tombstone. */
  answer: string | null;
  refused: number;
  state: RefundState | null;
}

export interface NewOperation {
  kind: KeptKind;
  at: number;
  authorisation: string;
  digest: string;
  answer: KeptAnswer;
  state?: RefundState;
}

type EntryRow = Omit<BookEntry, 'number'> & { bin: string | null; last4: string | null };

export class OperationRows {
  readonly #find: StatementSync;
  readonly #insert: StatementSync;
  readonly #insertTombstone: StatementSync;
  readonly #insertReversal: StatementSync;
  readonly #countRefusal: StatementSync;
  readonly #setState: StatementSync;
  readonly #page: StatementSync;

  constructor(db: DatabaseSync) {
    this.#find = db.prepare('SELECT reference, kind, at, digest, answer, refused, state FROM operations WHERE reference = ?');
    this.#insert = db.prepare(
      `INSERT INTO operations (reference, kind, at, authorisation, amount, currency, result, response_code, digest, answer, state)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#insertTombstone = db.prepare(`INSERT INTO operations (reference, kind, at) VALUES (?, 'tombstone', ?)`);
    this.#insertReversal = db.prepare(`INSERT INTO operations (kind, at, authorisation, amount, currency) VALUES ('reverse', ?, ?, ?, ?)`);
    this.#countRefusal = db.prepare('UPDATE operations SET refused = refused + 1 WHERE reference = ?');
    this.#setState = db.prepare('UPDATE operations SET state = ? WHERE reference = ?');
    this.#page = db.prepare(
      `SELECT o.seq, o.kind, o.at, o.reference, o.authorisation, o.amount, o.currency, o.result, o.response_code, o.state, a.bin, a.last4
       FROM operations o LEFT JOIN authorisations a ON a.reference = o.reference
       WHERE o.seq > ? ORDER BY o.seq LIMIT ?`,
    );
  }

  find(reference: string): OperationRow | undefined {
    return this.#find.get(reference) as OperationRow | undefined;
  }

  insert({ kind, at, authorisation, digest, answer, state }: NewOperation): void {
    const { reference, amount, currency, result, response_code } = answer;
    const kept = [digest, JSON.stringify(answer), state ?? null];
    this.#insert.run(reference, kind, at, authorisation, amount, currency, result, response_code, ...kept);
  }

  setState(reference: string, state: RefundState): void {
    this.#setState.run(state, reference);
  }

  insertTombstone(reference: string, at: number): void {
    this.#insertTombstone.run(reference, at);
  }

  insertReversal(reversal: { at: number; authorisation: string; amount: number; currency: string }): void {
    this.#insertReversal.run(reversal.at, reversal.authorisation, reversal.amount, reversal.currency);
  }

  countRefusal(reference: string): void {
    this.#countRefusal.run(reference);
  }

  page({ after, limit }: { after: number; limit: number }): BookEntry[] {
    const rows = this.#page.all(after, limit) as unknown as EntryRow[];
    return rows.map(({ bin, last4, ...entry }) => ({ ...entry, number: bin && last4 ? { bin, last4 } : null }));
  }
}
