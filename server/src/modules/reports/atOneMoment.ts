import { readTenant, type Tenant } from '../../platform/tenants.store.ts';
import { type Database, type Transaction, withTransaction } from '../../platform/transaction.ts';
import { type Cuts, freezeMoment, readCuts } from './reportSums.store.ts';

/** What a report reads with: all of it at one moment. */
export interface Moment {
  readonly tx: Transaction;
  readonly tenant: Tenant;
  readonly cuts: Cuts;
}

export const atOneMoment = <T>(database: Database, tenantId: number, body: (moment: Moment) => Promise<T>): Promise<T> =>
  withTransaction(database, async (tx) => {
    await freezeMoment(tx);
    return body({ tx, tenant: await readTenant(tx, tenantId), cuts: await readCuts(tx, tenantId) });
  });
