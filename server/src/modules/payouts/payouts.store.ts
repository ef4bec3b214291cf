import { asCurrency } from '@guichet/contract/currencies.ts';
import { Conditions, type Page, selectPage, type TimeRange } from '../../platform/page.ts';
import { type Columns, insertRows, type Row, type Sql, type Transaction } from '../../platform/sql.ts';
import type { Payout } from './payout.ts';

const COLUMNS = {
  tenant_id: 'integer',
  id: 'text',
  version: 'integer',
  status: 'text',
  amount: 'bigint',
  currency: 'text',
  original_payout_id: 'text',
  bank_account_id: 'text',
  connector: 'text',
  automatic: 'boolean',
  schedule_day: 'text',
  description: 'text',
  statement_descriptor: 'text',
  metadata: 'jsonb',
  arrival_date: 'timestamptz',
  balance_transaction_id: 'text',
  ask_after: 'timestamptz',
  created_by: 'text',
  created: 'timestamptz',
} as const satisfies Columns;

const fromRow = (row: Row): Payout => ({
  tenantId: row.tenant_id,
  id: row.id,
  version: row.version,
  status: row.status,
  amount: row.amount,
  currency: asCurrency(row.currency),
  originalPayoutId: row.original_payout_id,
  reversedById: row.reversed_by_id,
  bankAccountId: row.bank_account_id,
  connector: row.connector,
  automatic: row.automatic,
  scheduleDay: row.schedule_day,
  description: row.description,
  statementDescriptor: row.statement_descriptor,
  metadata: row.metadata,
  arrivalDate: row.arrival_date,
  failureCode: row.failure_code,
  failureMessage: row.failure_message,
  balanceTransactionId: row.balance_transaction_id,
  failureBalanceTransactionId: row.failure_balance_transaction_id,
  sentAt: row.sent_at,
  askAfter: row.ask_after,
  tries: row.tries,
  createdBy: row.created_by,
  created: row.created,
});

export const insertPayout = (tx: Transaction, payout: Payout): Promise<void> =>
  insertRows(tx, 'payouts', COLUMNS, [
    {
      tenant_id: payout.tenantId,
      id: payout.id,
      version: payout.version,
      status: payout.status,
      amount: payout.amount,
      currency: payout.currency,
      original_payout_id: payout.originalPayoutId,
      bank_account_id: payout.bankAccountId,
      connector: payout.connector,
      automatic: payout.automatic,
      schedule_day: payout.scheduleDay,
      description: payout.description,
      statement_descriptor: payout.statementDescriptor,
      metadata: payout.metadata,
      arrival_date: payout.arrivalDate,
      balance_transaction_id: payout.balanceTransactionId,
      ask_after: payout.askAfter,
      created_by: payout.createdBy,
      created: payout.created,
    },
  ]);

/** Writes what can change of a payout that this transaction holds the lock on. */
export async function updatePayoutRow(tx: Transaction, payout: Payout): Promise<void> {
  await tx.query(
    'update payout',
    `UPDATE payouts SET version = $3, status = $4, reversed_by_id = $5, metadata = $6, arrival_date = $7, failure_code = $8, failure_message = $9,
       balance_transaction_id = $10, failure_balance_transaction_id = $11, ask_after = $12 WHERE tenant_id = $1 AND id = $2`,
    [
      payout.tenantId,
      payout.id,
      payout.version,
      payout.status,
      payout.reversedById,
      JSON.stringify(payout.metadata),
      payout.arrivalDate,
      payout.failureCode,
      payout.failureMessage,
      payout.balanceTransactionId,
      payout.failureBalanceTransactionId,
      payout.askAfter,
    ],
  );
}

export async function findPayouts(sql: Sql, tenantId: number, ids: readonly string[]): Promise<Payout[]> {
  return (await sql.query('find payouts', 'SELECT * FROM payouts WHERE tenant_id = $1 AND id = ANY ($2)', [tenantId, ids])).map(fromRow);
}

export async function lockPayout(tx: Transaction, tenantId: number, id: string): Promise<Payout | undefined> {
  const rows = await tx.query('lock payout', 'SELECT * FROM payouts WHERE tenant_id = $1 AND id = $2 FOR UPDATE', [tenantId, id]);
  return rows.map(fromRow)[0];
}

/**
 * Takes payouts that are due to be sent or asked about, notes that they are sent, and keeps others from taking them until `until`. From
 * this commit on a crash can be repaired.
 */
export async function takeDuePayouts(sql: Sql, now: Date, until: Date, limit: number): Promise<Payout[]> {
  const rows = await sql.query(
    'take due payouts',
    `UPDATE payouts p SET ask_after = $2, sent_at = coalesce(p.sent_at, $1), tries = p.tries + 1 FROM (
       SELECT tenant_id, id FROM payouts WHERE ask_after <= $1 ORDER BY ask_after LIMIT $3 FOR UPDATE SKIP LOCKED
     ) due WHERE p.tenant_id = due.tenant_id AND p.id = due.id RETURNING p.*`,
    [now, until, limit],
  );
  return rows.map(fromRow);
}

/** The provider gave no answer that says anything: it is asked again then. */
export async function postponePayout(sql: Sql, { tenantId, id }: Payout, askAfter: Date): Promise<void> {
  await sql.query('postpone payout', 'UPDATE payouts SET ask_after = $3 WHERE tenant_id = $1 AND id = $2 AND ask_after IS NOT NULL', [
    tenantId,
    id,
    askAfter,
  ]);
}

export interface PayoutFilter {
  readonly status?: string;
  readonly destination?: string;
  readonly arrival?: TimeRange;
  readonly created?: TimeRange;
}

export async function listPayouts(sql: Sql, tenantId: number, filter: PayoutFilter, page: Page): Promise<Payout[]> {
  const conditions = new Conditions()
    .add('tenant_id = $?', tenantId)
    .add('status = $?', filter.status)
    .add('bank_account_id = $?', filter.destination)
    .created('arrival_date', filter.arrival)
    .created('created', filter.created);
  return (await selectPage(sql, 'SELECT * FROM payouts', 'id', conditions, page)).map(fromRow);
}
