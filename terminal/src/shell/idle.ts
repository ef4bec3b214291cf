/**
 * The session ends at the server after some minutes without activity, so the page tells it of real activity once a minute, and counts from
 * what it told: the warning then never comes too late.
 */
export interface IdleState {
  readonly lastActivityMs: number;
  /** When the server last heard of activity, from this tab or another. */
  readonly lastCountedMs: number;
  readonly timeoutMs: number;
}

const TELL_EVERY_MS = 60_000;

/** WCAG 2.2.1 asks for 20 seconds at least to answer a warning. */
const WARN_BEFORE_MS = 60_000;

export type IdleStep = 'rest' | 'tell' | 'warn' | 'end';

export function idleStep({ lastActivityMs, lastCountedMs, timeoutMs }: IdleState, nowMs: number): IdleStep {
  const quietMs = nowMs - lastCountedMs;
  if (quietMs >= timeoutMs) return 'end';
  // Old activity is not told as if it were now: a machine that slept since then has been left alone.
  const fresh = nowMs - lastActivityMs <= TELL_EVERY_MS;
  if (fresh && lastActivityMs > lastCountedMs && quietMs >= TELL_EVERY_MS) return 'tell';
  return quietMs >= timeoutMs - WARN_BEFORE_MS ? 'warn' : 'rest';
}
