/** What came of the writes around one fault. */
export interface FaultGap {
  /** The longest time without an acknowledgement. */
  readonly gapMs: number;
  readonly acknowledged: number;
}

/**
 * How long nothing was acknowledged at the longest, from the last acknowledgement before `fromMs` to the first after `toMs`, and how many
 * acknowledgements came in between. Where none came before or after, it counts from `fromMs`, or to `toMs`. In whatever order they are given.
 */
export function gapWithin(acknowledgedAtMs: readonly number[], { fromMs, toMs }: { fromMs: number; toMs: number }): FaultGap {
  const before = acknowledgedAtMs.filter((at) => at < fromMs);
  const within = acknowledgedAtMs.filter((at) => at >= fromMs && at <= toMs).sort((a, b) => a - b);
  const after = acknowledgedAtMs.filter((at) => at > toMs);
  const edge = { first: before.length > 0 ? Math.max(...before) : fromMs, last: after.length > 0 ? Math.min(...after) : toMs };
  const moments = [edge.first, ...within, edge.last];
  return { gapMs: Math.max(...moments.slice(1).map((at, n) => at - (moments[n] ?? at))), acknowledged: within.length };
}
