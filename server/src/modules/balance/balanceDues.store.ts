import { type Columns, insertRows, type Sql, type Transaction } from '../../platform/sql.ts';
import type { BalanceTransaction } from './balanceTransaction.ts';

const COLUMNS = { tenant_id: 'integer', transaction_id: 'text', available_on: 'timestamptz' } as const satisfies Columns;

/** Notes when money that comes in will be available. What lowers the balance brings nobody anything. */
export const insertDues = (tx: Transaction, movements: readonly BalanceTransaction[]): Promise<void> =>
  insertRows(
    tx,
    'balance_dues',
    COLUMNS,
    movements
      .filter(({ amount }) => amount > 0n)
      .map(({ tenantId, id, availableOn }) => ({ tenant_id: tenantId, transaction_id: id, available_on: availableOn })),
  );

/** The tenants of whom money has become available without their having been told. */
export async function tenantsWithDues(sql: Sql, now: Date): Promise<number[]> {
  const rows = await sql.query<{ tenant_id: number }>(
    'tenants with dues',
    'SELECT DISTINCT tenant_id FROM balance_dues WHERE available_on <= $1',
    [now],
  );
  return rows.map(({ tenant_id: tenantId }) => tenantId);
}

/** Takes what has become available off the list, and answers the latest of it. Of two servers at once one takes it, the other finds none. */
export async function takeDues(tx: Transaction, tenantId: number, now: Date): Promise<string | null> {
  const rows = await tx.query<{ transaction_id: string }>(
    'take dues',
    'DELETE FROM balance_dues WHERE tenant_id = $1 AND available_on <= $2 RETURNING transaction_id',
    [tenantId, now],
  );
  return (
    rows
      .map(({ transaction_id: id }) => id)
      .sort()
      .at(-1) ?? null
  );
}
