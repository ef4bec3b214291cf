import type { ItemView } from '@guichet/contract/itemViews.ts';
import type { ListOf } from '@guichet/contract/terminal.ts';
import type { WireTaxRate } from '@guichet/contract/wire/taxRate.ts';
import { queryOptions } from '@tanstack/react-query';
import { get, withQuery } from './client.ts';
import { orThrow } from './outcome.ts';
import { type Cursor, list } from './queries.ts';

/** Items and tax rates; whoever changes one invalidates `items`. */
export const itemsQuery = (query: string, cursor: Cursor) => list<ItemView>('items', '/guichet/v1/items', { query }, cursor);

const MOST_RATES = 100;

/** All tax rates, newest first. A place has a handful. */
export const taxRatesQuery = queryOptions({
  queryKey: ['items', 'tax rates'],
  queryFn: async ({ signal }) =>
    orThrow(await get<ListOf<WireTaxRate>>(withQuery('/v1/tax_rates', { limit: MOST_RATES }), { signal })).data,
});

const MOST_SHOWN = 8;

/** What is sold in a currency, found by a part of its name, a handful at a time. */
export const soldItemsQuery = (query: string, currency: string) =>
  queryOptions({
    queryKey: ['items', 'sold', query, currency],
    queryFn: async ({ signal }) =>
      orThrow(
        await get<ListOf<ItemView>>(withQuery('/guichet/v1/items', { query, currency, active: 'true', limit: MOST_SHOWN }), { signal }),
      ).data,
  });
