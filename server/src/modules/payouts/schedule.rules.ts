/** When a place is paid out by itself. Days are the place's own, as `2026-11-22`. */
export interface PayoutSchedule {
  readonly frequency: 'manual' | 'daily' | 'weekly' | 'monthly';
  /** 1 is Monday; only with `weekly`. */
  readonly weekday: number | null;
  /** Only with `monthly`; a month that is shorter is paid out on its last day. */
  readonly monthDay: number | null;
  /** So many days money stays available before it is paid out by itself. */
  readonly delayDays: number;
  /** The day on which this was decided: earlier days are not made up for. */
  readonly sinceDay: string;
}

const DAY_MS = 24 * 3600_000;

/** The day that a moment belongs to in a time zone. */
export function placeDay(moment: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(moment);
  const of = (type: string): string => parts.find((part) => part.type === type)?.value ?? '';
  return `${of('year').padStart(4, '0')}-${of('month')}-${of('day')}`;
}

const dateOf = (day: string): Date => new Date(`${day}T00:00:00Z`);
const dayOf = (date: Date): string => date.toISOString().slice(0, 10);

/** The payout day of a month: the wanted one, or the month's last. */
function payoutDayOf(year: number, month: number, wanted: number): string {
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return dayOf(new Date(Date.UTC(year, month, Math.min(wanted, last))));
}

/** The latest payout day up to today, be it today; null when none has come since the schedule was decided. A day that was missed is made up for. */
export function dueDay({ frequency, weekday, monthDay, sinceDay }: PayoutSchedule, today: string): string | null {
  const due = latestDay();
  return due !== null && due >= sinceDay ? due : null;

  function latestDay(): string | null {
    const date = dateOf(today);
    if (frequency === 'daily') return today;
    if (frequency === 'weekly') {
      const back = (date.getUTCDay() + 7 - ((weekday ?? 1) % 7)) % 7;
      return dayOf(new Date(date.getTime() - back * DAY_MS));
    }
    if (frequency === 'manual') return null;
    const [year, month, wanted] = [date.getUTCFullYear(), date.getUTCMonth(), monthDay ?? 1];
    const thisMonth = payoutDayOf(year, month, wanted);
    return thisMonth <= today ? thisMonth : payoutDayOf(year, month - 1, wanted);
  }
}
