import { Conditions, countRows, type Page, selectPage, type TimeRange } from '../../platform/page.ts';
import { type Columns, insertRowsNow, type Row, type Sql, type Transaction } from '../../platform/sql.ts';
import { addSearch, type SearchFields, type SearchQuery } from '../../search/index.ts';
import type { Price } from './price.ts';

const COLUMNS = {
  tenant_id: 'integer',
  id: 'text',
  version: 'integer',
  product_id: 'text',
  active: 'boolean',
  currency: 'text',
  unit_amount: 'bigint',
  tax_behavior: 'text',
  nickname: 'text',
  lookup_key: 'text',
  metadata: 'jsonb',
  created: 'timestamptz',
} as const satisfies Columns;

const toRow = (price: Price): Record<keyof typeof COLUMNS, unknown> => ({
  tenant_id: price.tenantId,
  id: price.id,
  version: price.version,
  product_id: price.productId,
  active: price.active,
  currency: price.currency,
  unit_amount: price.unitAmount,
  tax_behavior: price.taxBehavior,
  nickname: price.nickname,
  lookup_key: price.lookupKey,
  metadata: price.metadata,
  created: price.created,
});

const fromRow = (row: Row): Price => ({
  tenantId: row.tenant_id,
  id: row.id,
  version: row.version,
  productId: row.product_id,
  active: row.active,
  currency: row.currency,
  unitAmount: row.unit_amount,
  taxBehavior: row.tax_behavior,
  nickname: row.nickname,
  lookupKey: row.lookup_key,
  metadata: row.metadata,
  created: row.created,
});

/** What prices can be searched by. All are of the one type, which is why it is a constant. */
export const PRICE_SEARCH = {
  active: { kind: 'boolean', sql: 'active' },
  created: { kind: 'time', sql: 'created' },
  currency: { kind: 'token', sql: 'currency', lowered: true },
  lookup_key: { kind: 'string', sql: 'lookup_key' },
  metadata: { kind: 'metadata', sql: 'metadata' },
  product: { kind: 'token', sql: 'product_id' },
  type: { kind: 'token', sql: "'one_time'", lowered: true },
} as const satisfies SearchFields;

export const insertPrice = (tx: Transaction, price: Price): Promise<void> => insertRowsNow(tx, 'prices', COLUMNS, [toRow(price)]);

/** Writes what may change of a price that this transaction holds the lock on. */
export async function updatePriceRow(tx: Transaction, price: Price): Promise<void> {
  await tx.query(
    'update price',
    `UPDATE prices SET version = $3, active = $4, tax_behavior = $5, nickname = $6, lookup_key = $7, metadata = $8
     WHERE tenant_id = $1 AND id = $2`,
    [
      price.tenantId,
      price.id,
      price.version,
      price.active,
      price.taxBehavior,
      price.nickname,
      price.lookupKey,
      JSON.stringify(price.metadata),
    ],
  );
}

export async function findPrices(sql: Sql, tenantId: number, ids: readonly string[]): Promise<Price[]> {
  if (ids.length === 0) return [];
  const rows = await sql.query('find prices', 'SELECT * FROM prices WHERE tenant_id = $1 AND id = ANY ($2)', [tenantId, ids]);
  return rows.map(fromRow);
}

export async function lockPrice(tx: Transaction, tenantId: number, id: string): Promise<Price | undefined> {
  const rows = await tx.query('lock price', 'SELECT * FROM prices WHERE tenant_id = $1 AND id = $2 FOR UPDATE', [tenantId, id]);
  return rows.map(fromRow)[0];
}

/** The price that has a lookup key now, locked. */
export async function lockPriceOfKey(tx: Transaction, tenantId: number, lookupKey: string): Promise<Price | undefined> {
  const text = 'SELECT * FROM prices WHERE tenant_id = $1 AND lookup_key = $2 FOR UPDATE';
  return (await tx.query('lock price of lookup key', text, [tenantId, lookupKey])).map(fromRow)[0];
}

export async function hasPrices(sql: Sql, tenantId: number, productId: string): Promise<boolean> {
  const text = 'SELECT 1 AS found FROM prices WHERE tenant_id = $1 AND product_id = $2 LIMIT 1';
  return (await sql.query('has prices', text, [tenantId, productId])).length > 0;
}

export interface PriceFilter {
  readonly active?: boolean | undefined;
  readonly currency?: string | undefined;
  readonly lookup_keys?: readonly string[] | undefined;
  readonly product?: string | undefined;
  readonly created?: TimeRange | undefined;
}

const known = (tenantId: number): Conditions => new Conditions().add('tenant_id = $?', tenantId);

export async function listPrices(sql: Sql, tenantId: number, filter: PriceFilter, page: Page): Promise<Price[]> {
  const conditions = known(tenantId)
    .add('active = $?', filter.active)
    .add('currency = $?', filter.currency)
    .add('lookup_key = ANY ($?)', filter.lookup_keys)
    .add('product_id = $?', filter.product)
    .created('created', filter.created, { column: 'id', prefix: 'price' });
  return (await selectPage(sql, 'SELECT * FROM prices', 'id', conditions, page)).map(fromRow);
}

export const findPricesBy = async (sql: Sql, tenantId: number, query: SearchQuery, page: Page): Promise<Price[]> =>
  (await selectPage(sql, 'SELECT * FROM prices', 'id', addSearch(known(tenantId), query, PRICE_SEARCH), page)).map(fromRow);

export const countPricesBy = (sql: Sql, tenantId: number, query: SearchQuery, most: number): Promise<number> =>
  countRows(sql, 'prices', addSearch(known(tenantId), query, PRICE_SEARCH), most);
