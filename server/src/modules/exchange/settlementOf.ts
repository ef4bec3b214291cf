import { type Currency, smallestCharge } from '@guichet/contract/currencies.ts';
import { ApiError } from '@guichet/contract/errors.ts';
import { MAX_WIRE_AMOUNT, type Money } from '@guichet/contract/money.ts';
import type { Sql } from '../../platform/transaction.ts';
import type { Quote } from './conversion.rules.ts';
import { ratesOfPair } from './exchangeRates.store.ts';
import { ageInDays, inItself, type Settlement, type SettlementTerms, settled, utcDay } from './settlement.rules.ts';
import { readSettlementTerms } from './settlementTerms.store.ts';

/** The newest quote of two currencies, not of a later day than `now`; null when there are no rates of both. */
export async function newestQuote(
  sql: Sql,
  { from, to, marginBasisPoints }: Pick<Quote, 'from' | 'to' | 'marginBasisPoints'>,
  now: Date,
): Promise<Quote | null> {
  const found = await ratesOfPair(sql, [from, to], utcDay(now));
  if (found === null) return null;
  const { source, day, rates } = found;
  return { from, to, fromRate: rates[0], toRate: rates[1], marginBasisPoints, source, day };
}

/** What an amount is worth in another currency by the newest rates, without a margin, in minor units; null when there are no rates of both. */
export async function inCurrency(sql: Sql, amount: Money, to: Currency, now: Date): Promise<bigint | null> {
  if (amount.currency === to) return amount.amount;
  const quote = await newestQuote(sql, { from: amount.currency, to, marginBasisPoints: 0 }, now);
  return quote === null ? null : settled(amount, { currency: to, quote }).amount;
}

async function settlementBy(sql: Sql, terms: SettlementTerms, currency: Currency, now: Date): Promise<Settlement> {
  if (terms.currencies.includes(currency)) return inItself(currency);
  const { defaultCurrency: to, marginBasisPoints } = terms;
  const quote = await newestQuote(sql, { from: currency, to, marginBasisPoints }, now);
  // What the source has no rate for cannot be converted by anybody here: it stays what it is.
  return quote === null ? inItself(currency) : { currency: to, quote };
}

/**
 * How a charge in a currency is settled at this moment. It refuses nothing, whatever the age of the rate: the money has been taken by
 * then. Whether to take it is asked before, by `requireSettlement`.
 */
export const settlementOf = async (sql: Sql, tenantId: number, currency: Currency, now: Date): Promise<Settlement> =>
  settlementBy(sql, await readSettlementTerms(sql, tenantId), currency, now);

/**
 * Throws `exchange_rate_unavailable` when a charge would be converted by a rate that is older than the place allows, and
 * `amount_too_small` or `amount_too_large` when it would settle as less than the smallest charge, or as more than an amount can be.
 */
export async function requireSettlement(sql: Sql, tenantId: number, amount: Money, now: Date): Promise<void> {
  const { currency } = amount;
  const terms = await readSettlementTerms(sql, tenantId);
  const settlement = await settlementBy(sql, terms, currency, now);
  const { quote } = settlement;
  if (quote !== null && terms.maxRateAgeDays !== null && ageInDays(quote.day, now) > terms.maxRateAgeDays) {
    throw new ApiError('exchange_rate_unavailable', {
      param: 'currency',
      message: `The newest exchange rate from ${currency} to ${quote.to} is of ${quote.day}, which is more than ${terms.maxRateAgeDays} days ago. Charge in ${terms.currencies.join(' or ')}, or try again when the rates have been fetched.`,
    });
  }
  const brings = settled(amount, settlement);
  // What brings next to nothing would be eaten by the fee, or by the rounding. Half, as two currencies' smallest charges differ in worth.
  const least = smallestCharge(settlement.currency) / 2n;
  if (quote !== null && brings.amount < least) {
    throw new ApiError('amount_too_small', {
      param: 'amount',
      message: `The amount must convert to at least ${least} (in ${settlement.currency}'s smallest unit), and brings ${brings.amount}.`,
    });
  }
  if (brings.amount > MAX_WIRE_AMOUNT) {
    throw new ApiError('amount_too_large', {
      param: 'amount',
      message: `The amount is above what can be charged: converted to ${settlement.currency} it would be more than ${MAX_WIRE_AMOUNT}.`,
    });
  }
}

/** The same conversion at today's rate, for money that goes back the way it came; the old one where no newer is known. */
export async function settlementOfRefund(sql: Sql, charged: Quote, now: Date): Promise<Settlement> {
  const quote = (await newestQuote(sql, charged, now)) ?? charged;
  return { currency: quote.to, quote };
}
