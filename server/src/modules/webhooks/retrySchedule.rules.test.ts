import { describe, expect, it } from 'vitest';
import { nextTry, WAITS_SECONDS } from './retrySchedule.rules.ts';

const NOW = new Date('2026-03-02T09:00:00Z');
const HOUR_SECONDS = 3600;

/** How long after the first try the last one comes, in hours. */
function spanHours(chance: number): number {
  let at = NOW;
  for (let waits = 0; ; waits += 1) {
    const next = nextTry(at, waits, chance);
    if (next === null) return (at.getTime() - NOW.getTime()) / 1000 / HOUR_SECONDS;
    at = next;
  }
}

describe('the waits between tries', () => {
  it('never become shorter, and begin with seconds', () => {
    expect([...WAITS_SECONDS].sort((a, b) => a - b)).toEqual(WAITS_SECONDS);
    expect(WAITS_SECONDS[0]).toBe(10);
  });

  it('come to three days, whatever chance adds', () => {
    expect(spanHours(0)).toBeGreaterThan(71.8);
    expect(spanHours(0)).toBeLessThan(72.1);
    expect(spanHours(0.999)).toBeLessThan(80);
  });

  it('are drawn out by chance, by a tenth at most', () => {
    expect(nextTry(NOW, 1, 0)).toEqual(new Date('2026-03-02T09:01:00Z'));
    expect(nextTry(NOW, 1, 0.5)).toEqual(new Date('2026-03-02T09:01:03Z'));
  });

  it('come to an end', () => {
    expect(nextTry(NOW, WAITS_SECONDS.length - 1, 0)).not.toBeNull();
    expect(nextTry(NOW, WAITS_SECONDS.length, 0)).toBeNull();
  });
});
