import type pg from 'pg';
import { Lockstep } from './lockstep.ts';
import type { Transaction } from './sql.ts';
import { CommitUnknown, commit, rollBack, withTransaction } from './transaction.ts';

/** One who waits to take part in a transaction. */
interface Waiting<T = unknown> {
  readonly subjects: readonly string[];
  readonly body: (tx: Transaction) => Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (error: unknown) => void;
}

const MOST_MEMBERS = 128;
/** Who waits longer for a row would keep all the others waiting with it. */
const LOCK_TIMEOUT_MS = 300;
const BEGIN = `BEGIN; SET LOCAL lock_timeout = ${LOCK_TIMEOUT_MS}`;

type Outcome = { readonly value: unknown } | { readonly error: unknown };

/**
 * Transactions that travel together. Those that come while one is under way wait and share the next: one connection, one BEGIN, one COMMIT,
 * and one flush to disk for all. Each stands or falls by itself as far as its caller can tell: where a body throws, all is undone, it is run
 * again alone, and the others together without it; where a statement fails, each runs alone.
 */
export class SharedTransactions {
  readonly #pool: pg.Pool;
  #waiting: Waiting[] = [];
  #isUnderWay = false;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  /** `subjects` name what the body must have for itself: two that name the same never share a transaction. */
  run<T>(subjects: readonly string[], body: (tx: Transaction) => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ subjects, body, resolve, reject } as Waiting<T> as Waiting);
      if (!this.#isUnderWay) void this.#work();
    });
  }

  async #work(): Promise<void> {
    this.#isUnderWay = true;
    while (this.#waiting.length > 0) {
      await this.#together(this.#take());
    }
    this.#isUnderWay = false;
  }

  /** The next members, in the order in which they came, no two with a subject in common. */
  #take(): Waiting[] {
    const [taken, left, subjects] = [[] as Waiting[], [] as Waiting[], new Set<string>()];
    for (const one of this.#waiting) {
      const fits = taken.length < MOST_MEMBERS && !one.subjects.some((subject) => subjects.has(subject));
      (fits ? taken : left).push(one);
      // Who has to wait is not overtaken by who comes later for the same.
      for (const subject of one.subjects) subjects.add(subject);
    }
    this.#waiting = left;
    return taken;
  }

  /** Nobody waits for it: it may have to wait itself, for a row that somebody holds. */
  #alone({ body, resolve, reject }: Waiting): void {
    void withTransaction({ pool: this.#pool }, body).then(resolve, reject);
  }

  async #together(members: readonly Waiting[]): Promise<void> {
    let client: pg.PoolClient;
    try {
      client = await this.#pool.connect();
    } catch {
      for (const one of members) this.#alone(one);
      return;
    }
    let isLost = false;
    try {
      isLost = await this.#on(client, members);
    } finally {
      client.release(isLost);
    }
  }

  /** Answers whether the connection is lost. */
  async #on(client: pg.PoolClient, members: readonly Waiting[]): Promise<boolean> {
    const { outcomes, broken } = await this.#bodies(client, members);
    if (outcomes?.every((outcome) => 'value' in outcome)) return this.#commit(client, members, outcomes);
    const isLost = await rollBack(client, broken);
    const again: Waiting[] = [];
    for (const [at, one] of members.entries()) {
      const outcome = outcomes?.[at];
      // What an error rests on may have been undone with the others: alone it shows what stands.
      if (outcome !== undefined && 'value' in outcome) again.push(one);
      else this.#alone(one);
    }
    this.#waiting.unshift(...again);
    return isLost;
  }

  /** A refusal to commit undoes all of it, like a statement that fails. */
  async #commit(client: pg.PoolClient, members: readonly Waiting[], outcomes: readonly { readonly value: unknown }[]): Promise<boolean> {
    try {
      await commit(client);
    } catch (error) {
      const isLost = error instanceof CommitUnknown;
      for (const one of members) {
        if (isLost) one.reject(error);
        else this.#alone(one);
      }
      return isLost;
    }
    for (const [at, { resolve }] of members.entries()) resolve(outcomes[at]?.value);
    return false;
  }

  /** What came of each body; or why a statement failed, so that none of it stands. */
  async #bodies(client: pg.PoolClient, members: readonly Waiting[]): Promise<{ outcomes?: Outcome[]; broken?: unknown }> {
    const step = new Lockstep(client, members.length);
    try {
      await client.query(BEGIN);
    } catch (error) {
      return { broken: error };
    }
    const outcomes = await Promise.all(
      members.map(
        ({ body }): Promise<Outcome> =>
          step.run(body).then(
            (value) => ({ value }),
            (error: unknown) => ({ error }),
          ),
      ),
    );
    return step.isBroken ? { broken: step.broken } : { outcomes };
  }
}
