import type { LookUpAnswer, LookUpRequest, Provider } from '../../connectors/index.ts';
import type { Clock } from '../../platform/clock.ts';
import { findKey, type Reply, storeReply } from '../../platform/idempotency.store.ts';
import type { Logger } from '../../platform/log.ts';
import {
  CommitUnknown,
  type Database,
  type Sql,
  type Transaction,
  withSharedTransaction,
  withTransaction,
} from '../../platform/transaction.ts';
import {
  type AnyAttempt,
  type Asked,
  type Attempt,
  type AttemptKind,
  type AttemptOutcome,
  isSettled,
  type PendingOutcome,
  type SettledOutcome,
} from './attempt.ts';
import {
  closeAttempt,
  findAttempt,
  insertAttempts,
  noteReversal,
  pendAttempt,
  postponeAttempt,
  releaseOpenAttempts,
  takeDueAttempts,
  takeTheseAttempts,
} from './attempts.store.ts';

/** What the module that began an attempt does with its outcome. Each runs within the transaction that closes or postpones the attempt. */
export interface AttemptHandler<A extends AnyAttempt = Attempt> {
  /** What applying an outcome must have for itself, where its transaction may be shared with other attempts'. */
  subjects?(attempt: A): readonly string[];
  apply(tx: Transaction, attempt: A, outcome: SettledOutcome, now: Date): Promise<Reply>;
  /** The provider has taken it in and will tell later what came of it. Only where a provider may answer so. */
  pend?(tx: Transaction, attempt: A, outcome: PendingOutcome, now: Date): Promise<Reply>;
  /** The caller is answered although nobody knows the outcome yet. */
  park(tx: Transaction, attempt: A, now: Date): Promise<Reply>;
  /** What a caller without an Idempotency-Key is told when somebody else has applied the outcome meanwhile. */
  current(sql: Sql, attempt: A): Promise<Reply>;
}

/** Whose provider is meant: an attempt or a charge says so. */
export interface ProviderRoute {
  readonly tenantId: number;
  readonly connector: string;
}

/** Named moments of an attempt; tests end the process there. */
export type Moment = 'before_transaction_1' | 'after_transaction_1' | 'before_transaction_2' | 'after_transaction_2';

export interface AttemptParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly provider: (route: ProviderRoute, sql?: Sql) => Promise<Provider>;
  readonly reach: (moment: Moment) => Promise<void>;
}

/** The attempt that follows one whose provider was not reached; null when nobody else can be asked. */
export type NextAttempt<A extends AnyAttempt> = (tx: Transaction, attempt: A, now: Date) => Promise<A | null>;

/** What is known of an attempt, and whether that was learnt after a reversal: then nothing can change it any more. */
interface Finding {
  readonly outcome: AttemptOutcome;
  readonly afterReversal: boolean;
}

const SETTLE_TRIES = 5;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 20_000;
/** What is pending is told by a notice; asking is for the case that one was lost. */
const PENDING_WAIT_MS = 6 * 3600_000;
const TAKEN_FOR_MS = 30_000;
const TAKEN_AT_ONCE = 20;

function outcomeOf(known: LookUpAnswer): AttemptOutcome {
  switch (known.found) {
    case 'operation':
      return known.outcome;
    case 'tombstone':
      return { result: 'failed', reason: 'tombstone' };
    case 'nothing':
      return { result: 'unknown', reason: 'the provider knows nothing of it' };
    default:
      return { result: 'unknown', reason: known.reason };
  }
}

/**
 * Carries attempts out and finds out what became of those whose answer was lost. Recovery only asks, and undoes; it never does anew what
 * moves money, so nobody is charged twice.
 */
export class Attempts {
  readonly #parts: AttemptParts;
  readonly #handlers = new Map<AttemptKind, AttemptHandler<AnyAttempt>>();

  constructor(parts: AttemptParts) {
    this.#parts = parts;
  }

  handle<A extends AnyAttempt>(kind: A['kind'], handler: AttemptHandler<A>): void {
    this.#handlers.set(kind, handler);
  }

  /** Within a transaction, give it: to wait there for another connection could keep all of them waiting. */
  provider(route: ProviderRoute, tx?: Transaction): Promise<Provider> {
    return this.#parts.provider(route, tx);
  }

  reach(moment: Moment): Promise<void> {
    return this.#parts.reach(moment);
  }

