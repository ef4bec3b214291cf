import { formatAmount, type Locale } from '@guichet/contract/amounts.ts';
import { isCurrency } from '@guichet/contract/currencies.ts';
import { money } from '@guichet/contract/money.ts';

export interface Place {
  readonly country: string;
  readonly timeZone: string;
}

/** English dates follow the place: a French counter run in English reads 5/9 as its neighbours do. */
const dateLocale = (language: Locale, country: string): string => (language === 'en' ? (country === 'US' ? 'en-US' : 'en-GB') : language);

/** Made when it is first wanted: each costs a few milliseconds, and few pages want them all. */
function inTime<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** Words and numbers of a language at a place. Times are unix seconds, shown in the place's zone and not in the browser's. */
export function formatsFor(language: Locale, { country, timeZone }: Place) {
  const locale = dateLocale(language, country);
  const day = inTime(() => new Intl.DateTimeFormat(locale, { timeZone, day: 'numeric', month: 'short', year: 'numeric' }));
  const shortDay = inTime(() => new Intl.DateTimeFormat(locale, { timeZone, day: 'numeric', month: 'short' }));
  const time = inTime(() => new Intl.DateTimeFormat(locale, { timeZone, hour: '2-digit', minute: '2-digit' }));
  const seconds = inTime(() => new Intl.DateTimeFormat(locale, { timeZone, hour: '2-digit', minute: '2-digit', second: '2-digit' }));
  const calendar = inTime(() => new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }));
  const ofCalendar = inTime(() => new Intl.DateTimeFormat(locale, { timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric' }));
  const monthOfCalendar = inTime(() => new Intl.DateTimeFormat(locale, { timeZone: 'UTC', month: 'long', year: 'numeric' }));
  const date = (at: number) => new Date(at * 1000);
  return {
    /** An amount of the wire: minor units and a code in lower case. */
    amount: (minor: number | bigint, currency: string): string =>
      isCurrency(currency) ? formatAmount(money(BigInt(minor), currency), language) : `${minor} ${currency.toUpperCase()}`,
    day: (at: number): string => day().format(date(at)),
    time: (at: number): string => time().format(date(at)),
    exactTime: (at: number): string => seconds().format(date(at)),
    moment: (at: number): string => `${day().format(date(at))}, ${time().format(date(at))}`,
    /** The hour for today, else the day with its hour: what a list needs to tell rows apart. */
    recent: (at: number, nowMs: number): string =>
      calendar().format(date(at)) === calendar().format(nowMs)
        ? time().format(date(at))
        : `${shortDay().format(date(at))}, ${time().format(date(at))}`,
    /** A day, month or year of the calendar, `2026-11-22`, `2026-11` or `2026`, which is the same in every zone. */
    period: (iso: string): string => {
      if (iso.length === 4) return iso;
      return (iso.length === 7 ? monthOfCalendar : ofCalendar)().format(new Date(`${iso.slice(0, 7)}${iso.slice(7) || '-01'}T12:00:00Z`));
    },
    /** The calendar's day at the place, as filters send it. */
    isoDay: (at: number): string => calendar().format(date(at)),
  };
}

export type Formats = ReturnType<typeof formatsFor>;
