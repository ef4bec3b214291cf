import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Fault, FaultRequest, FaultyOperation } from '../api.ts';

const defaultDelayMs = 1000;

/** The queue of faults. It stands in the book so that a bank that was killed comes back as faulty as it was. */
export class FaultRows {
  readonly #insert: StatementSync;
  readonly #list: StatementSync;
  readonly #clear: StatementSync;
  readonly #first: StatementSync;
  readonly #spend: StatementSync;
  readonly #remove: StatementSync;

  constructor(db: DatabaseSync) {
    const columns = 'id, kind, operation, times, delay_ms, card_last4';
    this.#insert = db.prepare(
      `INSERT INTO faults (kind, operation, times, delay_ms, card_last4) VALUES (?, ?, ?, ?, ?) RETURNING ${columns}`,
    );
    this.#list = db.prepare(`SELECT ${columns} FROM faults ORDER BY id`);
    this.#clear = db.prepare('DELETE FROM faults');
    this.#first = db.prepare(
      `SELECT ${columns} FROM faults
       WHERE operation IN ('any', ?) AND (card_last4 IS NULL OR card_last4 = ?) ORDER BY id LIMIT 1`,
    );
    this.#spend = db.prepare('UPDATE faults SET times = times - 1 WHERE id = ?');
    this.#remove = db.prepare('DELETE FROM faults WHERE id = ?');
  }

  add({ kind, operation = 'any', times = 1, delay_ms = defaultDelayMs, card_last4 }: FaultRequest): Fault {
    return this.#insert.get(kind, operation, times, delay_ms, card_last4 ?? null) as unknown as Fault;
  }

  list(): Fault[] {
    return this.#list.all() as unknown as Fault[];
  }

  clear(): number {
    return Number(this.#clear.run().changes);
  }

  /** Takes one stroke of the oldest fault that is meant for this request. */
  take(operation: FaultyOperation, last4: string | null): Fault | undefined {
    const fault = this.#first.get(operation, last4) as Fault | undefined;
    if (!fault) return undefined;
    (fault.times > 1 ? this.#spend : this.#remove).run(fault.id);
    return fault;
  }
}
