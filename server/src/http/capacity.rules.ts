/** How many requests are worked on at once; see `nextLimit`. */
export interface CapacityBounds {
  readonly least: number;
  readonly most: number;
}

/** So few at first, and again after a while with little to do: to let in too many is found out only when it is too late for them. */
export const FIRST_LIMIT = 64;
const LEAST_IN_FLIGHT = 16;

export const boundsUpTo = (most: number): CapacityBounds => ({ least: Math.min(LEAST_IN_FLIGHT, most), most });

/** A transaction that takes longer than this, though it does nothing, waits for others that should not have been let in yet. */
const CROWDED_MS = 300;
const ROOMY_MS = CROWDED_MS / 2;
const MOST_SHRINK = 0.3;
const LEAST_SHRINK = 0.9;
const MOST_GROWTH = 0.5;
const FORGET = 0.9;

/** A group may hold so many times what is free, and so never all: what one account's slow provider holds up, others don't wait for. */
const SHARE_OF_FREE = 8;

export interface Crowding {
  /** How long an empty transaction took, from asking for it to its end. */
  readonly delayMs: number;
  readonly inFlight: number;
  /** Somebody had to wait since the last look. */
  readonly wasFull: boolean;
}

/**
 * How many may be worked on at once from now on. The delay of a transaction is the one sign that counts: it grows with the pool's queue, the
 * batches of charges, the event loop's lag and the disk's flushes alike, and not with a provider who takes their time. Crowded: fewer in
 * proportion, once those who are in are no more than were let in. Roomy and wanted: more, up to half as many again, the less the more
 * slowly it answers. In between it stays.
 */
export function nextLimit(limit: number, { delayMs, inFlight, wasFull }: Crowding, { least, most }: CapacityBounds): number {
  if (delayMs > CROWDED_MS) {
    // Where few are in, something else crowds the machine; where more are in than were to be, the last step has not shown its effect yet.
    const isOurs = inFlight >= limit / 2 && inFlight <= limit;
    const share = Math.min(LEAST_SHRINK, Math.max(MOST_SHRINK, CROWDED_MS / delayMs));
    return isOurs ? Math.max(least, Math.floor(limit * share)) : limit;
  }
  if (!wasFull || delayMs >= ROOMY_MS) return limit;
  return Math.min(most, Math.ceil(limit * (1 + MOST_GROWTH * (1 - delayMs / ROOMY_MS))));
}

/** The limit of a server with little to do: what it could once do says little of what it can do by then. */
export const idleLimit = (limit: number, { least, most }: CapacityBounds): number =>
  Math.max(least, Math.min(most, limit, Math.max(FIRST_LIMIT, Math.floor(limit * FORGET))));

/** Whether an account that holds so many may have one more. One alone gets eight ninths, two four ninths each, and so on. */
export const mayHoldMore = (held: number, free: number): boolean => free > 0 && held < SHARE_OF_FREE * free;
