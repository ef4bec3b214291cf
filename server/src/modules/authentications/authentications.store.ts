import { type Columns, insertRows, type Row, type Sql, type Transaction } from '../../platform/sql.ts';
import type { Authentication } from './authentication.ts';

const COLUMNS = {
  tenant_id: 'integer',
  id: 'text',
  token: 'text',
  attempt_id: 'text',
  payment_intent_id: 'text',
  setup_intent_id: 'text',
  connector: 'text',
  reference: 'text',
  challenge_path: 'text',
  return_url: 'text',
  status: 'text',
  due: 'timestamptz',
  created: 'timestamptz',
} as const satisfies Columns;

const fromRow = (row: Row): Authentication => ({
  tenantId: row.tenant_id,
  id: row.id,
  token: row.token,
  attemptId: row.attempt_id,
  paymentIntentId: row.payment_intent_id,
  setupIntentId: row.setup_intent_id,
  connector: row.connector,
  reference: row.reference,
  challengePath: row.challenge_path,
  returnUrl: row.return_url,
  status: row.status,
  created: row.created,
});

export const insertAuthentication = (tx: Transaction, one: Authentication): Promise<void> =>
  insertRows(tx, 'authentications', COLUMNS, [
    {
      tenant_id: one.tenantId,
      id: one.id,
      token: one.token,
      attempt_id: one.attemptId,
      payment_intent_id: one.paymentIntentId,
      setup_intent_id: one.setupIntentId,
      connector: one.connector,
      reference: one.reference,
      challenge_path: one.challengePath,
      return_url: one.returnUrl,
      status: one.status,
      due: one.created,
      created: one.created,
    },
  ]);

/** The one that a payer's address names, among the tenants of its account. */
export async function findByToken(sql: Sql, tenantIds: readonly number[], token: string): Promise<Authentication | undefined> {
  const rows = await sql.query('find authentication by token', 'SELECT * FROM authentications WHERE tenant_id = ANY ($1) AND token = $2', [
    tenantIds,
    token,
  ]);
  return rows.map(fromRow)[0];
}

/** Notes that the provider knows the result. Answers null when no authentication belongs to the attempt. */
export async function noteAnswered(tx: Transaction, tenantId: number, attemptId: string, now: Date): Promise<Authentication | null> {
  const rows = await tx.query(
    'note answered authentication',
    `UPDATE authentications SET status = CASE status WHEN 'open' THEN 'answered' ELSE status END, due = $3
     WHERE tenant_id = $1 AND attempt_id = $2 RETURNING *`,
    [tenantId, attemptId, now],
  );
  return rows.map(fromRow)[0] ?? null;
}

/** Takes answered ones that are due, and keeps others from taking them until `until`. */
export async function takeAnswered(sql: Sql, now: Date, until: Date, limit: number): Promise<Authentication[]> {
  const rows = await sql.query(
    'take answered authentications',
    `UPDATE authentications a SET due = $2 FROM (
       SELECT tenant_id, id FROM authentications WHERE status = 'answered' AND due <= $1 ORDER BY due LIMIT $3 FOR UPDATE SKIP LOCKED
     ) taken WHERE a.tenant_id = taken.tenant_id AND a.id = taken.id RETURNING a.*`,
    [now, until, limit],
  );
  return rows.map(fromRow);
}

/** Marks one as used, in the transaction that holds the lock on its intent. Answers false when it was used or superseded before. */
export async function spendAuthentication(tx: Transaction, { tenantId, id }: Authentication): Promise<boolean> {
  const rows = await tx.query(
    'spend authentication',
    `UPDATE authentications SET status = 'used' WHERE tenant_id = $1 AND id = $2 AND status IN ('open', 'answered') RETURNING 1`,
    [tenantId, id],
  );
  return rows.length === 1;
}

/** Whatever the payer of this intent still does at the issuer counts no more. The caller holds the lock on the intent. */
export async function supersedeAuthentications(tx: Transaction, tenantId: number, intentId: string): Promise<void> {
  await tx.query(
    'supersede authentications',
    `UPDATE authentications SET status = 'superseded'
     WHERE tenant_id = $1 AND (payment_intent_id = $2 OR setup_intent_id = $2) AND status IN ('open', 'answered')`,
    [tenantId, intentId],
  );
}
