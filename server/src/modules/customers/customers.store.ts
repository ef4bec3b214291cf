import { Conditions, type Page, selectPage, type TimeRange } from '../../platform/page.ts';
import { type Columns, inputText, insertRows, type Row, type Sql, type Transaction } from '../../platform/sql.ts';
import type { Customer } from './customer.ts';
import { searchText } from './customerSearch.rules.ts';

const COLUMNS = {
  tenant_id: 'integer',
  id: 'text',
  version: 'integer',
  name: 'text',
  email: 'text',
  phone: 'text',
  phone_e164: 'text',
  description: 'text',
  address: 'jsonb',
  shipping: 'jsonb',
  preferred_locales: 'jsonb',
  default_payment_method: 'text',
  metadata: 'jsonb',
  search_text: 'text',
  deleted: 'boolean',
  created: 'timestamptz',
} as const satisfies Columns;

const toRow = (customer: Customer): Record<keyof typeof COLUMNS, unknown> => ({
  tenant_id: customer.tenantId,
  id: customer.id,
  version: customer.version,
  name: customer.name,
  email: customer.email,
  phone: customer.phone,
  phone_e164: customer.phoneE164,
  description: customer.description,
  address: customer.address,
  shipping: customer.shipping,
  preferred_locales: customer.preferredLocales,
  default_payment_method: customer.defaultPaymentMethod,
  metadata: customer.metadata,
  search_text: searchText(customer),
  deleted: customer.deleted,
  created: customer.created,
});

export const customerFromRow = (row: Row): Customer => ({
  tenantId: row.tenant_id,
  id: row.id,
  version: row.version,
  name: row.name,
  email: row.email,
  phone: row.phone,
  phoneE164: row.phone_e164,
  description: row.description,
  address: row.address,
  shipping: row.shipping,
  preferredLocales: row.preferred_locales,
  defaultPaymentMethod: row.default_payment_method,
  metadata: row.metadata,
  deleted: row.deleted,
  created: row.created,
});

export const insertCustomers = (tx: Transaction, customers: readonly Customer[]): Promise<void> =>
  insertRows(tx, 'customers', COLUMNS, customers.map(toRow));

/** Writes a customer that this transaction holds the lock on. */
export async function updateCustomerRow(tx: Transaction, customer: Customer): Promise<void> {
  const row = toRow(customer);
  await tx.query(
    'update customer',
    `UPDATE customers SET version = $3, name = $4, email = $5, phone = $6, description = $7, address = $8, shipping = $9, preferred_locales = $10,
       default_payment_method = $11, metadata = $12, search_text = $13, deleted = $14, phone_e164 = $15 WHERE tenant_id = $1 AND id = $2`,
    [
      row.tenant_id,
      row.id,
      row.version,
      row.name,
      row.email,
      row.phone,
      row.description,
      row.address && JSON.stringify(row.address),
      row.shipping && JSON.stringify(row.shipping),
      JSON.stringify(row.preferred_locales),
      row.default_payment_method,
      JSON.stringify(row.metadata),
      row.search_text,
      row.deleted,
      row.phone_e164,
    ],
  );
}

const BY_ID = `SELECT i.slot::int, c.* FROM ${inputText({ tenant_id: 'integer', id: 'text' })}
  JOIN customers c ON c.tenant_id = i.tenant_id AND c.id = i.id`;

export async function findCustomers(sql: Sql, tenantId: number, ids: readonly string[]): Promise<Customer[]> {
  const rows = await sql.batch('find customers', BY_ID, [ids.map(() => tenantId), ids]);
  return rows.map(customerFromRow);
}

export async function lockCustomer(tx: Transaction, tenantId: number, id: string): Promise<Customer | undefined> {
  const rows = await tx.query('lock customer', 'SELECT * FROM customers WHERE tenant_id = $1 AND id = $2 FOR UPDATE', [tenantId, id]);
  return rows.map(customerFromRow)[0];
}

export interface CustomerFilter {
  readonly email?: string;
  readonly created?: TimeRange;
}

export async function listCustomers(sql: Sql, tenantId: number, filter: CustomerFilter, page: Page): Promise<Customer[]> {
  const conditions = new Conditions()
    .add('tenant_id = $?', tenantId)
    .add('NOT deleted')
    .add('email = $?', filter.email)
    .created('created', filter.created, { column: 'id', prefix: 'cus' });
  return (await selectPage(sql, 'SELECT * FROM customers', 'id', conditions, page)).map(customerFromRow);
}
