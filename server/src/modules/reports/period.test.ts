import { describe, expect, it } from 'vitest';
import { dayBounds, placeDay } from '../../platform/placeDay.ts';
import { addDays, daySegments, monthSegments, periodBefore, placeTime, quarterOf, sameDayOf, sameTimeOn } from './period.ts';

const ZONES = ['Europe/Paris', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'America/Santiago', 'UTC'];

describe('the days of a period', () => {
  it.each(ZONES)('in %s are the days that the calendar has there, for two years', (zone) => {
    const { names, bounds } = daySegments({ from: '2025-12-25', to: '2027-12-31' }, zone);
    expect(bounds).toHaveLength(names.length + 1);
    for (const [at, name] of names.entries()) {
      const [begin, end] = [bounds[at] as Date, bounds[at + 1] as Date];
      expect([placeDay(begin, zone), placeDay(new Date(end.getTime() - 1), zone)]).toEqual([name, name]);
      expect(begin.getTime() % (15 * 60_000)).toBe(0);
    }
    expect(new Set(names).size).toBe(names.length);
  });

  it('come together as months, the first and the last as far as they belong to it', () => {
    const { names, bounds } = monthSegments({ from: '2026-02-10', to: '2026-04-05' }, 'Europe/Paris');
    expect(names).toEqual(['2026-02', '2026-03', '2026-04']);
    expect(bounds.map((bound) => bound.toISOString())).toEqual([
      '2026-02-09T23:00:00.000Z',
      '2026-02-28T23:00:00.000Z',
      '2026-03-31T22:00:00.000Z',
      '2026-04-05T22:00:00.000Z',
    ]);
  });
});

it.each([
  ['2026-03-01', '2026-03-31', '2026-02-01', '2026-02-28'],
  ['2026-01-01', '2026-12-31', '2025-01-01', '2025-12-31'],
  ['2026-03-01', '2026-03-30', '2026-02-01', '2026-02-28'],
  ['2026-01-01', '2026-01-09', '2025-12-01', '2025-12-09'],
  ['2028-01-01', '2028-02-29', '2027-11-01', '2027-12-31'],
  ['2026-01-01', '2026-03-09', '2025-01-01', '2025-03-09'],
  ['2026-03-09', '2026-03-09', '2026-03-08', '2026-03-08'],
  ['2026-03-02', '2026-03-08', '2026-02-23', '2026-03-01'],
])('%s to %s is compared with %s to %s', (from, to, before, until) => {
  expect(periodBefore({ from, to })).toEqual({ from: before, to: until });
});

it('a day that another month lacks is its last', () => {
  expect([sameDayOf('2026-02-01', '2026-03-31'), sameDayOf('2028-02-01', '2028-03-29')]).toEqual(['2026-02-28', '2028-02-29']);
});

it.each(ZONES)('the same time is found on every day in %s, unless clocks are put past it', (zone) => {
  for (const day of ['2026-03-01', '2026-03-25', '2026-10-01', '2026-10-20'].flatMap((first) =>
    Array.from({ length: 14 }, (_, at) => addDays(first, at)),
  )) {
    for (const time of ['00:00', '07:45', '14:15', '23:45']) {
      const at = sameTimeOn(day, time, zone);
      const { from } = dayBounds(day, zone);
      const found = `${placeDay(at, zone)} ${placeTime(at, zone)}`;
      if (placeTime(from, zone) > time) expect(at.getTime()).toBeLessThanOrEqual(from.getTime());
      else expect(found).toBe(`${day} ${time}`);
    }
  }
});

it('a quarter of an hour begins before any moment in it', () => {
  expect(quarterOf(new Date('2026-03-29T01:14:59.999Z')).toISOString()).toBe('2026-03-29T01:00:00.000Z');
});
