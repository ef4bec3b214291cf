import { markReconciled, readOpenRestoration } from '../../backups/index.ts';
import { lastReconciled } from './lastReconciled.ts';
import type { ReconciliationParts } from './reconcileDay.ts';

/** As long as the shortest day, on which clocks go forward by two hours (Antarctica/Troll): longer steps could pass over it. */
const STEP_MS = 22 * 3600_000;

/** Moments of all days from one until another, oldest first; a place's day may be there twice. */
export function momentsOfDays(from: Date, until: Date): Date[] {
  const steps = Math.max(0, Math.ceil((until.getTime() - from.getTime()) / STEP_MS));
  return [...Array.from({ length: steps }, (_, step) => new Date(from.getTime() + step * STEP_MS)), until];
}

/**
 * Lets a place that was restored send again, once the records of each of its providers were read from the moment that it was restored to until after it
 * was. Differences that stand do not keep it silent: they are known then. Answers whether it is silent still; null where it was not.
 */
export async function endSilence({
  database,
  clock,
  sources,
}: Pick<ReconciliationParts, 'database' | 'clock' | 'sources'>): Promise<'over' | 'silent' | null> {
  const open = await readOpenRestoration(database);
  if (open === null) return null;
  const { restoredTo: since, restored } = open;
  for (const { tenantId, name: provider } of await sources()) {
    const until = await lastReconciled(database, { tenantId, provider }, { since, ranAfter: restored });
    if (until === null || until < restored) return 'silent';
  }
  return (await markReconciled(database, { since, now: clock.now() })) ? 'over' : 'silent';
}
