import { Conditions, type Page, selectPage, type TimeRange } from '../../platform/page.ts';
import { type Columns, insertRows, type Row, type Sql, type Transaction } from '../../platform/sql.ts';
import type { SetupTry } from './setupIntent.ts';

const COLUMNS = {
  tenant_id: 'integer',
  id: 'text',
  setup_intent_id: 'text',
  customer_id: 'text',
  payment_method_id: 'text',
  status: 'text',
  usage: 'text',
  card: 'jsonb',
  setup_error: 'jsonb',
  created: 'timestamptz',
} as const satisfies Columns;

const fromRow = (row: Row): SetupTry => ({
  tenantId: row.tenant_id,
  id: row.id,
  setupIntentId: row.setup_intent_id,
  customerId: row.customer_id,
  paymentMethodId: row.payment_method_id,
  status: row.status,
  usage: row.usage,
  card: row.card,
  setupError: row.setup_error,
  created: row.created,
});

export const insertSetupTry = (tx: Transaction, one: SetupTry): Promise<void> =>
  insertRows(tx, 'setup_attempts', COLUMNS, [
    {
      tenant_id: one.tenantId,
      id: one.id,
      setup_intent_id: one.setupIntentId,
      customer_id: one.customerId,
      payment_method_id: one.paymentMethodId,
      status: one.status,
      usage: one.usage,
      card: one.card,
      setup_error: one.setupError,
      created: one.created,
    },
  ]);

/** Notes how far a try has come, what was said of its card, and why it failed. */
export async function updateSetupTry(
  tx: Transaction,
  { tenantId, id, status, card, setupError }: Pick<SetupTry, 'tenantId' | 'id' | 'status' | 'card' | 'setupError'>,
): Promise<void> {
  await tx.query(
    'update setup attempt',
    'UPDATE setup_attempts SET status = $3, card = $4, setup_error = $5 WHERE tenant_id = $1 AND id = $2',
    [tenantId, id, status, JSON.stringify(card), setupError && JSON.stringify(setupError)],
  );
}

/** The payer of this try will not come back any more. */
export async function abandonSetupTry(tx: Transaction, tenantId: number, id: string | null): Promise<void> {
  await tx.query(
    'abandon setup attempt',
    `UPDATE setup_attempts SET status = 'abandoned' WHERE tenant_id = $1 AND id = $2 AND status = 'requires_action'`,
    [tenantId, id],
  );
}

export async function findSetupTries(sql: Sql, tenantId: number, ids: readonly string[]): Promise<SetupTry[]> {
  const rows = await sql.query('find setup attempts', 'SELECT * FROM setup_attempts WHERE tenant_id = $1 AND id = ANY ($2)', [
    tenantId,
    ids,
  ]);
  return rows.map(fromRow);
}

export async function listSetupTries(
  sql: Sql,
  tenantId: number,
  filter: { readonly setupIntent: string; readonly created?: TimeRange | undefined },
  page: Page,
): Promise<SetupTry[]> {
  const conditions = new Conditions()
    .add('tenant_id = $?', tenantId)
    .add('setup_intent_id = $?', filter.setupIntent)
    .created('created', filter.created);
  return (await selectPage(sql, 'SELECT * FROM setup_attempts', 'id', conditions, page)).map(fromRow);
}
