/** How much is left of a time that began with the call. */
export interface Deadline {
  /** At least a millisecond: who comes too late is turned away by whatever waits. */
  leftMs(): number;
}

/** Starts one deadline for several steps. It counts on its own, so that changing the clock cannot stretch it. */
export function startDeadline(ms: number): Deadline {
  const start = performance.now();
  let first = true;
  return {
    leftMs: () => {
      if (first) {
        first = false;
        return ms;
      }
      return Math.max(1, Math.ceil(ms - (performance.now() - start)));
    },
  };
}
