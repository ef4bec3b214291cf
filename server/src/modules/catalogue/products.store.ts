import { Conditions, countRows, type Page, selectPage, type TimeRange } from '../../platform/page.ts';
import { type Columns, insertRowsNow, type Row, type Sql, type Transaction } from '../../platform/sql.ts';
import { addSearch, type SearchFields, type SearchQuery } from '../../search/index.ts';
import type { Product } from './product.ts';

const COLUMNS = {
  tenant_id: 'integer',
  id: 'text',
  version: 'integer',
  active: 'boolean',
  name: 'text',
  description: 'text',
  images: 'jsonb',
  shippable: 'boolean',
  statement_descriptor: 'text',
  unit_label: 'text',
  url: 'text',
  default_price_id: 'text',
  tax_rate_id: 'text',
  metadata: 'jsonb',
  deleted: 'boolean',
  created: 'timestamptz',
  updated: 'timestamptz',
} as const satisfies Columns;

const toRow = (product: Product): Record<keyof typeof COLUMNS, unknown> => ({
  tenant_id: product.tenantId,
  id: product.id,
  version: product.version,
  active: product.active,
  name: product.name,
  description: product.description,
  images: product.images,
  shippable: product.shippable,
  statement_descriptor: product.statementDescriptor,
  unit_label: product.unitLabel,
  url: product.url,
  default_price_id: product.defaultPriceId,
  tax_rate_id: product.taxRateId,
  metadata: product.metadata,
  deleted: product.deleted,
  created: product.created,
  updated: product.updated,
});

const fromRow = (row: Row): Product => ({
  tenantId: row.tenant_id,
  id: row.id,
  version: row.version,
  active: row.active,
  name: row.name,
  description: row.description,
  images: row.images,
  shippable: row.shippable,
  statementDescriptor: row.statement_descriptor,
  unitLabel: row.unit_label,
  url: row.url,
  defaultPriceId: row.default_price_id,
  taxRateId: row.tax_rate_id,
  metadata: row.metadata,
  deleted: row.deleted,
  created: row.created,
  updated: row.updated,
});

/** What products can be searched by. A catalogue is small: the primary key serves them all. */
export const PRODUCT_SEARCH = {
  active: { kind: 'boolean', sql: 'active' },
  created: { kind: 'time', sql: 'created' },
  description: { kind: 'string', sql: 'description' },
  metadata: { kind: 'metadata', sql: 'metadata' },
  name: { kind: 'string', sql: 'name' },
  shippable: { kind: 'boolean', sql: 'shippable' },
  url: { kind: 'string', sql: 'url' },
} as const satisfies SearchFields;

export const insertProduct = (tx: Transaction, product: Product): Promise<void> => insertRowsNow(tx, 'products', COLUMNS, [toRow(product)]);

/** Writes a product that this transaction holds the lock on. */
export async function updateProductRow(tx: Transaction, product: Product): Promise<void> {
  const row = toRow(product);
  await tx.query(
    'update product',
    `UPDATE products SET version = $3, active = $4, name = $5, description = $6, images = $7, shippable = $8, statement_descriptor = $9,
       unit_label = $10, url = $11, default_price_id = $12, tax_rate_id = $13, metadata = $14, deleted = $15, updated = $16
     WHERE tenant_id = $1 AND id = $2`,
    [
      row.tenant_id,
      row.id,
      row.version,
      row.active,
      row.name,
      row.description,
      JSON.stringify(row.images),
      row.shippable,
      row.statement_descriptor,
      row.unit_label,
      row.url,
      row.default_price_id,
      row.tax_rate_id,
      JSON.stringify(row.metadata),
      row.deleted,
      row.updated,
    ],
  );
}

export async function findProducts(sql: Sql, tenantId: number, ids: readonly string[]): Promise<Product[]> {
  if (ids.length === 0) return [];
  const rows = await sql.query('find products', 'SELECT * FROM products WHERE tenant_id = $1 AND id = ANY ($2)', [tenantId, ids]);
  return rows.map(fromRow);
}

export async function lockProduct(tx: Transaction, tenantId: number, id: string): Promise<Product | undefined> {
  const rows = await tx.query('lock product', 'SELECT * FROM products WHERE tenant_id = $1 AND id = $2 FOR UPDATE', [tenantId, id]);
  return rows.map(fromRow)[0];
}

export interface ProductFilter {
  readonly active?: boolean | undefined;
  readonly ids?: readonly string[] | undefined;
  readonly shippable?: boolean | undefined;
  readonly url?: string | undefined;
  readonly created?: TimeRange | undefined;
}

const known = (tenantId: number): Conditions => new Conditions().add('tenant_id = $?', tenantId).add('NOT deleted');

export async function listProducts(sql: Sql, tenantId: number, filter: ProductFilter, page: Page): Promise<Product[]> {
  const conditions = known(tenantId)
    .add('active = $?', filter.active)
    .add('id = ANY ($?)', filter.ids)
    .add('shippable = $?', filter.shippable)
    .add('url = $?', filter.url)
    .created('created', filter.created, { column: 'id', prefix: 'prod' });
  return (await selectPage(sql, 'SELECT * FROM products', 'id', conditions, page)).map(fromRow);
}

export const findProductsBy = async (sql: Sql, tenantId: number, query: SearchQuery, page: Page): Promise<Product[]> =>
  (await selectPage(sql, 'SELECT * FROM products', 'id', addSearch(known(tenantId), query, PRODUCT_SEARCH), page)).map(fromRow);

export const countProductsBy = (sql: Sql, tenantId: number, query: SearchQuery, most: number): Promise<number> =>
  countRows(sql, 'products', addSearch(known(tenantId), query, PRODUCT_SEARCH), most);
