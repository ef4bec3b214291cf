import { describe, expect, it } from 'vitest';
import { businessDaysLater, type Scheme } from './businessDays.ts';

const seconds = (day: string): number => Date.parse(`${day}T10:00:00Z`) / 1000;
const later = (day: string, days: number, scheme: Scheme): string =>
  new Date(businessDaysLater(seconds(day), days, scheme) * 1000).toISOString().slice(0, 10);

describe('business days', () => {
  it.each([
    ['a plain week', '2026-03-02', 5, 'sepa', '2026-03-09'],
    ['over Good Friday and Easter Monday', '2026-04-02', 1, 'sepa', '2026-04-07'],
    ['Easter is no holiday in the United States', '2026-04-02', 1, 'ach', '2026-04-03'],
    ['the first of May', '2026-04-30', 1, 'sepa', '2026-05-04'],
    ['over both days of Christmas and the weekend', '2026-12-24', 1, 'sepa', '2026-12-28'],
    ['the new year', '2026-12-31', 1, 'ach', '2027-01-04'],
    ['Martin Luther King’s day', '2026-01-16', 1, 'ach', '2026-01-20'],
    ['Presidents’ day', '2026-02-13', 1, 'ach', '2026-02-17'],
    ['Memorial day, the last Monday of May', '2026-05-22', 1, 'ach', '2026-05-26'],
    ['Juneteenth on a Friday', '2026-06-18', 1, 'ach', '2026-06-22'],
    ['Labor day', '2026-09-04', 1, 'ach', '2026-09-08'],
    ['Columbus day', '2026-10-09', 1, 'ach', '2026-10-13'],
    ['Thanksgiving', '2026-11-25', 1, 'ach', '2026-11-27'],
    ['a holiday on a Sunday, kept on Monday', '2027-07-02', 1, 'ach', '2027-07-06'],
    ['Easter of 2027', '2027-03-25', 1, 'sepa', '2027-03-30'],
  ] as const)('%s', (_name, from, days, scheme, expected) => {
    expect(later(from, days, scheme)).toBe(expected);
  });
});
