import { placeDay } from '../platform/placeDay.ts';

export interface Tried {
  readonly started: Date;
  readonly succeeded: boolean;
}

/** After one that failed, so long is waited. */
const RETRY_MS = 3600_000;
const MINUTE_MS = 60_000;

/** The minutes that a wall clock of the zone shows since midnight. */
function minutesAt(at: Date, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).formatToParts(at);
  const part = (type: string): number => Number(parts.find((each) => each.type === type)?.value);
  return part('hour') * 60 + part('minute');
}

/** The night that a moment belongs to, named by the day on which it began: from one `HH:MM` to the next. */
function nightOf(at: Date, time: string, timeZone: string): string {
  const [hours, minutes] = time.split(':').map(Number) as [number, number];
  const isBefore = minutesAt(at, timeZone) < hours * 60 + minutes;
  const day = placeDay(at, timeZone);
  if (!isBefore) return day;
  return new Date(Date.parse(`${day}T12:00:00Z`) - 24 * 60 * MINUTE_MS).toISOString().slice(0, 10);
}

/**
 * Whether a backup is to be made now: when there is none at all, and once per night from `time` on. `tries` are those known, newest first. One that
 * failed is tried again after an hour.
 */
export function isBackupDue(now: Date, tries: readonly Tried[], { time, timeZone }: { time: string; timeZone: string }): boolean {
  const [last] = tries;
  if (last !== undefined && !last.succeeded && now.getTime() - last.started.getTime() < RETRY_MS) return false;
  const good = tries.find(({ succeeded }) => succeeded);
  return good === undefined || nightOf(good.started, time, timeZone) < nightOf(now, time, timeZone);
}
