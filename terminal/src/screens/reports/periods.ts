import type { ReportPeriod } from '@guichet/contract/reportViews.ts';

/** Periods that are chosen by their name; `own` are days of one's choosing. */
export const PERIODS = ['today', 'yesterday', 'week', 'month', 'last_month', 'year', 'own'] as const;
export type PeriodName = (typeof PERIODS)[number];

const DAY_MS = 86_400_000;
const iso = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** The days of a period, seen from a day of the place's calendar; weeks begin on Monday. Null for days of one's choosing. */
export function periodOf(name: PeriodName, today: string): ReportPeriod | null {
  const now = Date.parse(`${today}T00:00:00Z`);
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))];
  switch (name) {
    case 'today':
      return { from: today, to: today };
    case 'yesterday':
      return { from: iso(now - DAY_MS), to: iso(now - DAY_MS) };
    case 'week':
      return { from: iso(now - ((new Date(now).getUTCDay() + 6) % 7) * DAY_MS), to: today };
    case 'month':
      return { from: `${today.slice(0, 7)}-01`, to: today };
    case 'last_month':
      return { from: iso(Date.UTC(year, month - 2, 1)), to: iso(Date.UTC(year, month - 1, 0)) };
    case 'year':
      return { from: `${today.slice(0, 4)}-01-01`, to: today };
    case 'own':
      return null;
  }
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The period that an address names: days that make sense, else the month so far. */
export function periodIn(
  search: { readonly period?: string | undefined; readonly from?: string | undefined; readonly to?: string | undefined },
  today: string,
) {
  const { from, to } = search;
  if (search.period === 'own' && from !== undefined && to !== undefined && DAY.test(from) && DAY.test(to) && from <= to) {
    return { name: 'own' as const, period: { from, to } };
  }
  const name = PERIODS.find((each) => each === search.period && each !== 'own') ?? 'month';
  return { name, period: periodOf(name, today) as ReportPeriod };
}
