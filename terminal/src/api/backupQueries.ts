import type { BackupsView, RestorationView } from '@guichet/contract/backupViews.ts';
import { queryOptions } from '@tanstack/react-query';
import { get } from './client.ts';
import { orThrow } from './outcome.ts';

/** What is saved, and whether it was found to restore. */
export const backupsQuery = queryOptions({
  queryKey: ['backups'],
  queryFn: async ({ signal }) => orThrow(await get<BackupsView>('/guichet/v1/backups', { signal })),
});

const ASK_AGAIN_MS = 10_000;

/** Whether this place was restored and still waits to be reconciled. One that does is asked again until it no longer does. */
export const restorationQuery = queryOptions({
  queryKey: ['restoration'],
  queryFn: async ({ signal }) => orThrow(await get<RestorationView>('/guichet/v1/restoration', { signal })),
  refetchInterval: ({ state }) => (state.data === undefined || state.data.restored_to === null ? false : ASK_AGAIN_MS),
});
