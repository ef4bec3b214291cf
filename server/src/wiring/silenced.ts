import { ApiError } from '@guichet/contract/errors.ts';
import type { Silence } from '../backups/index.ts';
import type { RecurringTask } from '../jobs/index.ts';

/** Nothing is changed in a place that does not know yet what happened since the moment that it was restored to. */
export const refuseWhile = (silence: Silence) => async (): Promise<void> => {
  if ((await silence.restoredTo()) !== null) throw new ApiError('place_restored');
};

/** Starts something as soon as the place is not silent: at the first run, as a rule. */
export function startWhenHeard(
  silence: Silence,
  start: () => Promise<void>,
): RecurringTask & { run(): Promise<void>; isStarted(): boolean } {
  let started = false;
  return {
    name: 'start what sends',
    everyMs: 1_000,
    isStarted: () => started,
    run: async () => {
      if (started || (await silence.restoredTo()) !== null) return;
      started = true;
      await start();
    },
  };
}
