import type { HttpClient } from '../platform/httpClient.ts';
import type { Database } from '../platform/transaction.ts';
import { type OpenRestoration, readOpenRestoration } from './restorations.store.ts';

interface Task {
  readonly name: string;
  readonly everyMs: number;
  run(signal: AbortSignal): Promise<void>;
}

/** A place that is silent looks no more often whether it still is. */
const LOOK_AGAIN_MS = 500;

/**
 * Whether this place was restored and has not read its provider since. Then it does not know what happened in between, and sends nothing: no question
 * to a bank, no mail, no webhook, no payout. A place is restored while no server runs, so one that is not silent at start never becomes it: asking
 * costs nothing then.
 */
export class Silence {
  private readonly database: Database;
  private restoration: OpenRestoration | null;
  private looked: Promise<OpenRestoration | null> | undefined;

  private constructor(database: Database, restoration: OpenRestoration | null) {
    this.database = database;
    this.restoration = restoration;
  }

  static async of(database: Database): Promise<Silence> {
    return new Silence(database, await readOpenRestoration(database));
  }

  /** The moment whose state a silent place has; null for one that works as usual. */
  async restoredTo(): Promise<Date | null> {
    if (this.restoration === null) return null;
    this.looked ??= this.look();
    this.restoration = await this.looked;
    return this.restoration?.restoredTo ?? null;
  }

  /** A task that does nothing while the place is silent. */
  heeding<T extends Task>(task: T): T {
    return {
      ...task,
      run: async (signal: AbortSignal) => {
        if ((await this.restoredTo()) === null) await task.run(signal);
      },
    };
  }

  /** A client that sends nothing while the place is silent. What is not sent is not known: whoever sends must take it as that. */
  guarding(client: HttpClient): HttpClient {
    return {
      close: () => client.close(),
      send: async (call) => {
        if ((await this.restoredTo()) !== null) throw new Error('This place was restored and sends nothing until it has been reconciled.');
        return client.send(call);
      },
    };
  }

  private look(): Promise<OpenRestoration | null> {
    const forget = (): void => {
      this.looked = undefined;
    };
    setTimeout(forget, LOOK_AGAIN_MS).unref();
    return readOpenRestoration(this.database).catch((error: unknown) => {
      forget();
      throw error;
    });
  }
}
