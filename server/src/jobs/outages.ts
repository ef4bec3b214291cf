import { isDatabaseBusy } from '../platform/databaseBusy.ts';
import { isDatabaseLost } from '../platform/databaseLost.ts';
import type { JobsLog } from './jobsLog.ts';

/** A run of a task, which ends in one of two ways. */
export interface Run {
  succeeded(): void;
  failed(error: unknown): void;
}

/**
 * Logs what tasks fail of. While the database is away each of them fails, again and again: that is told once, and once more only when it has
 * been back. It is back when a task ends well that had failed for its sake.
 */
export class Outages {
  readonly #log: JobsLog;
  /** The tasks that have found the database away, since it was last there. */
  readonly #without = new Set<string>();
  #outages = 0;

  constructor(log: JobsLog) {
    this.#log = log;
  }

  begin(task: string): Run {
    const before = this.#outages;
    return {
      succeeded: () => {
        if (!this.#without.has(task)) return;
        this.#without.clear();
        this.#outages += 1;
      },
      failed: (error) => {
        if (!isDatabaseLost(error) && !isDatabaseBusy(error)) return this.#log.error({ task, err: error }, 'A recurring task failed.');
        // What began in an outage that is over tells of that one.
        if (before !== this.#outages) return;
        if (this.#without.size === 0)
          this.#log.error({ task, err: error }, 'The database does not answer. What recurs is tried again and again until it does.');
        this.#without.add(task);
      },
    };
  }
}
