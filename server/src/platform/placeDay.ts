const FORMATS = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = FORMATS.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en', { timeZone, calendar: 'gregory', year: 'numeric', month: '2-digit', day: '2-digit' });
  FORMATS.set(timeZone, made);
  return made;
}

/** The calendar day of a moment at a place, `2026-11-22`. */
export function placeDay(at: Date, timeZone: string): string {
  const parts = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  return `${(parts.year ?? '').padStart(4, '0')}-${parts.month}-${parts.day}`;
}

const HOUR_MS = 3600_000;

/** When a day begins at a place: the first moment that has its date, also where clocks are changed at midnight. */
function beginOf(day: string, timeZone: string): Date {
  // No zone is further than this from UTC.
  let before = Date.parse(`${day}T00:00:00Z`) - 16 * HOUR_MS;
  let after = before + 32 * HOUR_MS;
  while (after - before > 1000) {
    const middle = before + Math.floor((after - before) / 2000) * 1000;
    if (placeDay(new Date(middle), timeZone) >= day) after = middle;
    else before = middle;
  }
  return new Date(after);
}

/** A day of a place: its first moment, and the first of the next. */
export function dayBounds(day: string, timeZone: string): { readonly from: Date; readonly until: Date } {
  const next = new Date(Date.parse(`${day}T00:00:00Z`) + 24 * HOUR_MS).toISOString().slice(0, 10);
  return { from: beginOf(day, timeZone), until: beginOf(next, timeZone) };
}
