import type { Currency } from '@guichet/contract/currencies.ts';
import { halfEven, type Money, money } from '@guichet/contract/money.ts';
import { convert, type Quote } from './conversion.rules.ts';

/** In which currency a charge is settled, and by which rates if that is another than its own. */
export interface Settlement {
  readonly currency: Currency;
  readonly quote: Quote | null;
}

/** A charge that is settled in its own currency. */
export const inItself = (currency: Currency): Settlement => ({ currency, quote: null });

/** What the place is owed for an amount. */
export const settled = (amount: Money, { quote }: Settlement): Money => (quote === null ? amount : convert(amount, quote));

/** How a place settles. */
export interface SettlementTerms {
  readonly defaultCurrency: Currency;
  /** Holds the default currency in any case. */
  readonly currencies: readonly Currency[];
  readonly marginBasisPoints: number;
  /** Rates that are older are not converted by; null: any age will do, as in test mode, where the shipped rates grow old. */
  readonly maxRateAgeDays: number | null;
}

const DAY_MS = 24 * 3600_000;

/** A moment's day in UTC, as rates are dated: the bank publishes on the afternoon of its own day. */
export const utcDay = (moment: Date): string => moment.toISOString().slice(0, 10);

/** How many days lie between the day of a rate and today. */
export const ageInDays = (day: string, now: Date): number => Math.round((Date.parse(utcDay(now)) - Date.parse(day)) / DAY_MS);

/** What is open on a converted charge: what it brought in its own currency and in the one that it settled in, less what was given back. */
export interface OpenPosition {
  readonly presented: bigint;
  readonly settled: Money;
}

/** How much of what a charge brought belongs to a part of it. The last part takes the rest, so that parts sum exactly to the whole. */
export const openShare = ({ presented, settled: whole }: OpenPosition, part: bigint): Money =>
  money(part >= presented ? whole.amount : halfEven(whole.amount * part, presented), whole.currency);
