import { Changes } from '../../events/index.ts';
import { balances } from '../../ledger/index.ts';
import type { Clock } from '../../platform/clock.ts';
import type { MakeId } from '../../platform/ids.ts';
import { readTenant } from '../../platform/tenants.store.ts';
import { type Database, type Transaction, withTransaction } from '../../platform/transaction.ts';
import { balanceWire } from './balance.wire.ts';
import { takeDues, tenantsWithDues } from './balanceDues.store.ts';

/**
 * Tells each place whose money has become available since it was last told, by a `balance.available` that carries the balance as it is
 * then. What counts as available is the clock's alone; this only tells it. Answers how many places were told.
 */
export async function tellAvailable(
  database: Database,
  { clock, makeId }: { readonly clock: Clock; readonly makeId: MakeId },
): Promise<number> {
  const now = clock.now();
  const tenants = await tenantsWithDues(database, now);
  for (const tenantId of tenants) await withTransaction(database, (tx) => tell(tx, tenantId, makeId, now));
  return tenants.length;
}

async function tell(tx: Transaction, tenantId: number, makeId: MakeId, now: Date): Promise<void> {
  const latest = await takeDues(tx, tenantId, now);
  if (latest === null) return;
  const { defaultCurrency, livemode } = await readTenant(tx, tenantId);
  const body = balanceWire(await balances(tx, tenantId, 'provider_receivable', now), defaultCurrency, livemode);
  const changes = new Changes({ tenantId, now, requestId: null, idempotencyKey: null }, makeId);
  // A balance has no id on the wire; its version is kept under that of the transaction that became available last.
  changes.addNameless(`balance_${latest}`, body, ['balance.available']);
  await changes.store(tx);
}
