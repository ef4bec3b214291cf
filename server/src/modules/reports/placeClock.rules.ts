const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const two = '2-digit';
  const made = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone, calendar: 'gregory', year: 'numeric', month: two, day: two, hour: two, minute: two, second: two, hourCycle: 'h23' },
  });
  formats.set(timeZone, made);
  return made;
}

const QUARTER_MS = 15 * 60_000;
/** By how much the clock of a zone is ahead, for the quarters of an hour that were asked for last. Zones change at such a quarter, if at all. */
const known = new Map<string, number>();
const MOST_KNOWN = 10_000;

function aheadMs(at: number, timeZone: string): number {
  const quarter = Math.floor(at / QUARTER_MS);
  const key = `${timeZone} ${quarter}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const parts = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(quarter * QUARTER_MS)
      .map(({ type, value }) => [type, Number(value)]),
  ) as Record<string, number>;
  const shown = Date.UTC(parts.year ?? 0, (parts.month ?? 1) - 1, parts.day, parts.hour, parts.minute, parts.second);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(key, shown - quarter * QUARTER_MS);
  return shown - quarter * QUARTER_MS;
}

/** What the clock of a place shows, as if it were UTC: its `toISOString` reads as the clock does. */
export const placeClock = (at: Date, timeZone: string): Date => new Date(at.getTime() + aheadMs(at.getTime(), timeZone));
