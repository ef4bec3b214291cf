import { asCurrency } from '@guichet/contract/currencies.ts';
import { Conditions, type Page, selectPage, type TimeRange } from '../../platform/page.ts';
import { type Columns, insertRows, type Row, type Sql, type Transaction } from '../../platform/sql.ts';
import type { BalanceTransaction } from './balanceTransaction.ts';

const COLUMNS = {
  tenant_id: 'integer',
  id: 'text',
  type: 'text',
  source: 'text',
  amount: 'bigint',
  fee: 'bigint',
  currency: 'text',
  description: 'text',
  available_on: 'timestamptz',
  created: 'timestamptz',
} as const satisfies Columns;

const fromRow = (row: Row): BalanceTransaction => ({
  tenantId: row.tenant_id,
  id: row.id,
  type: row.type,
  source: row.source,
  amount: row.amount,
  fee: row.fee,
  currency: asCurrency(row.currency),
  description: row.description,
  availableOn: row.available_on,
  created: row.created,
});

export const insertBalanceTransactions = (tx: Transaction, rows: readonly BalanceTransaction[]): Promise<void> =>
  insertRows(
    tx,
    'balance_transactions',
    COLUMNS,
    rows.map(({ tenantId, availableOn, ...rest }) => ({ ...rest, tenant_id: tenantId, available_on: availableOn })),
  );

export async function findBalanceTransactions(sql: Sql, tenantId: number, ids: readonly string[]): Promise<BalanceTransaction[]> {
  const rows = await sql.query('find balance transactions', 'SELECT * FROM balance_transactions WHERE tenant_id = $1 AND id = ANY ($2)', [
    tenantId,
    ids,
  ]);
  return rows.map(fromRow);
}

/** Those of several charges and refunds, oldest first. */
export async function balanceTransactionsOf(sql: Sql, tenantId: number, sources: readonly string[]): Promise<BalanceTransaction[]> {
  const rows = await sql.query(
    'balance transactions of sources',
    'SELECT * FROM balance_transactions WHERE tenant_id = $1 AND source = ANY ($2) ORDER BY id',
    [tenantId, sources],
  );
  return rows.map(fromRow);
}

export interface BalanceTransactionFilter {
  readonly type?: string;
  readonly source?: string;
  readonly currency?: string;
  readonly created?: TimeRange;
}

export async function listBalanceTransactions(
  sql: Sql,
  tenantId: number,
  filter: BalanceTransactionFilter,
  page: Page,
): Promise<BalanceTransaction[]> {
  const conditions = new Conditions()
    .add('tenant_id = $?', tenantId)
    .add('type = $?', filter.type)
    .add('source = $?', filter.source)
    .add('currency = $?', filter.currency)
    .created('created', filter.created);
  return (await selectPage(sql, 'SELECT * FROM balance_transactions', 'id', conditions, page)).map(fromRow);
}
