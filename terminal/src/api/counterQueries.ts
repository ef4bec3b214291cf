import type { CardEntryView } from '@guichet/contract/cardFieldViews.ts';
import type { CounterTermsView, CounterView } from '@guichet/contract/counterViews.ts';
import type { ExchangeRateView, Language, MandateTextView, SessionView } from '@guichet/contract/terminal.ts';
import { queryOptions } from '@tanstack/react-query';
import { get, withQuery } from './client.ts';
import { isRefusal, orThrow } from './outcome.ts';

const FRESH_MS = 60_000;

/** What the counter has to know for a payment in this currency. */
export const counterQuery = (currency: string) =>
  queryOptions({
    queryKey: ['counter', currency],
    queryFn: async ({ signal }) => orThrow(await get<CounterView>(withQuery('/guichet/v1/counter', { currency }), { signal })),
    staleTime: FRESH_MS,
  });

/** Where a card is entered for a payment in this currency, and in which language a provider's fields speak. */
export const cardEntryQuery = ({ account, livemode }: SessionView, currency: string, language: string) =>
  queryOptions({
    queryKey: ['card-entry', account.id, livemode, currency, language],
    queryFn: async ({ signal }) =>
      orThrow(await get<CardEntryView>(withQuery('/guichet/v1/card_entry', { currency, origin: location.origin, language }), { signal })),
    staleTime: FRESH_MS,
    // Until the server is reached again nobody knows; what it refuses it would refuse again.
    retry: (_count, error) => !isRefusal(error),
    retryDelay: 1_000,
  });

export const counterTermsQuery = queryOptions({
  queryKey: ['counter', 'terms'],
  queryFn: async ({ signal }) => orThrow(await get<CounterTermsView>('/guichet/v1/counter_terms', { signal })),
});

/** What an amount becomes in the currency that the place receives. */
export const exchangeRateQuery = (from: string, to: string, amountMinor: bigint | null) =>
  queryOptions({
    queryKey: ['exchange', from, to, String(amountMinor)],
    queryFn: async ({ signal }) =>
      orThrow(
        await get<ExchangeRateView>(withQuery('/guichet/v1/exchange_rates', { from, to, amount: amountMinor?.toString() }), { signal }),
      ),
    staleTime: FRESH_MS,
  });

export const mandateTextQuery = (scheme: MandateTextView['scheme'], language: Language) =>
  queryOptions({
    queryKey: ['mandate_text', scheme, language],
    queryFn: async ({ signal }) =>
      orThrow(await get<MandateTextView>(withQuery('/guichet/v1/mandate_texts', { scheme, language }), { signal })),
    staleTime: Number.POSITIVE_INFINITY,
  });
