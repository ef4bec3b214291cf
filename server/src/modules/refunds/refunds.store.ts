import { asCurrency } from '@guichet/contract/currencies.ts';
import { Conditions, type Page, selectPage, type TimeRange } from '../../platform/page.ts';
import { type Columns, insertRows, type Row, type Sql, type Transaction } from '../../platform/sql.ts';
import type { Refund } from './refund.ts';
import type { RefundedCharge } from './refund.wire.ts';

const COLUMNS = {
  tenant_id: 'integer',
  id: 'text',
  version: 'integer',
  charge_id: 'text',
  payment_intent_id: 'text',
  status: 'text',
  amount: 'bigint',
  currency: 'text',
  reason: 'text',
  failure_reason: 'text',
  metadata: 'jsonb',
  balance_transaction_id: 'text',
  failure_balance_transaction_id: 'text',
  created_by: 'text',
  created: 'timestamptz',
} as const satisfies Columns;

const fromRow = (row: Row): Refund => ({
  tenantId: row.tenant_id,
  id: row.id,
  version: row.version,
  chargeId: row.charge_id,
  paymentIntentId: row.payment_intent_id,
  status: row.status,
  amount: row.amount,
  currency: asCurrency(row.currency),
  reason: row.reason,
  failureReason: row.failure_reason,
  metadata: row.metadata,
  balanceTransactionId: row.balance_transaction_id,
  failureBalanceTransactionId: row.failure_balance_transaction_id,
  createdBy: row.created_by,
  created: row.created,
});

export const insertRefund = (tx: Transaction, refund: Refund): Promise<void> =>
  insertRows(tx, 'refunds', COLUMNS, [
    {
      tenant_id: refund.tenantId,
      id: refund.id,
      version: refund.version,
      charge_id: refund.chargeId,
      payment_intent_id: refund.paymentIntentId,
      status: refund.status,
      amount: refund.amount,
      currency: refund.currency,
      reason: refund.reason,
      failure_reason: refund.failureReason,
      metadata: refund.metadata,
      balance_transaction_id: refund.balanceTransactionId,
      failure_balance_transaction_id: refund.failureBalanceTransactionId,
      created_by: refund.createdBy,
      created: refund.created,
    },
  ]);

/** Writes what can change of a refund that this transaction holds the lock on. */
export async function updateRefundRow(tx: Transaction, refund: Refund): Promise<void> {
  await tx.query(
    'update refund',
    `UPDATE refunds SET version = $3, status = $4, failure_reason = $5, metadata = $6, balance_transaction_id = $7,
       failure_balance_transaction_id = $8 WHERE tenant_id = $1 AND id = $2`,
    [
      refund.tenantId,
      refund.id,
      refund.version,
      refund.status,
      refund.failureReason,
      JSON.stringify(refund.metadata),
      refund.balanceTransactionId,
      refund.failureBalanceTransactionId,
    ],
  );
}

export async function lockRefund(tx: Transaction, tenantId: number, id: string): Promise<Refund | undefined> {
  return (await tx.query('lock refund', 'SELECT * FROM refunds WHERE tenant_id = $1 AND id = $2 FOR UPDATE', [tenantId, id])).map(
    fromRow,
  )[0];
}

/** A refund with what it shows of its charge. */
export interface RefundOfCharge {
  readonly refund: Refund;
  readonly charge: RefundedCharge;
}

const SELECT = `SELECT r.*, c.customer_id, c.payment_method_id, c.direct, COALESCE(c.details ->> 'type', 'card') AS charged FROM refunds r
  JOIN charges c ON c.tenant_id = r.tenant_id AND c.id = r.charge_id`;

const joined = (row: Row): RefundOfCharge => ({
  refund: fromRow(row),
  charge: { customerId: row.customer_id, paymentMethodId: row.payment_method_id, direct: row.direct, details: { type: row.charged } },
});

export async function findRefunds(sql: Sql, tenantId: number, ids: readonly string[]): Promise<RefundOfCharge[]> {
  return (await sql.query('find refunds', `${SELECT} WHERE r.tenant_id = $1 AND r.id = ANY ($2)`, [tenantId, ids])).map(joined);
}

export async function refundsOfIntent(sql: Sql, tenantId: number, paymentIntentId: string): Promise<RefundOfCharge[]> {
  const rows = await sql.query('refunds of intent', `${SELECT} WHERE r.tenant_id = $1 AND r.payment_intent_id = $2 ORDER BY r.id`, [
    tenantId,
    paymentIntentId,
  ]);
  return rows.map(joined);
}

export interface RefundFilter {
  readonly charge?: string;
  readonly paymentIntent?: string;
  /** The person or key whose payments alone are seen. */
  readonly ownOf?: string;
  readonly created?: TimeRange;
}

export async function listRefunds(sql: Sql, tenantId: number, filter: RefundFilter, page: Page): Promise<RefundOfCharge[]> {
  const conditions = new Conditions()
    .add('r.tenant_id = $?', tenantId)
    .add('r.charge_id = $?', filter.charge)
    .add('r.payment_intent_id = $?', filter.paymentIntent)
    .add('r.payment_intent_id IN (SELECT i.id FROM payment_intents i WHERE i.tenant_id = $? AND i.created_by = $?)', tenantId, filter.ownOf)
    .created('r.created', filter.created, { column: 'r.id', prefix: 're' });
  return (await selectPage(sql, SELECT, 'r.id', conditions, page)).map(joined);
}
