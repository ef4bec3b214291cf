import { Conditions, countRows, type Page, selectPage } from '../../platform/page.ts';
import type { Sql } from '../../platform/sql.ts';
import { addSearch, type SearchFields, type SearchQuery } from '../../search/index.ts';
import type { Customer } from './customer.ts';
import { customerFromRow } from './customers.store.ts';

/** What customers can be searched by; migration 0011 has the indexes. */
export const CUSTOMER_SEARCH = {
  created: { kind: 'time', sql: 'created' },
  email: { kind: 'string', sql: 'email' },
  metadata: { kind: 'metadata', sql: 'metadata' },
  name: { kind: 'string', sql: 'name' },
  phone: { kind: 'string', sql: 'phone' },
} as const satisfies SearchFields;

const conditionsFor = (tenantId: number, query: SearchQuery): Conditions =>
  addSearch(new Conditions().add('tenant_id = $?', tenantId).add('NOT deleted'), query, CUSTOMER_SEARCH);

export async function findCustomersBy(sql: Sql, tenantId: number, query: SearchQuery, page: Page): Promise<Customer[]> {
  return (await selectPage(sql, 'SELECT * FROM customers', 'id', conditionsFor(tenantId, query), page)).map(customerFromRow);
}

export const countCustomersBy = (sql: Sql, tenantId: number, query: SearchQuery, most: number): Promise<number> =>
  countRows(sql, 'customers', conditionsFor(tenantId, query), most);
