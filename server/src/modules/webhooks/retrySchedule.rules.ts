const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** How long to wait after each try that failed, in seconds: three days in all. After the last wait comes the last try. */
export const WAITS_SECONDS: readonly number[] = [
  10,
  MINUTE,
  5 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  4 * HOUR,
  8 * HOUR,
  12 * HOUR,
  12 * HOUR,
  16 * HOUR,
  16 * HOUR,
];

/** Up to a tenth is added by chance, so that what failed together does not come back together. */
const JITTER = 0.1;

/**
 * When to try next after a try that failed at `now`, `waits` being the number of waits that lie behind; null when it was the last.
 * `chance` is from 0 up to 1.
 */
export function nextTry(now: Date, waits: number, chance: number): Date | null {
  const seconds = WAITS_SECONDS[waits];
  return seconds === undefined ? null : new Date(now.getTime() + Math.round(seconds * 1000 * (1 + JITTER * chance)));
}