  /**
   * Sends a stored attempt and applies what came of it; when even asking afterwards leaves it open, the caller is told so. A provider that
   * was not reached at all is passed over, where `next` names another one.
   */
  async carryOut<A extends AnyAttempt>(
    attempt: A,
    send: (provider: Provider, attempt: A) => Promise<AttemptOutcome>,
    next?: NextAttempt<A>,
  ): Promise<Reply> {
    await this.reach('after_transaction_1');
    const sent = await send(await this.provider(attempt), attempt);
    const other =
      sent.result === 'failed' && sent.unreached === true && next !== undefined ? await this.#passOver(attempt, sent, next) : null;
    if (other !== null) return this.carryOut(other, send, next);
    const found = sent.result === 'unknown' ? await this.#ask(attempt) : { outcome: sent, afterReversal: false };
    return (await this.#conclude(attempt, found)) ?? this.#known(attempt);
  }

  /** Closes an attempt that certainly did nothing, and stores the one that takes its place. Null where there is none, or somebody else closed it. */
  #passOver<A extends AnyAttempt>(attempt: A, outcome: SettledOutcome, next: NextAttempt<A>): Promise<A | null> {
    return withTransaction(this.#parts.database, async (tx) => {
      const now = this.#parts.clock.now();
      const other = await next(tx, attempt, now);
      if (other === null || (await closeAttempt(tx, attempt, outcome, { afterReversal: false, now })) !== 'closed') return null;
      await insertAttempts(tx, [other]);
      const { id, connector } = attempt;
      this.#parts.log.warn({ attempt: id, connector, next: other.connector }, 'a provider that was not reached is passed over');
      return other;
    });
  }

  /** Resolves open attempts that are due; several servers may do so at once. Answers how many it looked at. */
  async resolveDue(): Promise<number> {
    const now = this.#parts.clock.now();
    const due = await takeDueAttempts(this.#parts.database, now, new Date(now.getTime() + TAKEN_FOR_MS), TAKEN_AT_ONCE);
    await Promise.all(due.map((attempt) => this.#resolve(attempt)));
    return due.length;
  }

  /** Finds out now what became of these open attempts, as far as the provider says; in doubt as well as pending. */
  async resolveThese(tenantId: number, ids: readonly string[]): Promise<void> {
    const now = this.#parts.clock.now();
    const open = await takeTheseAttempts(this.#parts.database, { tenantId, ids }, now, new Date(now.getTime() + TAKEN_FOR_MS));
    await Promise.all(open.map((attempt) => this.#resolve(attempt)));
  }

  /** At start, when no other server can be at work: whatever is open was left behind. */
  releaseAll(): Promise<void> {
    return releaseOpenAttempts(this.#parts.database, this.#parts.clock.now());
  }

  /** One that cannot be resolved must not keep the others waiting; it is due again when the time for which it was taken is over. */
  async #resolve(attempt: AnyAttempt): Promise<void> {
    const { id, kind } = attempt;
    try {
      const found = await this.#ask(attempt);
      this.#parts.log.info({ attempt: id, kind, result: found.outcome.result }, 'open attempt looked up');
      await this.#conclude(attempt, found);
    } catch (error) {
      this.#parts.log.error({ attempt: id, kind, err: error }, 'an open attempt could not be resolved');
    }
  }

  /** Applies what was found, or leaves the attempt open. Answers null when somebody else has closed or parked it before. */
  #conclude(attempt: AnyAttempt, { outcome, afterReversal }: Finding): Promise<Reply | null> {
    if (isSettled(outcome)) return this.#settle(attempt, outcome, afterReversal);
    return outcome.result === 'pending' ? this.#pend(attempt, outcome, afterReversal) : this.#postpone(attempt);
  }

  /**
   * What a provider told of a pending attempt, applied within the transaction that closes its notice. Answers false while its own answer
   * is not applied yet: that comes first.
   */
  async settleWithin(tx: Transaction, tenantId: number, id: string, outcome: SettledOutcome): Promise<boolean> {
    const found = await findAttempt(tx, tenantId, id);
    if (found === undefined || found.status === 'sent' || found.status === 'unknown') return false;
    if (found.status === 'pending') await this.#apply(tx, found.attempt, outcome, false);
    return true;
  }

  /** Notes that the provider has taken an attempt in. Answers null when that, or more, is known already. */
  #pend(attempt: AnyAttempt, outcome: PendingOutcome, afterReversal: boolean): Promise<Reply | null> {
    return withTransaction(this.#parts.database, async (tx) => {
      const now = this.#parts.clock.now();
      const until = new Date(now.getTime() + PENDING_WAIT_MS);
      if (!(await pendAttempt(tx, attempt, outcome, { afterReversal, until }))) return null;
      const handler = this.#handler(attempt);
      if (handler.pend === undefined) throw new Error(`An attempt to ${attempt.kind} cannot be pending.`);
      const reply = await handler.pend(tx, attempt, outcome, now);
      await this.#keepReply(tx, attempt, reply);
      return reply;
    });
  }

  /** Leaves an attempt open for later. The first time, the caller is answered that it is in doubt; null when it has been closed meanwhile. */
  #postpone(attempt: AnyAttempt): Promise<Reply | null> {
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
  async #ask(attempt: AnyAttempt): Promise<Finding> {
    if (attempt.reversalSent) return this.#reverse(attempt);
    const known = await (await this.provider(attempt)).lookUp(this.#asked(attempt));
    if (known.found !== 'nothing') return { outcome: outcomeOf(known), afterReversal: false };
    if (await noteReversal(this.#parts.database, attempt)) return this.#reverse(attempt);
    return { outcome: { result: 'unknown', reason: 'closed by somebody else' }, afterReversal: false };
  }

  #asked(attempt: AnyAttempt): LookUpRequest {
    const { id, kind, amount, details, sentAt } = attempt;
    const { capture = false, providerReference = null, ...more } = (details.asked ?? {}) as Partial<Asked>;
    const ageMs = this.#parts.clock.now().getTime() - sentAt.getTime();
    return { reference: id, kind, amount, capture, providerReference, ageMs, ...more };
  }

  /** What cannot be reversed stands for good, and the provider says what it is. */
  async #reverse(attempt: AnyAttempt): Promise<Finding> {
    const provider = await this.provider(attempt);
    const reversal = await provider.reverse(this.#asked(attempt));
    if (reversal.answer === 'undone') return { outcome: { result: 'failed', reason: 'reversed' }, afterReversal: true };
    if (reversal.answer === 'unknown') return { outcome: { result: 'unknown', reason: reversal.reason }, afterReversal: true };
    return { outcome: outcomeOf(await provider.lookUp(this.#asked(attempt))), afterReversal: true };
  }

  /** The second transaction. A repeat changes nothing, so a lost answer to COMMIT is met by doing it again. */
  async #settle(attempt: AnyAttempt, outcome: SettledOutcome, afterReversal: boolean): Promise<Reply | null> {
    await this.reach('before_transaction_2');
    for (let attemptNo = 1; ; attemptNo += 1) {
      try {
        const body = (tx: Transaction) => this.#apply(tx, attempt, outcome, afterReversal);
        const subjects = this.#handler(attempt).subjects?.(attempt);
        const { database } = this.#parts;
        const applied = await (subjects === undefined
          ? withTransaction(database, body)
          : withSharedTransaction(database, `settle ${attempt.kind}`, subjects, body));
        await this.reach('after_transaction_2');
        // Whoever sent the reversal may be gone. It is sent again, which changes nothing and tells what came of it.
        return applied === 'being reversed' ? await this.#conclude(attempt, await this.#reverse(attempt)) : applied;
      } catch (error) {
        if (!(error instanceof CommitUnknown) || attemptNo === SETTLE_TRIES) throw error;
      }
    }
  }

  async #apply(
    tx: Transaction,
    attempt: AnyAttempt,
    outcome: SettledOutcome,
    afterReversal: boolean,
  ): Promise<Reply | 'being reversed' | null> {
    const now = this.#parts.clock.now();
    const closed = await closeAttempt(tx, attempt, outcome, { afterReversal, now });
    if (closed !== 'closed') return closed === 'being reversed' ? closed : null;
    const reply = await this.#handler(attempt).apply(tx, attempt, outcome, now);
    await this.#keepReply(tx, attempt, reply);
    return reply;
  }

  async #keepReply(tx: Transaction, attempt: AnyAttempt, reply: Reply): Promise<void> {
    if (attempt.idempotencyKey !== null && !attempt.pending) await storeReply(tx, attempt.tenantId, attempt.idempotencyKey, reply);
  }

  async #known(attempt: AnyAttempt): Promise<Reply> {
    const { database } = this.#parts;
    const kept = attempt.idempotencyKey === null ? undefined : await findKey(database, attempt.tenantId, attempt.idempotencyKey);
    return kept?.reply ?? this.#handler(attempt).current(database, attempt);
  }

  #handler(attempt: AnyAttempt): AttemptHandler<AnyAttempt> {
    const handler = this.#handlers.get(attempt.kind);
    if (handler === undefined) throw new Error(`Nobody handles attempts to ${attempt.kind}.`);
    return handler;
  }
}
