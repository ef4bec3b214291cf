import type { ActivitySealView } from '@guichet/contract/activityViews.ts';
import type { ActivityView } from '@guichet/contract/terminal.ts';
import { queryOptions } from '@tanstack/react-query';
import { get, type Query } from './client.ts';
import { orThrow } from './outcome.ts';
import { type Cursor, list } from './queries.ts';

export const activityQuery = (filters: Query, cursor: Cursor = {}) =>
  list<ActivityView>('activity', '/guichet/v1/activity', filters, cursor);

/** How far the log is sealed. */
export const activitySealQuery = queryOptions({
  queryKey: ['activity', 'seal'],
  queryFn: async ({ signal }) => orThrow(await get<ActivitySealView>('/guichet/v1/activity/seal', { signal })),
});
