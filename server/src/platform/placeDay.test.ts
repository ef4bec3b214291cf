import { expect, it } from 'vitest';
import { dayBounds, placeDay } from './placeDay.ts';

it.each([
  ['2026-11-22', 'Europe/Paris', '2026-11-21T23:00:00.000Z', '2026-11-22T23:00:00.000Z'],
  ['2026-03-29', 'Europe/Paris', '2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z'],
  ['2026-10-25', 'Europe/Paris', '2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z'],
  ['2026-12-31', 'Pacific/Kiritimati', '2026-12-30T10:00:00.000Z', '2026-12-31T10:00:00.000Z'],
  ['2026-02-28', 'Pacific/Pago_Pago', '2026-02-28T11:00:00.000Z', '2026-03-01T11:00:00.000Z'],
  ['2026-01-01', 'UTC', '2026-01-01T00:00:00.000Z', '2026-01-02T00:00:00.000Z'],
])('the day %s of %s begins and ends', (day, zone, from, until) => {
  const bounds = dayBounds(day, zone);
  expect([bounds.from.toISOString(), bounds.until.toISOString()]).toEqual([from, until]);
  expect([placeDay(bounds.from, zone), placeDay(new Date(bounds.from.getTime() - 1), zone)]).not.toEqual([day, day]);
});
