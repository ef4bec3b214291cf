import type { SaleView } from '@guichet/contract/saleViews.ts';
import { queryOptions } from '@tanstack/react-query';
import { get } from './client.ts';
import { orThrow } from './outcome.ts';
import { type Cursor, list } from './queries.ts';

export const salesQuery = (cursor: Cursor) => list<SaleView>('sales', '/guichet/v1/sales', {}, cursor);

export const saleQuery = (id: string) =>
  queryOptions({
    queryKey: ['sales', id],
    queryFn: async ({ signal }) => orThrow(await get<SaleView>(`/guichet/v1/sales/${encodeURIComponent(id)}`, { signal })),
  });
