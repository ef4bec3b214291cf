import { ApiError } from '@guichet/contract/errors.ts';

/** At some 50 ms each, whoever comes last waits about three seconds. */
const LONGEST = 60;
/** Less than half, so that one sender alone cannot keep everybody else out; enough for a whole shift behind one address. */
const MOST_PER_ADDRESS = 25;

/**
 * Passwords are looked at one after another. Hashing one takes a core and 19 MiB for tens of milliseconds, and a thread of the few that
 * opening cards and new database connections need as well: without a line, anybody who can reach the sign-in page could stop payments by
 * sending a few hundred wrong passwords at once. Who finds the line too long is sent away before anything is counted or stored.
 */
export class SignInLine {
  readonly #byAddress = new Map<string, number>();
  #length = 0;
  #last: Promise<unknown> = Promise.resolve();

  /** Waits for its turn. Throws `rate_limit` when too many wait, in all or from this address. */
  async take<T>(address: string | null, look: () => Promise<T>): Promise<T> {
    const sender = address ?? '';
    const theirs = this.#byAddress.get(sender) ?? 0;
    if (this.#length >= LONGEST || theirs >= MOST_PER_ADDRESS) throw new ApiError('rate_limit');
    this.#length += 1;
    this.#byAddress.set(sender, theirs + 1);
    const turn = this.#last.then(look);
    this.#last = turn.catch(() => {});
    try {
      return await turn;
    } finally {
      this.#leave(sender);
    }
  }

  #leave(sender: string): void {
    const left = (this.#byAddress.get(sender) ?? 1) - 1;
    this.#length -= 1;
    if (left === 0) this.#byAddress.delete(sender);
    else this.#byAddress.set(sender, left);
  }
}
