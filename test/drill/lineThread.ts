import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** What the thread of a line is told to do; it says when that is done. */
export type LineOrder = 'cut' | 'mend' | 'delivered' | 'close';

export interface LineSettings {
  readonly target: string;
  readonly seed: number;
}

/**
 * A line on a thread of its own. Beside thousands of customers on one thread it would let the bank's answers wait for theirs, until the server
 * gives up on all of them: an overload that nothing of what is drilled has made.
 */
export class LineThread {
  readonly url: string;
  readonly #worker: Worker;

  static async open(settings: LineSettings): Promise<LineThread> {
    const worker = new Worker(new URL('./lineWorker.ts', import.meta.url), { workerData: settings });
    const [url] = (await once(worker, 'message')) as [string];
    return new LineThread(worker, url);
  }

  private constructor(worker: Worker, url: string) {
    [this.#worker, this.url] = [worker, url];
  }

  /** Breaks every connection and lets none through until `mend`. */
  cut(): Promise<void> {
    return this.#order('cut');
  }

  mend(): Promise<void> {
    return this.#order('mend');
  }

  /** Resolves when no request is kept any more. */
  delivered(): Promise<void> {
    return this.#order('delivered');
  }

  async close(): Promise<void> {
    await this.#order('close');
    await this.#worker.terminate();
  }

  /** One order is given after the other. */
  async #order(order: LineOrder): Promise<void> {
    const done = once(this.#worker, 'message');
    this.#worker.postMessage(order);
    await done;
  }
}
