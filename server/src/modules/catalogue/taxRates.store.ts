import { Conditions, type Page, selectPage, type TimeRange } from '../../platform/page.ts';
import { type Columns, insertRowsNow, type Row, type Sql, type Transaction } from '../../platform/sql.ts';
import type { TaxRate } from './taxRate.ts';

const COLUMNS = {
  tenant_id: 'integer',
  id: 'text',
  version: 'integer',
  active: 'boolean',
  display_name: 'text',
  rate: 'integer',
  inclusive: 'boolean',
  country: 'text',
  state: 'text',
  jurisdiction: 'text',
  tax_type: 'text',
  description: 'text',
  metadata: 'jsonb',
  created: 'timestamptz',
} as const satisfies Columns;

const toRow = (taxRate: TaxRate): Record<keyof typeof COLUMNS, unknown> => ({
  tenant_id: taxRate.tenantId,
  id: taxRate.id,
  version: taxRate.version,
  active: taxRate.active,
  display_name: taxRate.displayName,
  rate: taxRate.rate,
  inclusive: taxRate.inclusive,
  country: taxRate.country,
  state: taxRate.state,
  jurisdiction: taxRate.jurisdiction,
  tax_type: taxRate.taxType,
  description: taxRate.description,
  metadata: taxRate.metadata,
  created: taxRate.created,
});

const fromRow = (row: Row): TaxRate => ({
  tenantId: row.tenant_id,
  id: row.id,
  version: row.version,
  active: row.active,
  displayName: row.display_name,
  rate: row.rate,
  inclusive: row.inclusive,
  country: row.country,
  state: row.state,
  jurisdiction: row.jurisdiction,
  taxType: row.tax_type,
  description: row.description,
  metadata: row.metadata,
  created: row.created,
});

export const insertTaxRate = (tx: Transaction, taxRate: TaxRate): Promise<void> =>
  insertRowsNow(tx, 'tax_rates', COLUMNS, [toRow(taxRate)]);

/** Writes what may change of a rate that this transaction holds the lock on. */
export async function updateTaxRateRow(tx: Transaction, taxRate: TaxRate): Promise<void> {
  await tx.query(
    'update tax rate',
    `UPDATE tax_rates SET version = $3, active = $4, display_name = $5, country = $6, state = $7, jurisdiction = $8, tax_type = $9,
       description = $10, metadata = $11 WHERE tenant_id = $1 AND id = $2`,
    [
      taxRate.tenantId,
      taxRate.id,
      taxRate.version,
      taxRate.active,
      taxRate.displayName,
      taxRate.country,
      taxRate.state,
      taxRate.jurisdiction,
      taxRate.taxType,
      taxRate.description,
      JSON.stringify(taxRate.metadata),
    ],
  );
}

export async function findTaxRates(sql: Sql, tenantId: number, ids: readonly string[]): Promise<TaxRate[]> {
  if (ids.length === 0) return [];
  const rows = await sql.query('find tax rates', 'SELECT * FROM tax_rates WHERE tenant_id = $1 AND id = ANY ($2)', [tenantId, ids]);
  return rows.map(fromRow);
}

export async function lockTaxRate(tx: Transaction, tenantId: number, id: string): Promise<TaxRate | undefined> {
  const rows = await tx.query('lock tax rate', 'SELECT * FROM tax_rates WHERE tenant_id = $1 AND id = $2 FOR UPDATE', [tenantId, id]);
  return rows.map(fromRow)[0];
}

export interface TaxRateFilter {
  readonly active?: boolean | undefined;
  readonly inclusive?: boolean | undefined;
  readonly created?: TimeRange | undefined;
}

export async function listTaxRates(sql: Sql, tenantId: number, filter: TaxRateFilter, page: Page): Promise<TaxRate[]> {
  const conditions = new Conditions()
    .add('tenant_id = $?', tenantId)
    .add('active = $?', filter.active)
    .add('inclusive = $?', filter.inclusive)
    .created('created', filter.created, { column: 'id', prefix: 'txr' });
  return (await selectPage(sql, 'SELECT * FROM tax_rates', 'id', conditions, page)).map(fromRow);
}
