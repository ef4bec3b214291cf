import type { DatabaseSync, StatementSync } from 'node:sqlite';

export type DisputeState = 'open' | 'review' | 'won' | 'lost' | 'closed';

export interface DisputeRow {
  /** The bank's own name for it. */
  dispute: string;
  authorisation: string;
  opened_at: number;
  reason: string;
  network_reason_code: string;
  amount: number;
  currency: string;
  inquiry: 0 | 1;
  due_at: number;
  state: DisputeState;
}

export class DisputeRows {
  readonly #find: StatementSync;
  readonly #insert: StatementSync;
  readonly #setState: StatementSync;
  readonly #escalate: StatementSync;

  constructor(db: DatabaseSync) {
    this.#find = db.prepare('SELECT * FROM disputes WHERE dispute = ?');
    this.#insert = db.prepare(
      `INSERT OR IGNORE INTO disputes (dispute, authorisation, opened_at, reason, network_reason_code, amount, currency, inquiry, due_at, state)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#setState = db.prepare('UPDATE disputes SET state = ? WHERE dispute = ?');
    this.#escalate = db.prepare(`UPDATE disputes SET state = 'open', inquiry = 0, amount = ?, due_at = ? WHERE dispute = ?`);
  }

  find(dispute: string): DisputeRow | undefined {
    return this.#find.get(dispute) as DisputeRow | undefined;
  }

  /** Says whether it is new: a payment is disputed once. */
  insert(row: DisputeRow): boolean {
    const { dispute, authorisation, opened_at, reason, network_reason_code, amount, currency, inquiry, due_at, state } = row;
    const { changes } = this.#insert.run(
      ...[dispute, authorisation, opened_at, reason, network_reason_code, amount, currency, inquiry, due_at, state],
    );
    return changes > 0;
  }

  setState(dispute: string, state: DisputeState): void {
    this.#setState.run(state, dispute);
  }

  escalate(dispute: string, { amount, dueAt }: { amount: number; dueAt: number }): void {
    this.#escalate.run(amount, dueAt, dispute);
  }
}
