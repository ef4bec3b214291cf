const DAY_S = 86_400;

/** A calendar day in UTC. */
interface Day {
  year: number;
  /** 1 to 12. */
  month: number;
  day: number;
  /** 0 is Sunday. */
  weekday: number;
}

function dayOf(timeS: number): Day {
  const date = new Date(timeS * 1000);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate(), weekday: date.getUTCDay() };
}

/** Easter Sunday in unix seconds, by the Gregorian computus (Meeus). */
function easterS(year: number): number {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return Date.UTC(year, Math.floor(n / 31) - 1, (n % 31) + 1) / 1000;
}

const isDay = ({ year, month, day }: Day, timeS: number): boolean => Date.UTC(year, month - 1, day) / 1000 === timeS;

/** The days besides weekends on which T2, the settlement system of the euro, is closed. */
function isTargetHoliday(day: Day): boolean {
  const fixed = ['1-1', '5-1', '12-25', '12-26'];
  const easter = easterS(day.year);
  return fixed.includes(`${day.month}-${day.day}`) || isDay(day, easter - 2 * DAY_S) || isDay(day, easter + DAY_S);
}

/** The nth weekday of a month: `nthOf(day, 4)` is its fourth such weekday. */
const nthOf = ({ day }: Day): number => Math.ceil(day / 7);

/** The days besides weekends on which the Federal Reserve settles nothing. A holiday on a Sunday is kept on the Monday. */
function isFederalHoliday(day: Day): boolean {
  const fixed = ['1-1', '6-19', '7-4', '11-11', '12-25'];
  const kept = (one: Day): boolean => fixed.includes(`${one.month}-${one.day}`);
  if (kept(day)) return true;
  if (day.weekday === 1) {
    const yesterday = dayOf(Date.UTC(day.year, day.month - 1, day.day) / 1000 - DAY_S);
    const thirdMonday = [1, 2].includes(day.month) && nthOf(day) === 3;
    const secondOfOctober = day.month === 10 && nthOf(day) === 2;
    return kept(yesterday) || thirdMonday || secondOfOctober || (day.month === 9 && nthOf(day) === 1) || (day.month === 5 && day.day > 24);
  }
  return day.weekday === 4 && day.month === 11 && nthOf(day) === 4;
}

export type Scheme = 'sepa' | 'ach';

const isOpen = (timeS: number, scheme: Scheme): boolean => {
  const day = dayOf(timeS);
  if (day.weekday === 0 || day.weekday === 6) return false;
  return !(scheme === 'sepa' ? isTargetHoliday(day) : isFederalHoliday(day));
};

/** The same time of day so many business days of the scheme later. */
export function businessDaysLater(fromS: number, days: number, scheme: Scheme): number {
  let timeS = fromS;
  for (let left = days; left > 0; ) {
    timeS += DAY_S;
    if (isOpen(timeS, scheme)) left -= 1;
  }
  return timeS;
}
