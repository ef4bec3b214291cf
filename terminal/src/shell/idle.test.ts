import { describe, expect, it } from 'vitest';
import { idleStep } from './idle.ts';

const timeoutMs = 900_000;
const quiet = { lastActivityMs: 0, lastCountedMs: 0, timeoutMs };

describe('idleStep', () => {
  it.each([
    [0, 'rest'],
    [839_999, 'rest'],
    [840_000, 'warn'],
    [899_999, 'warn'],
    [900_000, 'end'],
    [90_000_000, 'end'],
  ] as const)('after %i ms without activity: %s', (nowMs, step) => {
    expect(idleStep(quiet, nowMs)).toBe(step);
  });

  it('tells the server of activity at most once a minute, and never forgets the last', () => {
    const typing = { ...quiet, lastActivityMs: 59_000 };
    expect(idleStep(typing, 59_500)).toBe('rest');
    expect(idleStep(typing, 60_000)).toBe('tell');
    expect(idleStep({ ...typing, lastCountedMs: 60_000 }, 120_000)).toBe('rest');
  });

  it("doesn't pass old activity off as new after the machine has slept", () => {
    expect(idleStep({ ...quiet, lastActivityMs: 1_000 }, 850_000)).toBe('warn');
  });

  it('warns although there was activity that could not be told', () => {
    expect(idleStep({ lastActivityMs: 10, lastCountedMs: 20, timeoutMs }, 840_020)).toBe('warn');
  });
});
