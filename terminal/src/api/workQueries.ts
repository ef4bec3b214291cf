import type { WorkList } from '@guichet/contract/workViews.ts';
import { queryOptions } from '@tanstack/react-query';
import { get } from './client.ts';
import { orThrow } from './outcome.ts';

/** What waits for somebody's look, and what was done lately. */
export const workQuery = queryOptions({
  queryKey: ['work'],
  queryFn: async ({ signal }) => orThrow(await get<WorkList>('/guichet/v1/work_items', { signal })),
});
