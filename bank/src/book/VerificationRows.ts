import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { VerificationAnswer } from '../api.ts';

export interface VerificationRow {
  reference: string;
  at: number;
  last4: string | null;
  digest: string;
  answer: string;
}

export class VerificationRows {
  readonly #find: StatementSync;
  readonly #insert: StatementSync;

  constructor(db: DatabaseSync) {
    this.#find = db.prepare('SELECT * FROM verifications WHERE reference = ?');
    this.#insert = db.prepare('INSERT INTO verifications (reference, at, last4, digest, answer) VALUES (?, ?, ?, ?, ?)');
  }

  find(reference: string): VerificationRow | undefined {
    return this.#find.get(reference) as VerificationRow | undefined;
  }

  insert(answer: VerificationAnswer, { at, last4, digest }: Pick<VerificationRow, 'at' | 'last4' | 'digest'>): void {
    this.#insert.run(answer.reference, at, last4, digest, JSON.stringify(answer));
  }
}
