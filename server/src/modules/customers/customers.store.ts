import type { Id } from '@guichet/contract/ids.ts';
import { containing } from '@guichet/contract/searchText.ts';
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
       default_payment_method = $11, metadata = $12, search_text = $13, deleted = $14 WHERE tenant_id = $1 AND id = $2`,
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

/** A customer as the search at the counter shows it: with the cards on file. */
export interface FoundCustomer {
  readonly id: Id<'cus'>;
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly created: Date;
  readonly cards: readonly {
    readonly id: Id<'pm'>;
    readonly brand: string;
    readonly last4: string;
    readonly exp_month: number;
    readonly exp_year: number;
  }[];
}

const FIND = `SELECT c.id, c.name, c.email, c.phone, c.created, cards.cards FROM customers c
  LEFT JOIN LATERAL (
    SELECT coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'brand', p.brand, 'last4', p.last4, 'exp_month', p.exp_month, 'exp_year', p.exp_year)
      ORDER BY p.id DESC), '[]') AS cards
    FROM payment_methods p WHERE p.tenant_id = c.tenant_id AND p.customer_id = c.id AND p.type = 'card'
  ) cards ON true`;

interface CustomerSearch {
  readonly query?: string | undefined;
  readonly created?: TimeRange | undefined;
}

/** Customers whose name, e-mail or phone contains the text, or who have a card with these last four digits. */
export async function searchCustomers(
  sql: Sql,
  tenantId: number,
  { query, created }: CustomerSearch,
  page: Page,
): Promise<FoundCustomer[]> {
  const conditions = new Conditions().add('c.tenant_id = $?', tenantId).add('NOT c.deleted').created('c.created', created);
  if (query !== undefined && /^\d{4}$/.test(query)) {
    conditions.add(
      // An array, since PostgreSQL looks up its members in the index of ids, and not those of a subquery beside an OR.
      '(c.search_text LIKE $? OR c.id = ANY (ARRAY(SELECT p.customer_id FROM payment_methods p WHERE p.tenant_id = $? AND p.customer_id IS NOT NULL AND p.last4 = $?)))',
      containing(query),
      tenantId,
      query,
    );
  } else {
    conditions.add('c.search_text LIKE $?', query === undefined ? undefined : containing(query));
  }
  return selectPage<Row & FoundCustomer>(sql, FIND, 'c.id', conditions, page);
}
