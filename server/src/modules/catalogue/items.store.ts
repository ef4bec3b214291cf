import { Conditions, type Page, selectPage, type TimeRange } from '../../platform/page.ts';
import type { Row, Sql } from '../../platform/sql.ts';
import type { Item } from './item.ts';

const SELECT = `SELECT p.id, p.name, p.active, p.created, s.id AS price_id, s.currency, s.unit_amount,
    t.id AS tax_id, t.display_name, t.rate, t.inclusive
  FROM products p
  LEFT JOIN prices s ON s.tenant_id = p.tenant_id AND s.id = p.default_price_id
  LEFT JOIN tax_rates t ON t.tenant_id = p.tenant_id AND t.id = p.tax_rate_id`;

const fromRow = (row: Row): Item => ({
  id: row.id,
  name: row.name,
  active: row.active,
  created: row.created,
  price: row.price_id === null ? null : { id: row.price_id, currency: row.currency, unitAmount: row.unit_amount },
  tax: row.tax_id === null ? null : { id: row.tax_id, displayName: row.display_name, rate: row.rate, inclusive: row.inclusive },
});

export interface ItemFilter {
  readonly query?: string | undefined;
  readonly active?: boolean | undefined;
  readonly currency?: string | undefined;
  readonly ids?: readonly string[] | undefined;
  readonly created?: TimeRange | undefined;
}

/** Items of a place, newest first, narrowed to those whose name holds a text. */
export async function listItems(
  sql: Sql,
  tenantId: number,
  { query, active, currency, ids, created }: ItemFilter,
  page: Page,
): Promise<Item[]> {
  const conditions = new Conditions()
    .add('p.tenant_id = $?', tenantId)
    .add('NOT p.deleted')
    .add('p.active = $?', active)
    .add('s.currency = $?', currency)
    .add('p.id = ANY ($?)', ids)
    .created('p.created', created, { column: 'p.id', prefix: 'prod' })
    .add('position(lower($?) IN lower(p.name)) > 0', query);
  return (await selectPage(sql, SELECT, 'p.id', conditions, page)).map(fromRow);
}

/** Items by the ids of their products. */
export const findItems = async (sql: Sql, tenantId: number, ids: readonly string[]): Promise<Item[]> =>
  ids.length === 0 ? [] : listItems(sql, tenantId, { ids }, { take: ids.length });
