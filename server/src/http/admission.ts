import { type CapacityBounds, FIRST_LIMIT, idleLimit, mayHoldMore, nextLimit } from './capacity.rules.ts';
import { nextComeBack, SHORTEST_SECONDS } from './comeBack.rules.ts';
import { FairQueue, type Place } from './fairQueue.ts';

export type { Place } from './fairQueue.ts';

/** Who is not let in by then is refused; whoever was is finished. */
const LONGEST_WAIT_MS = 2_000;
/** Where somebody has waited so long, not all can be served in time; then those who come last are served first. */
const LATE_MS = 500;
/** Who wait hold their requests in memory. */
const MOST_WAITING = 4_000;
const MOST_WAITING_PER_ACCOUNT = 2_000;

interface Waiting {
  readonly place: Place;
  readonly untilMs: number;
  readonly decide: (isIn: boolean) => void;
}

/** One who waits for their turn. */
export interface Turn {
  /** True: come in, and `leave` in the end. False: refused, or given up. */
  readonly isIn: Promise<boolean>;
  /** The client hung up: nothing is done for it any more. */
  giveUp(): void;
}

export interface AdmissionCounts {
  readonly limit: number;
  readonly in_flight: number;
  readonly queued: number;
  /** Since the start. */
  readonly refused: number;
  /** Who hung up before their turn. */
  readonly gave_up: number;
}

export interface AdmissionParts {
  /** A clock that is never set back. */
  readonly nowMs: () => number;
  readonly bounds: CapacityBounds;
}

/**
 * The door of the server: so many are worked on at once, the others wait in turn, and who waits too long is refused before anything was
 * done for them. Work that is begun and not wanted any more, since its client lost patience and asks again, is what keeps an overload going
 * after its cause is gone; so as much is let in as is finished in time, and no more.
 */
export class Admission {
  readonly #nowMs: () => number;
  readonly #bounds: CapacityBounds;
  readonly #queue = new FairQueue<Waiting>(({ untilMs }) => untilMs - this.#nowMs() < LONGEST_WAIT_MS - LATE_MS);
  /** All who wait, those who came first in front. */
  readonly #byArrival = new Set<Waiting>();
  readonly #held = new Map<string, number>();
  #limit: number;
  #inFlight = 0;
  #refused = 0;
  #gaveUp = 0;
  #served = 0;
  #comeBackSeconds = SHORTEST_SECONDS;
  #reckoned = { refused: 0, served: 0 };
  #wasFull = false;
  #whenEmpty = Promise.withResolvers<void>();

  constructor({ nowMs, bounds }: AdmissionParts) {
    this.#nowMs = nowMs;
    this.#bounds = bounds;
    this.#limit = Math.max(bounds.least, Math.min(FIRST_LIMIT, bounds.most));
  }

  get counts(): AdmissionCounts {
    return {
      limit: this.#limit,
      in_flight: this.#inFlight,
      queued: this.#queue.length,
      refused: this.#refused,
      gave_up: this.#gaveUp,
    };
  }

  /** When the next who is refused is to come back: who all came at one moment would meet the same fate again, so each is told another. */
  get retryAfterSeconds(): number {
    return 1 + (this.#refused % Math.round(this.#comeBackSeconds));
  }

  /** Lets one in who need not wait. */
  tryEnter({ account }: Place): boolean {
    if (!this.#hasRoomFor(account) || this.#queue.lengthOf(account) > 0) return false;
    this.#comeIn(account);
    return true;
  }

  /** Whether so many wait already that one more would wait in vain; counted as refused. */
  turnsAway({ account }: Place): boolean {
    const isFull = this.#queue.length >= MOST_WAITING || this.#queue.lengthOf(account) >= MOST_WAITING_PER_ACCOUNT;
    if (isFull) this.#refused += 1;
    return isFull;
  }

  wait(place: Place): Turn {
    this.#wasFull = true;
    const turn = Promise.withResolvers<boolean>();
    const waiting = { place, untilMs: this.#nowMs() + LONGEST_WAIT_MS, decide: turn.resolve };
    this.#queue.push(waiting);
    this.#byArrival.add(waiting);
    return {
      isIn: turn.promise,
      giveUp: () => {
        if (!this.#byArrival.has(waiting)) return;
        this.#gaveUp += 1;
        this.#end(waiting, false);
      },
    };
  }

  leave({ account }: Place): void {
    const left = (this.#held.get(account) ?? 1) - 1;
    if (left === 0) this.#held.delete(account);
    else this.#held.set(account, left);
    this.#inFlight -= 1;
    this.#served += 1;
    this.#fill();
    if (this.#inFlight === 0) this.#whenEmpty.resolve();
  }

  /** Resolves when nobody is in: also those are finished whose clients have gone. */
  async empty(): Promise<void> {
    this.#whenEmpty = Promise.withResolvers();
    if (this.#inFlight > 0) await this.#whenEmpty.promise;
  }

  /** Refuses who have waited too long. To be called now and then. */
  refuseLate(): void {
    const now = this.#nowMs();
    for (const waiting of this.#byArrival) {
      if (waiting.untilMs > now) return;
      this.#refused += 1;
      this.#end(waiting, false);
    }
  }

  /** Takes in how many were refused and served since the last time. To be called each second. */
  reckon(): void {
    const { refused, served } = this.#reckoned;
    this.#comeBackSeconds = nextComeBack(this.#comeBackSeconds, { refused: this.#refused - refused, served: this.#served - served });
    this.#reckoned = { refused: this.#refused, served: this.#served };
  }

  /** Takes in how long an empty transaction took. */
  adapt(delayMs: number): void {
    this.#limit = nextLimit(this.#limit, { delayMs, inFlight: this.#inFlight, wasFull: this.#wasFull }, this.#bounds);
    this.#wasFull = this.#queue.length > 0;
    this.#fill();
  }

  /** Nobody waits, and most places are free: nothing needs to be measured. */
  rest(): void {
    this.#limit = idleLimit(this.#limit, this.#bounds);
  }

  #hasRoomFor(account: string): boolean {
    return mayHoldMore(this.#held.get(account) ?? 0, this.#limit - this.#inFlight);
  }

  #comeIn(account: string): void {
    this.#held.set(account, (this.#held.get(account) ?? 0) + 1);
    this.#inFlight += 1;
  }

  #fill(): void {
    while (this.#queue.length > 0 && this.#inFlight < this.#limit) {
      const next = this.#queue.take((account) => this.#hasRoomFor(account));
      if (next === undefined) return;
      this.#comeIn(next.place.account);
      this.#end(next, true);
    }
  }

  #end(waiting: Waiting, isIn: boolean): void {
    this.#queue.remove(waiting);
    this.#byArrival.delete(waiting);
    waiting.decide(isIn);
  }
}
