import type { HoldsReport } from '@guichet/contract/reportViews.ts';
import { unixSeconds } from '@guichet/contract/time.ts';
import type { Database } from '../../platform/transaction.ts';
import { findCustomers } from '../customers/index.ts';
import { actorNames } from '../people/index.ts';
import { openHolds } from './holds.store.ts';

const MOST = 500;

/** Open holds, with when they expire. */
export async function holdsReport(database: Database, tenantId: number): Promise<HoldsReport> {
  const found = await openHolds(database, tenantId, MOST + 1);
  const rows = found.slice(0, MOST);
  const ids = rows.flatMap(({ customer_id: id }) => (id === null ? [] : [id]));
  const [customers, names] = await Promise.all([
    findCustomers(database, tenantId, [...new Set(ids)]),
    actorNames(
      database,
      tenantId,
      rows.map(({ created_by: id }) => id),
    ),
  ]);
  const customerNames = new Map(customers.map(({ id, name }) => [id as string, name]));
  return {
    data: rows.map((row) => {
      const staff = row.channel === 'api' ? undefined : names.get(row.created_by);
      return {
        payment: row.id,
        amount: Number(row.amount),
        currency: row.currency,
        customer: row.customer_id === null ? null : { id: row.customer_id, name: customerNames.get(row.customer_id) ?? null },
        staff: staff === undefined ? null : { id: row.created_by, name: staff },
        created: unixSeconds(row.created),
        expires_at: row.capture_before === null ? null : unixSeconds(row.capture_before),
      };
    }),
    has_more: found.length > MOST,
  };
}
