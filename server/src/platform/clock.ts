/** Time is passed in, so that a test can move it. A use case reads it once and hands `now` down. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** Milliseconds since some moment, for measuring how long things take: unlike the time of day it is never set back. */
export const steadyMs = (): number => performance.now();

/** A clock that stands still until it is moved. */
export function manualClock(start: Date): Clock & { advance(ms: number): void } {
  let current = start.getTime();
  return {
    now: () => new Date(current),
    advance: (ms) => {
      current += ms;
    },
  };
}
