import { type Columns, insertRows, type Row, type Sql, type Transaction } from '../../platform/sql.ts';
import type { ConfirmationToken } from './confirmationToken.ts';

const COLUMNS = {
  tenant_id: 'integer',
  id: 'text',
  payment_method_id: 'text',
  return_url: 'text',
  setup_future_usage: 'text',
  shipping: 'jsonb',
  payment_intent_id: 'text',
  setup_intent_id: 'text',
  created: 'timestamptz',
  expires_at: 'timestamptz',
} as const satisfies Columns;

const fromRow = (row: Row): ConfirmationToken => ({
  tenantId: row.tenant_id,
  id: row.id,
  paymentMethodId: row.payment_method_id,
  returnUrl: row.return_url,
  setupFutureUsage: row.setup_future_usage,
  shipping: row.shipping,
  paymentIntentId: row.payment_intent_id,
  setupIntentId: row.setup_intent_id,
  created: row.created,
  expiresAt: row.expires_at,
});

export const insertConfirmationToken = (tx: Transaction, token: ConfirmationToken): Promise<void> =>
  insertRows(tx, 'confirmation_tokens', COLUMNS, [
    {
      tenant_id: token.tenantId,
      id: token.id,
      payment_method_id: token.paymentMethodId,
      return_url: token.returnUrl,
      setup_future_usage: token.setupFutureUsage,
      shipping: token.shipping,
      payment_intent_id: token.paymentIntentId,
      setup_intent_id: token.setupIntentId,
      created: token.created,
      expires_at: token.expiresAt,
    },
  ]);

export async function findConfirmationToken(sql: Sql, tenantId: number, id: string): Promise<ConfirmationToken | undefined> {
  const rows = await sql.query('find confirmation token', 'SELECT * FROM confirmation_tokens WHERE tenant_id = $1 AND id = $2', [
    tenantId,
    id,
  ]);
  return rows.map(fromRow)[0];
}

/** Notes for which intent a token is used. Answers false when it was used before. */
export async function markConfirmationToken(
  tx: Transaction,
  { tenantId, id }: ConfirmationToken,
  { paymentIntentId = null, setupIntentId = null }: { readonly paymentIntentId?: string | null; readonly setupIntentId?: string | null },
): Promise<boolean> {
  const rows = await tx.query(
    'use confirmation token',
    `UPDATE confirmation_tokens SET payment_intent_id = $3, setup_intent_id = $4
     WHERE tenant_id = $1 AND id = $2 AND payment_intent_id IS NULL AND setup_intent_id IS NULL RETURNING 1`,
    [tenantId, id, paymentIntentId, setupIntentId],
  );
  return rows.length === 1;
}
