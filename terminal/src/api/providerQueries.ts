import type { CardFieldsSettingsView } from '@guichet/contract/cardFieldViews.ts';
import type { ProviderAccountView } from '@guichet/contract/providerViews.ts';
import type { ListOf } from '@guichet/contract/terminal.ts';
import { queryOptions } from '@tanstack/react-query';
import { get } from './client.ts';
import { orThrow } from './outcome.ts';

/** All accounts at providers, in the order in which they are asked. */
export const providerAccountsQuery = queryOptions({
  queryKey: ['provider_accounts'],
  queryFn: async ({ signal }) => orThrow(await get<ListOf<ProviderAccountView>>('/guichet/v1/provider_accounts', { signal })).data,
});

/** Whose pages may show the card fields of this place, and its publishable key. */
export const cardFieldsQuery = queryOptions({
  queryKey: ['card_fields'],
  queryFn: async ({ signal }) => orThrow(await get<CardFieldsSettingsView>('/guichet/v1/card_fields', { signal })),
});
