import { dayBounds, placeDay } from '../../platform/placeDay.ts';
import type { Span } from './spans.rules.ts';

const DAY_MS = 24 * 3600_000;

/** The calendar's day so many days later, `2026-11-22`; it knows no zone. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** From one day to another, both counted. */
export const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;

export const firstOfMonth = (day: string): string => `${day.slice(0, 7)}-01`;

/** The first of the month so many months later. */
export function addMonths(day: string, months: number): string {
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))];
  return new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10);
}

const lastOfMonth = (day: string): string => addDays(addMonths(day, 1), -1);

/** The same day of another month, or that month's last where it is shorter. */
export function sameDayOf(month: string, day: string): string {
  const last = lastOfMonth(month);
  const same = `${month.slice(0, 7)}-${day.slice(8)}`;
  return same > last ? last : same;
}

export interface Period {
  readonly from: string;
  /** The last day, counted. */
  readonly to: string;
}

/**
 * What a period is compared with: as many months before whole months, the same days of the month or of the year before where it begins with
 * one, else as many days before.
 */
export function periodBefore({ from, to }: Period): Period {
  if (from === firstOfMonth(from) && to === lastOfMonth(to)) {
    const months = (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7)) + 1;
    return { from: addMonths(from, -months), to: addDays(from, -1) };
  }
  if (from === firstOfMonth(to)) return { from: addMonths(from, -1), to: sameDayOf(addMonths(from, -1), to) };
  if (from === `${to.slice(0, 4)}-01-01`) return { from: addMonths(from, -12), to: sameDayOf(addMonths(to, -12), to) };
  return { from: addDays(from, -daysBetween(from, to)), to: addDays(from, -1) };
}

/** A stretch of time at a place with its name: a day, a month. */
export interface Segments {
  readonly names: readonly string[];
  /** One more than names: each begins a segment, the last ends the last. */
  readonly bounds: readonly Date[];
}

/** When the day after one that begins then begins: mostly a day later, and looked for where clocks were changed. */
function nextBegin(begin: Date, next: string, timeZone: string): Date {
  const guess = new Date(begin.getTime() + DAY_MS);
  const fits = placeDay(guess, timeZone) === next && placeDay(new Date(guess.getTime() - 1), timeZone) < next;
  return fits ? guess : dayBounds(next, timeZone).from;
}

/** The days of a period at a place. One is 23 or 25 hours long where clocks are changed. */
export function daySegments({ from, to }: Period, timeZone: string): Segments {
  const names: string[] = [];
  const bounds = [dayBounds(from, timeZone).from];
  for (let day = from; day <= to; day = addDays(day, 1)) {
    names.push(day);
    bounds.push(nextBegin(bounds.at(-1) as Date, addDays(day, 1), timeZone));
  }
  return { names, bounds };
}

/** The months of a period at a place, `2026-11`; the first and the last as far as they belong to it. */
export function monthSegments({ from, to }: Period, timeZone: string): Segments {
  const names: string[] = [];
  const bounds: Date[] = [];
  for (let day = from; day <= to; day = addMonths(day, 1)) {
    names.push(day.slice(0, 7));
    bounds.push(dayBounds(day, timeZone).from);
  }
  return { names, bounds: [...bounds, dayBounds(to, timeZone).until] };
}

/** A period as one stretch of time. */
export const wholeSpan = ({ from, to }: Period, timeZone: string): Span => ({
  from: dayBounds(from, timeZone).from,
  until: dayBounds(to, timeZone).until,
});

const QUARTER_MS = 15 * 60_000;
const MINUTE_MS = 60_000;

const clocks = new Map<string, Intl.DateTimeFormat>();
function clockOf(timeZone: string): Intl.DateTimeFormat {
  const made = clocks.get(timeZone) ?? new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });
  clocks.set(timeZone, made);
  return made;
}

/** What the clock of a place says, `14:05`. */
export const placeTime = (at: Date, timeZone: string): string => clockOf(timeZone).format(at);

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** The quarter of an hour that a moment is in. */
export const quarterOf = (at: Date): Date => new Date(at.getTime() - (at.getTime() % QUARTER_MS));

/** When the clock of a place says this on another day; where it is put forward past it, when it would have. */
export function sameTimeOn(day: string, time: string, timeZone: string): Date {
  const { from } = dayBounds(day, timeZone);
  const guess = new Date(from.getTime() + minutesOf(time) * MINUTE_MS);
  const off = minutesOf(time) - minutesOf(placeTime(guess, timeZone));
  // Around midnight a guess may be on the day after, and what it is off a day too much.
  const nearest = off > 720 ? off - 1440 : off < -720 ? off + 1440 : off;
  return new Date(guess.getTime() + nearest * MINUTE_MS);
}
