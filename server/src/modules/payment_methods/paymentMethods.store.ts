import type { PaymentMethodType } from '@guichet/contract/wire/paymentMethod.ts';
import { Conditions, type Page, selectPage, type TimeRange } from '../../platform/page.ts';
import { type Columns, inputText, insertRows, type Row, type Sql, type Transaction } from '../../platform/sql.ts';
import type { PaymentMethod } from './paymentMethod.ts';

const COLUMNS = {
  tenant_id: 'integer',
  id: 'text',
  version: 'integer',
  customer_id: 'text',
  card_id: 'text',
  brand: 'text',
  last4: 'text',
  bin: 'text',
  exp_month: 'smallint',
  exp_year: 'smallint',
  fingerprint: 'text',
  country: 'text',
  funding: 'text',
  checks: 'jsonb',
  network_transaction_id: 'text',
  networks: 'jsonb',
  preferred_network: 'text',
  billing_details: 'jsonb',
  metadata: 'jsonb',
  allow_redisplay: 'text',
  created: 'timestamptz',
  attached: 'timestamptz',
  type: 'text',
  details: 'jsonb',
  provider_account_id: 'text',
  provider_token: 'text',
  provider_customer: 'text',
} as const satisfies Columns;

const CARD_COLUMNS = [
  'brand',
  'bin',
  'exp_month',
  'exp_year',
  'country',
  'funding',
  'checks',
  'network_transaction_id',
  'networks',
  'preferred_network',
  'provider_account_id',
  'provider_token',
  'provider_customer',
] as const;
type CardRow = Record<(typeof CARD_COLUMNS)[number], unknown>;

const cardRow = (method: PaymentMethod): CardRow =>
  method.type === 'card'
    ? {
        brand: method.brand,
        bin: method.bin,
        exp_month: method.expMonth,
        exp_year: method.expYear,
        country: method.country,
        funding: method.funding,
        checks: method.checks,
        network_transaction_id: method.networkTransactionId,
        networks: method.networks,
        preferred_network: method.preferredNetwork,
        provider_account_id: method.held?.account ?? null,
        provider_token: method.held?.token ?? null,
        provider_customer: method.held?.customer ?? null,
      }
    : (Object.fromEntries(CARD_COLUMNS.map((name) => [name, null])) as CardRow);

const toRow = (method: PaymentMethod): Record<keyof typeof COLUMNS, unknown> => ({
  ...cardRow(method),
  tenant_id: method.tenantId,
  id: method.id,
  version: method.version,
  customer_id: method.customerId,
  card_id: method.type === 'card' ? method.cardId : method.accountId,
  last4: method.last4,
  fingerprint: method.fingerprint,
  billing_details: method.billingDetails,
  metadata: method.metadata,
  allow_redisplay: method.allowRedisplay,
  created: method.created,
  attached: method.attached,
  type: method.type,
  details: method.type === 'card' ? null : method.details,
});

function fromRow(row: Row): PaymentMethod {
  const shared = {
    tenantId: row.tenant_id,
    id: row.id,
    version: row.version,
    customerId: row.customer_id,
    last4: row.last4,
    fingerprint: row.fingerprint,
    billingDetails: row.billing_details,
    metadata: row.metadata,
    allowRedisplay: row.allow_redisplay,
    created: row.created,
    attached: row.attached,
    destroyed: row.destroyed,
  };
  if (row.type !== 'card') return { ...shared, type: row.type, accountId: row.card_id, details: row.details };
  return {
    ...shared,
    type: 'card',
    cardId: row.card_id,
    held: row.provider_token && { account: row.provider_account_id, token: row.provider_token, customer: row.provider_customer },
    brand: row.brand,
    bin: row.bin,
    expMonth: row.exp_month,
    expYear: row.exp_year,
    country: row.country,
    funding: row.funding,
    checks: row.checks,
    networkTransactionId: row.network_transaction_id,
    networks: row.networks,
    preferredNetwork: row.preferred_network,
  };
}

export const insertPaymentMethods = (tx: Transaction, methods: readonly PaymentMethod[]): Promise<void> =>
  insertRows(tx, 'payment_methods', COLUMNS, methods.map(toRow));

/** Writes what can change of a payment method that this transaction holds the lock on. */
export async function updatePaymentMethodRow(tx: Transaction, method: PaymentMethod): Promise<void> {
  const card = cardRow(method);
  await tx.query(
    'update payment method',
    `UPDATE payment_methods SET version = $3, customer_id = $4, exp_month = $5, exp_year = $6, country = $7, funding = $8, checks = $9,
       network_transaction_id = $10, billing_details = $11, metadata = $12, allow_redisplay = $13, attached = $14,
       networks = $15, preferred_network = $16, provider_customer = $17 WHERE tenant_id = $1 AND id = $2`,
    [
      method.tenantId,
      method.id,
      method.version,
      method.customerId,
      card.exp_month,
      card.exp_year,
      card.country,
      card.funding,
      card.checks && JSON.stringify(card.checks),
      card.network_transaction_id,
      JSON.stringify(method.billingDetails),
      JSON.stringify(method.metadata),
      method.allowRedisplay,
      method.attached,
      card.networks && JSON.stringify(card.networks),
      card.preferred_network,
      card.provider_customer,
    ],
  );
}

const FIND = `SELECT i.slot::int, m.* FROM ${inputText({ tenant_id: 'integer', id: 'text' })}
  JOIN payment_methods m ON m.tenant_id = i.tenant_id AND m.id = i.id`;

export async function findPaymentMethods(sql: Sql, tenantId: number, ids: readonly string[]): Promise<PaymentMethod[]> {
  const rows = await sql.batch('find payment methods', FIND, [ids.map(() => tenantId), ids]);
  return rows.map(fromRow);
}

export async function lockPaymentMethod(tx: Transaction, tenantId: number, id: string): Promise<PaymentMethod | undefined> {
  const rows = await tx.batch('lock payment method', `${FIND} ORDER BY m.tenant_id, m.id FOR UPDATE OF m`, [[tenantId], [id]]);
  return rows.map(fromRow)[0];
}

/** A customer's cards, locked, oldest first. */
export async function lockPaymentMethodsOf(tx: Transaction, tenantId: number, customerId: string): Promise<PaymentMethod[]> {
  const rows = await tx.query(
    'lock payment methods of customer',
    'SELECT * FROM payment_methods WHERE tenant_id = $1 AND customer_id = $2 ORDER BY id FOR UPDATE',
    [tenantId, customerId],
  );
  return rows.map(fromRow);
}

export async function listPaymentMethods(
  sql: Sql,
  tenantId: number,
  filter: {
    readonly customer?: string;
    readonly type?: PaymentMethodType;
    readonly allowRedisplay?: string;
    readonly created?: TimeRange;
  },
  page: Page,
): Promise<PaymentMethod[]> {
  const conditions = new Conditions()
    .add('tenant_id = $?', tenantId)
    .add('customer_id = $?', filter.customer)
    .add('type = $?', filter.type)
    .add('allow_redisplay = $?', filter.allowRedisplay)
    .created('created', filter.created);
  if (filter.customer === undefined) conditions.add('customer_id IS NOT NULL');
  return (await selectPage(sql, 'SELECT * FROM payment_methods', 'id', conditions, page)).map(fromRow);
}
