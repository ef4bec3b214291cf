import { describe, expect, it } from 'vitest';
import { isBackupDue, type Tried } from './dueBackup.ts';

const AT = { time: '03:00', timeZone: 'Europe/Paris' };
const tried = (started: string, succeeded = true): Tried => ({ started: new Date(started), succeeded });
const due = (now: string, tries: readonly Tried[]): boolean => isBackupDue(new Date(now), tries, AT);

it('is due at once where there is none', () => {
  expect(due('2026-11-22T14:00:00Z', [])).toBe(true);
});

describe('with one of last night', () => {
  const last = [tried('2026-11-22T02:00:30Z')];
  it.each([
    ['2026-11-22T14:00:00Z', false],
    ['2026-11-23T01:59:59Z', false],
    // Three o'clock in Paris.
    ['2026-11-23T02:00:00Z', true],
    ['2026-11-25T12:00:00Z', true],
  ])('at %s: %s', (now, expected) => {
    expect(due(now, last)).toBe(expected);
  });
});

it('made by day counts for the night before', () => {
  const last = [tried('2026-11-22T14:00:00Z')];
  expect(due('2026-11-22T23:00:00Z', last)).toBe(false);
  expect(due('2026-11-23T02:00:00Z', last)).toBe(true);
});

it('that failed is tried again after an hour', () => {
  const tries = [tried('2026-11-23T02:00:10Z', false), tried('2026-11-22T02:00:10Z')];
  expect(due('2026-11-23T02:30:00Z', tries)).toBe(false);
  expect(due('2026-11-23T03:00:10Z', tries)).toBe(true);
  expect(due('2026-11-23T02:30:00Z', tries.slice(0, 1))).toBe(false);
});

it.each([
  // On 29 March 2026 the clock in Paris goes from two to three, on 25 October from three back to two.
  ['2026-03-28T02:00:30Z', '2026-03-29T00:59:00Z', '2026-03-29T01:00:00Z'],
  ['2026-10-24T01:00:30Z', '2026-10-25T01:59:00Z', '2026-10-25T02:00:00Z'],
])('goes by the clock of the place: after one at %s not at %s, but at %s', (last, before, then) => {
  expect([due(before, [tried(last)]), due(then, [tried(last)])]).toEqual([false, true]);
});
