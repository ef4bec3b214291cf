import { idMaker } from '../../platform/ids.ts';

/**
 * A line gets its id in the transaction that commits it, and no transaction lives this long: statements end after 30 seconds, silence in
 * a transaction after 60.
 */
const LONGEST_WRITE_MS = 5 * 60_000;
/** How far the clocks of two servers may lie apart. */
const CLOCK_SKEW_MS = 10 * 60_000;

/** The lowest id that a line of that moment can have: ids begin with their time, and what follows is random, here all zeros. */
const lowestId = (at: Date): string => idMaker({ now: () => at }, { bytes: (length) => Buffer.alloc(length) })('alog');

/**
 * Where to look for lines that may be unsealed, when the last link was made at `sealedAt`: those before were all committed by then. So
 * sealing costs what is new and not what is old, and a line that turns up further back was not written by us.
 */
export function sealWindow(sealedAt: Date): { readonly fromId: string; readonly linksSince: Date } {
  const from = new Date(Math.max(0, sealedAt.getTime() - LONGEST_WRITE_MS));
  return { fromId: lowestId(from), linksSince: new Date(from.getTime() - CLOCK_SKEW_MS) };
}
