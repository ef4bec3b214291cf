import type { Logger } from '../../platform/log.ts';
import { listTenants } from '../../platform/tenants.store.ts';
import type { Database } from '../../platform/transaction.ts';
import { movementsMissingInTill } from './paymentRecords.store.ts';

const DAY_MS = 24 * 3600_000;

/**
 * Compares what was recorded in cash and by cheque with the till's lines, for all tenants. A chain that was cut off together with its head
 * is sound in itself; here it shows.
 */
async function compareWithTill(database: Database, log: Pick<Logger, 'error'>): Promise<void> {
  for (const { tenantId } of await listTenants(database)) {
    const records = await movementsMissingInTill(database, tenantId);
    if (records.length > 0) log.error({ tenantId, records: records.slice(0, 10) }, 'The till has other lines than these records have.');
  }
}

/** For the runner of recurring tasks. */
export const recordTasks = (database: Database, log: Pick<Logger, 'error'>) => [
  { name: 'compare records with the till', everyMs: DAY_MS, run: () => compareWithTill(database, log) },
];
