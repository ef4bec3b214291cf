import { type Money, wireAmount, wireSum } from '@guichet/contract/money.ts';
import type { ExchangeRateView, SettlementTermsView } from '@guichet/contract/terminal.ts';
import { appliedRate, convert, midRate, type Quote } from './conversion.rules.ts';
import { ageInDays, type SettlementTerms } from './settlement.rules.ts';

/** Whose rates they are, in the words under which they may be passed on. */
const SOURCES: Readonly<Record<string, string>> = { ecb: 'European Central Bank, euro foreign exchange reference rates' };

export const sourceName = (source: string): string => SOURCES[source] ?? source;

const isTooOld = (day: string, { maxRateAgeDays }: SettlementTerms, now: Date): boolean =>
  maxRateAgeDays !== null && ageInDays(day, now) > maxRateAgeDays;

/** A quote, and what an amount would become by it. Rates are text, so that none of their digits is lost. */
export function exchangeRateWire(quote: Quote, amount: Money | null, terms: SettlementTerms, now: Date): ExchangeRateView {
  return {
    object: 'exchange_rate',
    from: quote.from,
    to: quote.to,
    rate: appliedRate(quote),
    mid: midRate(quote),
    margin_basis_points: quote.marginBasisPoints,
    source: sourceName(quote.source),
    day: quote.day,
    age_days: ageInDays(quote.day, now),
    too_old: isTooOld(quote.day, terms, now),
    amount: amount === null ? null : wireAmount(amount.amount),
    converted: amount === null ? null : wireSum(convert(amount, quote).amount),
  };
}

export function settlementTermsWire(terms: SettlementTerms, newestDay: string | null, now: Date): SettlementTermsView {
  return {
    object: 'settlement_terms',
    default_currency: terms.defaultCurrency,
    currencies: terms.currencies,
    margin_basis_points: terms.marginBasisPoints,
    max_rate_age_days: terms.maxRateAgeDays,
    rates: newestDay === null ? null : { day: newestDay, age_days: ageInDays(newestDay, now), source: sourceName('ecb') },
  };
}
