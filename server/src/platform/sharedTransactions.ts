import type pg from 'pg';
import { Lockstep } from './lockstep.ts';
import type { Transaction } from './sql.ts';
import { BEGIN, CommitUnknown, commit, rollBack, withTransaction } from './transaction.ts';

/** One who waits to take part in a transaction. */
interface Waiting<T = unknown> {
  readonly kind: string;
  readonly subjects: readonly string[];
  readonly body: (tx: Transaction) => Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (error: unknown) => void;
}

const MOST_MEMBERS = 128;
/** Who waits longer for a row would keep all the others waiting with it. */
const LOCK_TIMEOUT_MS = 300;
const OPENING = [
  BEGIN,
  { name: 'share transaction', text: `SET LOCAL lock_timeout = ${LOCK_TIMEOUT_MS}`, values: [] },
  // Statements here look rows up by their keys: they are planned once for each connection, not at each use.
  { name: 'plan by key', text: 'SET LOCAL plan_cache_mode = force_generic_plan', values: [] },
];

type Outcome = { readonly value: unknown } | { readonly error: unknown };

/**
 * Transactions that travel together. Those that come while one is under way wait; then those of one kind share the next: one connection, one
 * BEGIN, one COMMIT, and one flush to disk for all. Each stands or falls by itself as far as its caller can tell: where a body throws, all is
 * undone, it is run again alone, and the others together without it; where a statement fails, each runs alone.
 */
export class SharedTransactions {
  readonly #pool: pg.Pool;
  #waiting: Waiting[] = [];
  #isUnderWay = false;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  /**
   * `kind` names what the body does: those that do the same send the same statements, so only they share. The kind of who has waited longest is
   * next. `subjects` name what the body must have for itself: two that name the same never share a transaction.
   */
  run<T>(kind: string, subjects: readonly string[], body: (tx: Transaction) => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ kind, subjects, body, resolve, reject } as Waiting<T> as Waiting);
      if (!this.#isUnderWay) void this.#work();
    });
  }

  /** Takes as long as an empty transaction behind those that wait already. */
  empty(): Promise<void> {
    return this.run('empty', [], async () => {});
  }

  async #work(): Promise<void> {
    this.#isUnderWay = true;
    while (this.#waiting.length > 0) {
      await this.#together(this.#take());
    }
    this.#isUnderWay = false;
  }

  /** The next members: of the kind of who came first, in the order in which they came, no two with a subject in common. */
  #take(): Waiting[] {
    const [taken, left, subjects] = [[] as Waiting[], [] as Waiting[], new Set<string>()];
    const kind = this.#waiting[0]?.kind;
    for (const one of this.#waiting) {
      const fits = one.kind === kind && taken.length < MOST_MEMBERS && !one.subjects.some((subject) => subjects.has(subject));
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
    const step = new Lockstep(client, members.length, OPENING);
    let outcomes = await outcomesOf(step, members);
    let refusal: unknown = step.broken;
    if (outcomes?.every((outcome) => 'value' in outcome)) {
      refusal = await commit(step).then(
        () => null,
        (error: unknown) => error,
      );
      for (const [at, { resolve, reject }] of members.entries()) {
        if (refusal === null) resolve(outcomes[at]?.value);
        else if (refusal instanceof CommitUnknown) reject(refusal);
      }
      if (refusal === null || refusal instanceof CommitUnknown) return refusal !== null;
      // A refusal to commit undoes all of it, like a statement that fails.
      outcomes = null;
    }
    const isLost = await rollBack(client, step, refusal);
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
}

/** What came of each body; null when a statement failed, so that none of it stands. */
async function outcomesOf(step: Lockstep, members: readonly Waiting[]): Promise<Outcome[] | null> {
  const outcomes = await Promise.all(
    members.map(
      ({ body }): Promise<Outcome> =>
        step.run(body).then(
          (value) => ({ value }),
          (error: unknown) => ({ error }),
        ),
    ),
  );
  return step.isBroken ? null : outcomes;
}
