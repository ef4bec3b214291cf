import type { ComparedPeriod, HomeView } from '@guichet/contract/reportViews.ts';
import { dayBounds, placeDay } from '../../platform/placeDay.ts';
import type { Database } from '../../platform/transaction.ts';
import { atOneMoment } from './atOneMoment.ts';
import { declinesOf, figuresOf } from './figures.rules.ts';
import { addDays, addMonths, daySegments, firstOfMonth, placeTime, quarterOf, sameDayOf, sameTimeOn, wholeSpan } from './period.ts';
import { ofSegments, read, rowsBy, rowsOfSegments, staffNames } from './salesReport.ts';
import { type Span, spansBetween } from './spans.rules.ts';

const DAYS_SHOWN = 31;

/**
 * How the business goes: today, the month so far, and what they are compared with. These end at the same time of day, to the quarter of
 * an hour that has just begun.
 */
export function homeView(database: Database, tenantId: number, now: Date): Promise<HomeView> {
  return atOneMoment(database, tenantId, async (moment) => {
    const { timeZone, defaultCurrency: own } = moment.tenant;
    const day = placeDay(now, timeZone);
    const until = placeTime(quarterOf(now), timeZone);
    const [weekAgo, month, monthBefore] = [addDays(day, -7), firstOfMonth(day), addMonths(day, -1)];
    const monthAgo = sameDayOf(monthBefore, day);

    const segments = daySegments({ from: addDays(day, 1 - DAYS_SHOWN), to: day }, timeZone);
    const days = segments.names.length;
    const upToNow = (from: string, to: string): Span => ({
      from: dayBounds(from, timeZone).from,
      until: sameTimeOn(to, until, timeZone),
    });
    const { totals, fine: soFar } = await read(moment, {
      totals: [...spansBetween(segments.bounds), upToNow(weekAgo, weekAgo), upToNow(monthBefore, monthAgo)],
      ...{ by: ['channel', 'method', 'staff'], fine: [wholeSpan({ from: month, to: day }, timeZone)] },
    });
    const compared = (segment: number, from: string, to: string): ComparedPeriod => {
      const { sums, tries } = ofSegments(totals, segment);
      return { period: { from, to }, until, figures: figuresOf(sums, tries, own) };
    };
    const rows = rowsOfSegments(ofSegments(totals, 0, days), segments, own);
    const { key: _key, name: _name, ...today } = rows.at(-1) as (typeof rows)[number];
    const names = await staffNames(moment, [...soFar.sums, ...soFar.tries]);
    return {
      day,
      default_currency: own,
      empty: totals.sums.length === 0 && soFar.sums.length === 0 && soFar.tries.length === 0,
      today,
      last_week: compared(days, weekAgo, weekAgo),
      month: { period: { from: month, to: day }, figures: figuresOf(soFar.sums, soFar.tries, own) },
      month_before: compared(days + 1, monthBefore, monthAgo),
      days: rows,
      channels: rowsBy(soFar, ({ channel }) => channel ?? '', own),
      methods: rowsBy(soFar, ({ method }) => method ?? '', own),
      currencies: rowsBy(soFar, ({ currency }) => currency, own),
      staff: rowsBy(soFar, ({ staff }) => staff ?? '', own, names),
      declines: declinesOf(soFar.tries),
    };
  });
}
