import { describe, expect, it } from 'vitest';
import { chooseBackup, parseMoment } from './chooseBackup.rules.ts';

const backup = (name: string, finished: string, holdsLog = false) => ({ name, finished, holdsLog });
const ALL = [backup('a', '2026-11-20T03:00:10Z'), backup('b', '2026-11-21T03:00:10Z'), backup('c', '2026-11-22T03:00:10Z')];

describe('the backup to start from', () => {
  it.each([
    [null, 'c'],
    ['2026-11-22T03:00:10Z', 'c'],
    // It was not finished then: PostgreSQL could not go back to before its end.
    ['2026-11-22T03:00:09Z', 'b'],
    ['2026-11-20T12:00:00Z', 'a'],
  ])('for %s is %s', (until, name) => {
    expect(chooseBackup(ALL, until === null ? null : new Date(until))).toMatchObject({ backup: { name } });
  });

  it('is none before the first, and says from when on there is one', () => {
    expect(chooseBackup(ALL, new Date('2026-11-19T00:00:00Z'))).toEqual({
      refusal: 'The oldest backup can be restored from 2026-11-20T03:00:10Z on: name a later moment.',
    });
    expect(chooseBackup([], null)).toEqual({ refusal: 'There is no finished backup there.' });
  });

  it('which holds its own log reaches no further than its end', () => {
    const alone = [backup('a', '2026-11-20T03:00:10Z', true)];
    expect(chooseBackup(alone, null)).toMatchObject({ backup: { name: 'a' } });
    expect(chooseBackup(alone, new Date('2026-11-20T03:00:10Z'))).toMatchObject({ backup: { name: 'a' } });
    expect(chooseBackup(alone, new Date('2026-11-20T03:00:11Z'))).toMatchObject({ refusal: expect.stringContaining('BACKUP_DIR') });
  });
});

it.each([
  ['latest', null],
  ['2026-11-22T14:05:30+01:00', '2026-11-22T13:05:30.000Z'],
  ['2026-11-22T13:05Z', '2026-11-22T13:05:00.000Z'],
  ['2026-11-22T13:05:30.250Z', '2026-11-22T13:05:30.250Z'],
])('%s is a moment', (text, iso) => {
  expect(parseMoment(text)?.toISOString() ?? null).toBe(iso);
});

it.each(['', 'yesterday', '2026-11-22', '2026-11-22T13:05:30', '2026-13-22T13:05:30Z', '1795355244'])('%j is none', (text) => {
  expect(parseMoment(text)).toBeUndefined();
});
