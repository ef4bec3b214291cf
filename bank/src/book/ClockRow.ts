import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** How far tests have moved the bank's clock ahead; it stands in the book, so that a kill doesn't set it back. */
export class ClockRow {
  readonly #read: StatementSync;
  readonly #advance: StatementSync;

  constructor(db: DatabaseSync) {
    this.#read = db.prepare('SELECT ahead_s FROM clock');
    this.#advance = db.prepare('UPDATE clock SET ahead_s = ahead_s + ?');
  }

  get aheadS(): number {
    return Number(this.#read.get()?.ahead_s);
  }

  advance(seconds: number): void {
    this.#advance.run(seconds);
  }
}
