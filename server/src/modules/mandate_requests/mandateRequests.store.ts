import type { Row, Sql, Transaction } from '../../platform/sql.ts';
import type { MandateRequest } from './mandateRequest.ts';

const fromRow = (row: Row): MandateRequest => ({
  tenantId: row.tenant_id,
  id: row.id,
  paymentMethodId: row.payment_method_id,
  email: row.email,
  language: row.language,
  serial: row.serial,
  askedBy: row.asked_by,
  created: row.created,
  sent: row.sent,
  expires: row.expires,
  revoked: row.revoked,
  mandateId: row.mandate_id,
});

export async function insertMandateRequest(tx: Transaction, request: MandateRequest): Promise<void> {
  const { tenantId, id, paymentMethodId, email, language, serial, askedBy, created, sent, expires } = request;
  await tx.query(
    'insert mandate request',
    `INSERT INTO mandate_requests (tenant_id, id, payment_method_id, email, language, serial, asked_by, created, sent, expires)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [tenantId, id, paymentMethodId, email, language, serial, askedBy, created, sent, expires],
  );
}

/** Writes what can change of a request that this transaction holds the lock on. */
export async function updateMandateRequestRow(tx: Transaction, request: MandateRequest): Promise<void> {
  const { tenantId, id, serial, sent, expires, revoked, mandateId } = request;
  await tx.query(
    'update mandate request',
    `UPDATE mandate_requests SET serial = $3, sent = $4, expires = $5, revoked = $6, mandate_id = $7 WHERE tenant_id = $1 AND id = $2`,
    [tenantId, id, serial, sent, expires, revoked, mandateId],
  );
}

/** Withdraws the open request for an account, if there is one. */
export async function revokeOpenRequest(tx: Transaction, tenantId: number, paymentMethodId: string, now: Date): Promise<void> {
  await tx.query(
    'revoke open mandate request',
    `UPDATE mandate_requests SET revoked = $3 WHERE tenant_id = $1 AND payment_method_id = $2 AND revoked IS NULL AND mandate_id IS NULL`,
    [tenantId, paymentMethodId, now],
  );
}

export async function findMandateRequest(sql: Sql, tenantId: number, id: string): Promise<MandateRequest | undefined> {
  const text = 'SELECT * FROM mandate_requests WHERE tenant_id = $1 AND id = $2';
  return (await sql.query('find mandate request', text, [tenantId, id])).map(fromRow)[0];
}

export async function lockMandateRequest(tx: Transaction, tenantId: number, id: string): Promise<MandateRequest | undefined> {
  const text = 'SELECT * FROM mandate_requests WHERE tenant_id = $1 AND id = $2 FOR UPDATE';
  return (await tx.query('lock mandate request', text, [tenantId, id])).map(fromRow)[0];
}

/** The newest request for each of these accounts that was not withdrawn. */
export async function newestRequests(sql: Sql, tenantId: number, paymentMethods: readonly string[]): Promise<MandateRequest[]> {
  const rows = await sql.query(
    'newest mandate requests',
    `SELECT DISTINCT ON (payment_method_id) * FROM mandate_requests
     WHERE tenant_id = $1 AND payment_method_id = ANY ($2) AND revoked IS NULL ORDER BY payment_method_id, id DESC`,
    [tenantId, paymentMethods],
  );
  return rows.map(fromRow);
}
