import { listTenants } from '../../platform/tenants.store.ts';
import { type Database, withTransaction } from '../../platform/transaction.ts';
import { type FoldedSource, foldBound, foldNext } from './foldReports.store.ts';
import { packNextCustomers } from './packCustomers.store.ts';

const SOURCES: readonly FoldedSource[] = ['movements', 'tries'];

/** Folds what can be folded of all places, a bounded number of rows at a time, and packs what has been folded of customers. */
export async function foldAll(database: Database, signal: AbortSignal): Promise<void> {
  for (const { tenantId } of await listTenants(database)) {
    for (const source of SOURCES) {
      const once = () => withTransaction(database, async (tx) => foldNext(tx, tenantId, source, { bound: await foldBound(tx, source) }));
      while (!signal.aborted && (await once()));
    }
    while (!signal.aborted && (await withTransaction(database, async (tx) => packNextCustomers(tx, tenantId))));
  }
}
