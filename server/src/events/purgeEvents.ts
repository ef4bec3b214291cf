import { listTenants } from '../platform/tenants.store.ts';
import { type Database, withTransaction } from '../platform/transaction.ts';
import { deleteEvents, deleteVersions } from './history.store.ts';

const DAY_MS = 24 * 3600_000;
const KEPT_MS = 30 * DAY_MS;
/** Twice the life of a stored reply, which may point to a version that has been replaced since. */
const REPLACED_MS = 2 * DAY_MS;
const BATCH = 500;

/**
 * Forgets events older than 30 days with what was sent of them, and the versions of objects that nothing points to any more. Run it after
 * keys have been purged: until then a reply older than a day may still point to such a version.
 */
export async function purgeEvents(database: Database, now: Date, signal: AbortSignal): Promise<void> {
  const before = new Date(now.getTime() - KEPT_MS);
  const replacedBefore = new Date(now.getTime() - REPLACED_MS);
  for (const { tenantId } of await listTenants(database)) {
    let deleted = BATCH;
    while (deleted === BATCH && !signal.aborted) {
      deleted = await withTransaction(database, async (tx) => {
        const { count, told } = await deleteEvents(tx, tenantId, before, BATCH);
        await deleteVersions(tx, tenantId, told, replacedBefore);
        return count;
      });
    }
  }
}
