import { asCurrency, isMoney } from '@guichet/contract/currencies.ts';
import { ApiError } from '@guichet/contract/errors.ts';
import { MAX_WIRE_AMOUNT, money } from '@guichet/contract/money.ts';
import { fields } from '../../http/fields.ts';
import { type AnyRoute, ok, route } from '../../http/route.ts';
import { once } from '../../platform/once.ts';
import type { Database } from '../../platform/transaction.ts';
import type { UseCaseParts } from '../../platform/useCase.ts';
import { changeSettlementTerms } from './changeSettlementTerms.ts';
import { convert } from './conversion.rules.ts';
import { exchangeRateWire, settlementTermsWire } from './exchange.wire.ts';
import { newestRateDay } from './exchangeRates.store.ts';
import { newestQuote } from './settlementOf.ts';
import { readSettlementTerms } from './settlementTerms.store.ts';

const { amount, integer, listOf, nullable, object, textAs } = fields;

const known = () =>
  textAs(
    (given) => (isMoney(given.toLowerCase()) ? asCurrency(given.toLowerCase()) : null),
    'parameter_invalid',
    'The parameter % must be a currency of three letters, such as eur.',
    3,
    { type: 'string', format: 'currency', pattern: '^[A-Za-z]{3}$' },
  );

/** What a place settles in, and by which rates. `afterTerms` runs in the transaction that changes the terms. */
export function exchangeRoutes(
  database: Database,
  parts: Pick<UseCaseParts, 'recordActivity'> & Parameters<typeof changeSettlementTerms>[1],
): AnyRoute[] {
  return [
    route({
      method: 'GET',
      path: '/guichet/v1/exchange_rates',
      // Whoever takes a payment tells the payer what it costs; the place's balance stays hidden.
      permission: 'payments.read',
      answers: 'exchange_rate_view',
      query: object({ from: known(), to: known().optional(), amount: amount().optional() }),
      handler: async ({ context: { caller, now }, query }) => {
        const terms = await readSettlementTerms(database, caller.tenantId);
        const to = query.to ?? terms.defaultCurrency;
        if (query.from === to)
          throw new ApiError('parameter_invalid', {
            param: 'to',
            message: 'A currency is not converted to itself: "from" and "to" are the same.',
          });
        const quote = await newestQuote(database, { from: query.from, to, marginBasisPoints: terms.marginBasisPoints }, now);
        if (quote === null)
          throw new ApiError('exchange_rate_unavailable', {
            param: 'from',
            message: `There is no exchange rate from ${query.from} to ${to}. A charge in a currency without a rate is settled in itself.`,
          });
        if (query.amount !== undefined && convert(money(query.amount, query.from), quote).amount > MAX_WIRE_AMOUNT) {
          throw new ApiError('amount_too_large', {
            param: 'amount',
            message: `The amount is too large: converted to ${to} it would be more than ${MAX_WIRE_AMOUNT}.`,
          });
        }
        return ok(exchangeRateWire(quote, query.amount === undefined ? null : money(query.amount, query.from), terms, now));
      },
    }),
    route({
      method: 'GET',
      path: '/guichet/v1/settlement_terms',
      permission: 'balance.read',
      answers: 'settlement_terms_view',
      handler: async ({ context: { caller, now } }) => {
        const [terms, day] = await Promise.all([readSettlementTerms(database, caller.tenantId), newestRateDay(database)]);
        return ok(settlementTermsWire(terms, day, now));
      },
    }),
    route({
      method: 'POST',
      path: '/guichet/v1/settlement_terms',
      permission: 'payouts.write',
      answers: 'settlement_terms_view',
      body: object({
        currencies: listOf(known(), { max: 50 }).optional(),
        margin_basis_points: integer({ min: 0, max: 2000 }).optional(),
        max_rate_age_days: nullable(integer({ min: 1, max: 3650 })).optional(),
      }),
      handler: ({ context, body }) =>
        once(database, context, async (tx) => {
          const terms = await changeSettlementTerms(tx, parts, context, body);
          return { status: 200, body: settlementTermsWire(terms, await newestRateDay(tx), context.now) };
        }),
    }),
  ];
}
