import { asCurrency } from '@guichet/contract/currencies.ts';
import { money } from '@guichet/contract/money.ts';
import { Conditions, type Page, selectPage, type TimeRange } from '../../platform/page.ts';
import { type Columns, insertRows, type Row, type Sql, type Transaction } from '../../platform/sql.ts';
import type { BalanceTransaction, Conversion } from './balanceTransaction.ts';

const COLUMNS = {
  tenant_id: 'integer',
  id: 'text',
  type: 'text',
  source: 'text',
  amount: 'bigint',
  fee: 'bigint',
  fee_details: 'jsonb',
  currency: 'text',
  presented_amount: 'bigint',
  presented_currency: 'text',
  conversion: 'jsonb',
  description: 'text',
  available_on: 'timestamptz',
  created: 'timestamptz',
} as const satisfies Columns;

interface StoredPart {
  readonly amount: string;
  readonly description: string;
}

const conversionOf = (row: Row): { readonly conversion?: Conversion } =>
  row.conversion === null
    ? {}
    : { conversion: { presented: money(row.presented_amount, asCurrency(row.presented_currency)), quote: row.conversion } };

const fromRow = (row: Row): BalanceTransaction => ({
  tenantId: row.tenant_id,
  id: row.id,
  type: row.type,
  source: row.source,
  amount: row.amount,
  fee: row.fee,
  ...(row.fee_details !== null && {
    feeDetails: (row.fee_details as StoredPart[]).map(({ amount, description }) => ({ amount: BigInt(amount), description })),
  }),
  currency: asCurrency(row.currency),
  ...conversionOf(row),
  description: row.description,
  availableOn: row.available_on,
  created: row.created,
});

const toRow = ({ tenantId, availableOn, feeDetails, conversion, ...rest }: BalanceTransaction): Record<keyof typeof COLUMNS, unknown> => ({
  ...rest,
  tenant_id: tenantId,
  fee_details: feeDetails?.map(({ amount, description }): StoredPart => ({ amount: String(amount), description })) ?? null,
  presented_amount: conversion?.presented.amount ?? null,
  presented_currency: conversion?.presented.currency ?? null,
  conversion: conversion?.quote ?? null,
  available_on: availableOn,
});

export const insertBalanceTransactions = (tx: Transaction, rows: readonly BalanceTransaction[]): Promise<void> =>
  insertRows(tx, 'balance_transactions', COLUMNS, rows.map(toRow));

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
    .created('created', filter.created, { column: 'id', prefix: 'txn' });
  return (await selectPage(sql, 'SELECT * FROM balance_transactions', 'id', conditions, page)).map(fromRow);
}
