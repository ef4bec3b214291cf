/** Who waits: accounts take turns, and within an account its senders do, so that a page's visitors don't stand behind a program's thousands. */
export interface Place {
  readonly account: string;
  /** A key, a person, or the address of somebody unknown. */
  readonly sender: string;
}

/** Those of one sender, oldest first, with a way to the newest. */
class Line<T> {
  readonly #waiting = new Set<T>();
  /** In the order in which they came; those who have left meanwhile are passed over. */
  #came: T[] = [];

  get length(): number {
    return this.#waiting.size;
  }

  push(item: T): void {
    // Those who have left are swept out once they are more than those who are there.
    if (this.#came.length > 2 * this.#waiting.size + 32) this.#came = [...this.#waiting];
    this.#waiting.add(item);
    this.#came.push(item);
  }

  remove(item: T): boolean {
    return this.#waiting.delete(item);
  }

  oldest(): T | undefined {
    return firstOf(this.#waiting);
  }

  newest(): T | undefined {
    while (this.#came.length > 0) {
      const last = this.#came.at(-1) as T;
      if (this.#waiting.has(last)) return last;
      this.#came.pop();
    }
    return undefined;
  }
}

interface Account<T> {
  readonly senders: Map<string, Line<T>>;
  length: number;
}

const firstOf = <T>(values: Iterable<T>): T | undefined => values[Symbol.iterator]().next().value as T | undefined;

/** Moves a name to the end of its map, which keeps the order in which names were put in: so a map is a ring. */
function toTheEnd<T>(ring: Map<string, T>, name: string): void {
  const value = ring.get(name);
  if (value === undefined) return;
  ring.delete(name);
  ring.set(name, value);
}

/**
 * Senders of an account take turns, and so do accounts. Of one sender it is first come, first served; but once the first has waited so long
 * that `isLate` says so, the last comes first: where not all can be served in time, it is better that some are served at once than that
 * everybody is served when nobody listens any more. Each step takes the same time at any length.
 */
export class FairQueue<T extends { readonly place: Place }> {
  readonly #accounts = new Map<string, Account<T>>();
  readonly #isLate: (oldest: T) => boolean;
  #length = 0;

  constructor(isLate: (oldest: T) => boolean) {
    this.#isLate = isLate;
  }

  get length(): number {
    return this.#length;
  }

  lengthOf(account: string): number {
    return this.#accounts.get(account)?.length ?? 0;
  }

  push(item: T): void {
    const { account, sender } = item.place;
    let lines = this.#accounts.get(account);
    if (lines === undefined) {
      lines = { senders: new Map(), length: 0 };
      this.#accounts.set(account, lines);
    }
    let line = lines.senders.get(sender);
    if (line === undefined) {
      line = new Line();
      lines.senders.set(sender, line);
    }
    line.push(item);
    lines.length += 1;
    this.#length += 1;
  }

  /** Takes out one who gave up, wherever they stand. */
  remove(item: T): void {
    const { account, sender } = item.place;
    const lines = this.#accounts.get(account);
    const line = lines?.senders.get(sender);
    if (lines === undefined || line?.remove(item) !== true) return;
    if (line.length === 0) lines.senders.delete(sender);
    lines.length -= 1;
    if (lines.length === 0) this.#accounts.delete(account);
    this.#length -= 1;
  }

  /** The next in turn among accounts that may. */
  take(may: (account: string) => boolean): T | undefined {
    for (const [account, { senders }] of this.#accounts) {
      if (!may(account)) continue;
      const line = firstOf(senders.values());
      const oldest = line?.oldest();
      const item = oldest !== undefined && this.#isLate(oldest) ? line?.newest() : oldest;
      if (item === undefined) throw new Error('An account without anybody stands in the queue.');
      this.remove(item);
      toTheEnd(senders, item.place.sender);
      toTheEnd(this.#accounts, account);
      return item;
    }
    return undefined;
  }
}
