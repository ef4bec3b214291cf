/** A day `2026-11-22`, a month `2026-11`, a year `2026`. */
export const PERIODS = ['day', 'month', 'year'] as const;
export type Period = (typeof PERIODS)[number];

/** Periods that have lines and no closing yet, each by its name. A place has at most one of each kind open. */
export type OpenPeriods = { readonly [P in Period]: string | null };

const LENGTHS: Readonly<Record<Period, number>> = { day: 10, month: 7, year: 4 };

/** The name of the period in which a day lies. */
export const periodOf = (period: Period, day: string): string => day.slice(0, LENGTHS[period]);

function dayAfter(day: string): string {
  const next = new Date(`${day}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return next.toISOString().slice(0, 10);
}

/**
 * The day to which what happens now belongs: the place's, but never one that lies before a line that stands already (a clock that was set
 * back, a place that moved west), and never one that is closed: what is taken after a day was closed by hand counts for the next.
 */
export function fiscalDay(today: string, last: { readonly day: string; readonly isClosed: boolean } | null): string {
  if (last === null || today > last.day) return today;
  return last.isClosed ? dayAfter(last.day) : last.day;
}

/** What must be closed before a line of `day` may stand: shortest first, since a month sums its days. */
export const closingsDue = (open: OpenPeriods, day: string): Period[] =>
  PERIODS.filter((period) => {
    const name = open[period];
    return name !== null && name < periodOf(period, day);
  });
