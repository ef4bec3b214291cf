import { Conditions, type Page, selectPage, type TimeRange } from '../../platform/page.ts';
import { type Columns, insertRows, type Row, type Sql, type Transaction } from '../../platform/sql.ts';
import type { FraudWarning } from './fraudWarning.ts';

const COLUMNS = {
  tenant_id: 'integer',
  id: 'text',
  charge_id: 'text',
  payment_intent_id: 'text',
  fraud_type: 'text',
  created: 'timestamptz',
} as const satisfies Columns;

const SELECT = `SELECT w.*, c.direct, c.amount_refunded < c.amount_captured AND c.dispute_id IS NULL AS actionable
  FROM early_fraud_warnings w JOIN charges c ON c.tenant_id = w.tenant_id AND c.id = w.charge_id`;

const fromRow = (row: Row): FraudWarning => ({
  tenantId: row.tenant_id,
  id: row.id,
  chargeId: row.charge_id,
  paymentIntentId: row.payment_intent_id,
  direct: row.direct,
  fraudType: row.fraud_type,
  created: row.created,
  actionable: row.actionable,
});

export const insertFraudWarning = (tx: Transaction, warning: FraudWarning): Promise<void> =>
  insertRows(tx, 'early_fraud_warnings', COLUMNS, [
    {
      tenant_id: warning.tenantId,
      id: warning.id,
      charge_id: warning.chargeId,
      payment_intent_id: warning.paymentIntentId,
      fraud_type: warning.fraudType,
      created: warning.created,
    },
  ]);

export async function findFraudWarnings(sql: Sql, tenantId: number, ids: readonly string[]): Promise<FraudWarning[]> {
  return (await sql.query('find fraud warnings', `${SELECT} WHERE w.tenant_id = $1 AND w.id = ANY ($2)`, [tenantId, ids])).map(fromRow);
}

export interface FraudWarningFilter {
  readonly charge?: string;
  readonly paymentIntent?: string;
  readonly created?: TimeRange;
}

export async function listFraudWarnings(sql: Sql, tenantId: number, filter: FraudWarningFilter, page: Page): Promise<FraudWarning[]> {
  const conditions = new Conditions()
    .add('w.tenant_id = $?', tenantId)
    .add('w.charge_id = $?', filter.charge)
    .add('w.payment_intent_id = $?', filter.paymentIntent)
    .created('w.created', filter.created);
  return (await selectPage(sql, SELECT, 'w.id', conditions, page)).map(fromRow);
}
