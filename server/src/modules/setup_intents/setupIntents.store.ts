import { Conditions, type Page, selectPage, type TimeRange } from '../../platform/page.ts';
import { type Columns, insertRows, type Row, type Sql, type Transaction } from '../../platform/sql.ts';
import type { SetupIntent } from './setupIntent.ts';

const COLUMNS = {
  tenant_id: 'integer',
  id: 'text',
  version: 'integer',
  status: 'text',
  usage: 'text',
  customer_id: 'text',
  payment_method_id: 'text',
  allowed_payment_method_types: 'jsonb',
  payment_method_types: 'jsonb',
  automatic_payment_methods: 'jsonb',
  payment_method_options: 'jsonb',
  description: 'text',
  metadata: 'jsonb',
  client_secret: 'text',
  next_action: 'jsonb',
  last_setup_error: 'jsonb',
  latest_attempt_id: 'text',
  canceled_at: 'timestamptz',
  cancellation_reason: 'text',
  channel: 'text',
  created_by: 'text',
  created: 'timestamptz',
} as const satisfies Columns;

const toRow = (intent: SetupIntent): Record<keyof typeof COLUMNS, unknown> => ({
  tenant_id: intent.tenantId,
  id: intent.id,
  version: intent.version,
  status: intent.status,
  usage: intent.usage,
  customer_id: intent.customerId,
  payment_method_id: intent.paymentMethodId,
  allowed_payment_method_types: intent.allowedPaymentMethodTypes,
  payment_method_types: intent.paymentMethodTypes,
  automatic_payment_methods: intent.automaticPaymentMethods,
  payment_method_options: { card: intent.cardOptions },
  description: intent.description,
  metadata: intent.metadata,
  client_secret: intent.clientSecret,
  next_action: intent.nextAction,
  last_setup_error: intent.lastSetupError,
  latest_attempt_id: intent.latestAttemptId,
  canceled_at: intent.canceledAt,
  cancellation_reason: intent.cancellationReason,
  channel: intent.channel,
  created_by: intent.createdBy,
  created: intent.created,
});

const fromRow = (row: Row): SetupIntent => ({
  tenantId: row.tenant_id,
  id: row.id,
  version: row.version,
  status: row.status,
  usage: row.usage,
  customerId: row.customer_id,
  paymentMethodId: row.payment_method_id,
  allowedPaymentMethodTypes: row.allowed_payment_method_types,
  paymentMethodTypes: row.payment_method_types,
  automaticPaymentMethods: row.automatic_payment_methods,
  cardOptions: row.payment_method_options.card ?? {},
  description: row.description,
  metadata: row.metadata,
  clientSecret: row.client_secret,
  nextAction: row.next_action,
  lastSetupError: row.last_setup_error,
  latestAttemptId: row.latest_attempt_id,
  canceledAt: row.canceled_at,
  cancellationReason: row.cancellation_reason,
  channel: row.channel,
  createdBy: row.created_by,
  created: row.created,
});

export const insertSetupIntent = (tx: Transaction, intent: SetupIntent): Promise<void> =>
  insertRows(tx, 'setup_intents', COLUMNS, [toRow(intent)]);

// What never changes after the intent was made.
const FIXED = new Set<string>(['tenant_id', 'id', 'usage', 'client_secret', 'channel', 'created_by', 'created']);
const CHANGING = Object.entries(COLUMNS).filter(([name]) => !FIXED.has(name));
const UPDATE = `UPDATE setup_intents SET ${CHANGING.map(([name], at) => `${name} = $${at + 3}`).join(', ')} WHERE tenant_id = $1 AND id = $2`;

/** Writes an intent that this transaction holds the lock on. */
export async function updateSetupIntentRow(tx: Transaction, intent: SetupIntent): Promise<void> {
  const row: Record<string, unknown> = toRow(intent);
  const values = CHANGING.map(([name, type]) => (type === 'jsonb' && row[name] !== null ? JSON.stringify(row[name]) : row[name]));
  await tx.query('update setup intent', UPDATE, [intent.tenantId, intent.id, ...values]);
}

export async function findSetupIntents(sql: Sql, tenantId: number, ids: readonly string[]): Promise<SetupIntent[]> {
  const rows = await sql.query('find setup intents', 'SELECT * FROM setup_intents WHERE tenant_id = $1 AND id = ANY ($2)', [tenantId, ids]);
  return rows.map(fromRow);
}

export async function lockSetupIntent(tx: Transaction, tenantId: number, id: string): Promise<SetupIntent | undefined> {
  const rows = await tx.query('lock setup intent', 'SELECT * FROM setup_intents WHERE tenant_id = $1 AND id = $2 FOR UPDATE', [
    tenantId,
    id,
  ]);
  return rows.map(fromRow)[0];
}

export interface SetupIntentFilter {
  readonly customer?: string | undefined;
  readonly paymentMethod?: string | undefined;
  readonly created?: TimeRange | undefined;
}

export async function listSetupIntents(sql: Sql, tenantId: number, filter: SetupIntentFilter, page: Page): Promise<SetupIntent[]> {
  const conditions = new Conditions()
    .add('tenant_id = $?', tenantId)
    .add('customer_id = $?', filter.customer)
    .add('payment_method_id = $?', filter.paymentMethod)
    .created('created', filter.created);
  return (await selectPage(sql, 'SELECT * FROM setup_intents', 'id', conditions, page)).map(fromRow);
}
