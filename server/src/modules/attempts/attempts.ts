import type { Provider } from '../../connectors/index.ts';
import type { Clock } from '../../platform/clock.ts';
import { findKey, type Reply, storeReply } from '../../platform/idempotency.store.ts';
import type { Logger } from '../../platform/log.ts';
import { CommitUnknown, type Database, type Sql, type Transaction, withTransaction } from '../../platform/transaction.ts';
import { type Attempt, type AttemptKind, type AttemptOutcome, isSettled, type SettledOutcome } from './attempt.ts';
import { closeAttempt, postponeAttempt, releaseOpenAttempts, takeDueAttempts } from './attempts.store.ts';

/** What the module that began an attempt does with its outcome. Each runs within the transaction that closes or postpones the attempt. */
export interface AttemptHandler {
  apply(tx: Transaction, attempt: Attempt, outcome: SettledOutcome, now: Date): Promise<Reply>;
  /** The caller is answered although nobody knows the outcome yet. */
  park(tx: Transaction, attempt: Attempt, now: Date): Promise<Reply>;
  /** What a caller without an Idempotency-Key is told when somebody else has applied the outcome meanwhile. */
  current(sql: Sql, attempt: Attempt): Promise<Reply>;
}

/** Named moments of an attempt; tests end the process there. */
export type Moment = 'before_transaction_1' | 'after_transaction_1' | 'before_transaction_2' | 'after_transaction_2';

export interface AttemptParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly provider: (connector: string) => Provider;
  readonly reach: (moment: Moment) => void;
}

const SETTLE_TRIES = 5;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 20_000;
const TAKEN_FOR_MS = 30_000;
const TAKEN_AT_ONCE = 20;

/**
 * Carries attempts out and finds out what became of those whose answer was lost. Recovery only asks, and undoes; it never does anew what
 * moves money, so nobody is charged twice.
 */
export class Attempts {
  readonly #parts: AttemptParts;
  readonly #handlers = new Map<AttemptKind, AttemptHandler>();

  constructor(parts: AttemptParts) {
    this.#parts = parts;
  }

  handle(kind: AttemptKind, handler: AttemptHandler): void {
    this.#handlers.set(kind, handler);
  }

  provider(connector: string): Provider {
    return this.#parts.provider(connector);
  }

  reach(moment: Moment): void {
    this.#parts.reach(moment);
  }

  /** Sends a stored attempt and applies what came of it; when even asking afterwards leaves it open, the caller is told so. */
  async carryOut(attempt: Attempt, send: (provider: Provider) => Promise<AttemptOutcome>): Promise<Reply> {
    this.reach('after_transaction_1');
    const sent = await send(this.provider(attempt.connector));
    const outcome = isSettled(sent) ? sent : await this.#ask(attempt);
    return isSettled(outcome) ? this.#settle(attempt, outcome) : ((await this.#postpone(attempt)) ?? this.#known(attempt));
  }

  /** Resolves open attempts that are due; several servers may do so at once. Answers how many it looked at. */
  async resolveDue(): Promise<number> {
    const now = this.#parts.clock.now();
    const due = await takeDueAttempts(this.#parts.database, now, new Date(now.getTime() + TAKEN_FOR_MS), TAKEN_AT_ONCE);
    for (const attempt of due) await this.#resolve(attempt);
    return due.length;
  }

  /** At start, when no other server can be at work: whatever is open was left behind. */
  releaseAll(): Promise<void> {
    return releaseOpenAttempts(this.#parts.database, this.#parts.clock.now());
  }

  async #resolve(attempt: Attempt): Promise<void> {
    const outcome = await this.#ask(attempt);
    this.#parts.log.info({ attempt: attempt.id, kind: attempt.kind, result: outcome.result }, 'open attempt looked up');
    if (isSettled(outcome)) await this.#settle(attempt, outcome);
    else await this.#postpone(attempt);
  }

  /** Leaves an attempt open for later. The first time, the caller is answered that it is in doubt; null when it has been closed meanwhile. */
  #postpone(attempt: Attempt): Promise<Reply | null> {
    const waitMs = Math.min(FIRST_WAIT_MS * 2 ** attempt.tries, LONGEST_WAIT_MS);
    return withTransaction(this.#parts.database, async (tx) => {
      const now = this.#parts.clock.now();
      const tries = await postponeAttempt(tx, attempt, new Date(now.getTime() + waitMs));
      if (tries !== 1) return null;
      const reply = await this.#handler(attempt).park(tx, attempt, now);
      await this.#keepReply(tx, attempt, reply);
      return reply;
    });
  }

  /** Asks the provider what it knows. Not found is not never: a reversal lays a tombstone that a late request will meet. */
  async #ask(attempt: Attempt): Promise<AttemptOutcome> {
    const provider = this.provider(attempt.connector);
    const known = await provider.lookUp(attempt.id);
    if (known.found === 'operation') return known.outcome;
    if (known.found === 'tombstone') return { result: 'failed', reason: 'tombstone' };
    if (known.found === 'unknown') return { result: 'unknown', reason: known.reason };
    const reversal = await provider.reverse(attempt.id);
    if (reversal.answer === 'undone') return { result: 'failed', reason: 'reversed' };
    return { result: 'unknown', reason: reversal.answer === 'stands' ? 'it came while we asked' : reversal.reason };
  }

  /** The second transaction. A repeat changes nothing, so a lost answer to COMMIT is met by doing it again. */
  async #settle(attempt: Attempt, outcome: SettledOutcome): Promise<Reply> {
    this.reach('before_transaction_2');
    for (let attemptNo = 1; ; attemptNo += 1) {
      try {
        const reply = await withTransaction(this.#parts.database, (tx) => this.#apply(tx, attempt, outcome));
        this.reach('after_transaction_2');
        return reply ?? (await this.#known(attempt));
      } catch (error) {
        if (!(error instanceof CommitUnknown) || attemptNo === SETTLE_TRIES) throw error;
      }
    }
  }

  async #apply(tx: Transaction, attempt: Attempt, outcome: SettledOutcome): Promise<Reply | null> {
    const now = this.#parts.clock.now();
    if (!(await closeAttempt(tx, attempt, outcome, now))) return null;
    const reply = await this.#handler(attempt).apply(tx, attempt, outcome, now);
    await this.#keepReply(tx, attempt, reply);
    return reply;
  }

  async #keepReply(tx: Transaction, attempt: Attempt, reply: Reply): Promise<void> {
    if (attempt.idempotencyKey !== null) await storeReply(tx, attempt.tenantId, attempt.idempotencyKey, reply);
  }

  async #known(attempt: Attempt): Promise<Reply> {
    const { database } = this.#parts;
    const kept = attempt.idempotencyKey === null ? undefined : await findKey(database, attempt.tenantId, attempt.idempotencyKey);
    return kept?.reply ?? this.#handler(attempt).current(database, attempt);
  }

  #handler(attempt: Attempt): AttemptHandler {
    const handler = this.#handlers.get(attempt.kind);
    if (handler === undefined) throw new Error(`Nobody handles attempts to ${attempt.kind}.`);
    return handler;
  }
}
