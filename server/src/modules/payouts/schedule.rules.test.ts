import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dueDay, type PayoutSchedule, placeDay } from './schedule.rules.ts';

const schedule = (changes: Partial<PayoutSchedule>): PayoutSchedule => ({
  ...{ frequency: 'daily', weekday: null, monthDay: null, delayDays: 0, sinceDay: '2026-01-01' },
  ...changes,
});

describe('the day of a place', () => {
  it.each([
    ['2026-03-02T23:30:00Z', 'Europe/Paris', '2026-03-03'],
    ['2026-03-02T23:30:00Z', 'UTC', '2026-03-02'],
    ['2026-03-02T03:30:00Z', 'America/New_York', '2026-03-01'],
    ['2026-03-29T22:30:00Z', 'Europe/Paris', '2026-03-30'],
    // Days are compared as text, so that every year has four digits.
    ['0999-06-15T12:00:00Z', 'UTC', '0999-06-15'],
  ])('of %s in %s is %s', (moment, zone, day) => expect(placeDay(new Date(moment), zone)).toBe(day));
});

describe('the payout day', () => {
  it.each<[string, Partial<PayoutSchedule>, string, string | null]>([
    ['every day', {}, '2026-03-04', '2026-03-04'],
    ['never', { frequency: 'manual' }, '2026-03-04', null],
    // 4 March 2026 is a Wednesday.
    ['on its weekday', { frequency: 'weekly', weekday: 3 }, '2026-03-04', '2026-03-04'],
    ['the day after', { frequency: 'weekly', weekday: 2 }, '2026-03-04', '2026-03-03'],
    ['nearly a week ago', { frequency: 'weekly', weekday: 4 }, '2026-03-04', '2026-02-26'],
    ['on a Sunday', { frequency: 'weekly', weekday: 7 }, '2026-03-04', '2026-03-01'],
    ['this month', { frequency: 'monthly', monthDay: 4 }, '2026-03-04', '2026-03-04'],
    ['last month', { frequency: 'monthly', monthDay: 5 }, '2026-03-04', '2026-02-05'],
    ['on the last day of a shorter month', { frequency: 'monthly', monthDay: 31 }, '2026-03-04', '2026-02-28'],
    ['in the year before', { frequency: 'monthly', monthDay: 31, sinceDay: '2025-01-01' }, '2026-01-04', '2025-12-31'],
    ['on the day of the decision', { frequency: 'monthly', monthDay: 5, sinceDay: '2026-02-05' }, '2026-03-04', '2026-02-05'],
    ['before it was decided', { frequency: 'monthly', monthDay: 5, sinceDay: '2026-02-06' }, '2026-03-04', null],
  ])('%s', (_when, changes, today, day) => expect(dueDay(schedule(changes), today)).toBe(day));

  it('is met by every day that is looked at, and never twice in its span', () => {
    const day = fc.integer({ min: 20_000, max: 25_000 }).map((n) => new Date(n * 24 * 3600_000).toISOString().slice(0, 10));
    const any = fc.oneof(
      fc.constant(schedule({})),
      fc.integer({ min: 1, max: 7 }).map((weekday) => schedule({ frequency: 'weekly', weekday })),
      fc.integer({ min: 1, max: 31 }).map((monthDay) => schedule({ frequency: 'monthly', monthDay })),
    );
    fc.assert(
      fc.property(any, day, (one, today) => {
        const due = dueDay({ ...one, sinceDay: '2000-01-01' }, today) ?? '';
        expect(due <= today).toBe(true);
        // The payout day of a payout day is itself, so all days until the next one lead to the same.
        expect(dueDay({ ...one, sinceDay: '2000-01-01' }, due)).toBe(due);
      }),
    );
  });
});
