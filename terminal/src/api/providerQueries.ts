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
