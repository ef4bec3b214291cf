import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** Something that the bank will do by itself once its time has come. */
export interface Plan {
  dueAt: number;
  /** Names the deed that does it. */
  kind: string;
  reference: string;
  data: Record<string, unknown>;
}

interface PlanRow {
  id: number;
  due_at: number;
  kind: string;
  reference: string;
  data: string;
}

export class AgendaRows {
  readonly #add: StatementSync;
  readonly #due: StatementSync;
  readonly #remove: StatementSync;

  constructor(db: DatabaseSync) {
    this.#add = db.prepare('INSERT INTO agenda (due_at, kind, reference, data) VALUES (?, ?, ?, ?)');
    this.#due = db.prepare('SELECT * FROM agenda WHERE due_at <= ? ORDER BY due_at, id LIMIT 1');
    this.#remove = db.prepare('DELETE FROM agenda WHERE id = ?');
  }

  add({ dueAt, kind, reference, data }: Plan): void {
    this.#add.run(dueAt, kind, reference, JSON.stringify(data));
  }

  /** Takes the earliest plan that is due, if any. */
  take(nowS: number): Plan | undefined {
    const row = this.#due.get(nowS) as PlanRow | undefined;
    if (row === undefined) return undefined;
    this.#remove.run(row.id);
    return { dueAt: row.due_at, kind: row.kind, reference: row.reference, data: JSON.parse(row.data) as Plan['data'] };
  }
}
