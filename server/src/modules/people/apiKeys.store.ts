import type { Row, Sql, Transaction } from '../../platform/sql.ts';
import type { ApiKey, KnownKey } from './apiKey.ts';
import type { Rights } from './rights.rules.ts';

const SELECT = `SELECT k.*, u.name AS created_by_name FROM api_keys k LEFT JOIN auth."user" u ON u.id = k.created_by`;

const rightsIn = (row: Row): Rights => ({
  permissions: row.permissions,
  sight: { ownPayments: row.own_payments, hidesContacts: row.hides_contacts },
  ceilings: { charge: row.ceiling_charge, refund: row.ceiling_refund, day: row.ceiling_day },
});

const keyOf = (row: Row): ApiKey => ({
  tenantId: row.tenant_id,
  id: row.id,
  name: row.name,
  type: row.type,
  shown: row.shown,
  hash: row.hash,
  last4: row.last4,
  ...rightsIn(row),
  created: row.created,
  createdBy: row.created_by === null ? null : { id: row.created_by, name: row.created_by_name },
  lastUsedAt: row.last_used_at,
  revokedAt: row.revoked_at,
});

/** Stores a key unless its secret is known already, or another publishable one is in force; answers whether it was stored. */
export async function insertApiKey(tx: Transaction, key: ApiKey): Promise<boolean> {
  const rows = await tx.query(
    'insert API key',
    `INSERT INTO api_keys (tenant_id, id, name, type, hash, last4, created, created_by, permissions, shown,
       own_payments, hides_contacts, ceiling_charge, ceiling_refund, ceiling_day)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) ON CONFLICT DO NOTHING RETURNING id`,
    [
      ...[
        key.tenantId,
        key.id,
        key.name,
        key.type,
        key.hash,
        key.last4,
        key.created,
        key.createdBy?.id ?? null,
        key.permissions,
        key.shown,
      ],
      ...[key.sight.ownPayments, key.sight.hidesContacts, key.ceilings.charge, key.ceilings.refund, key.ceilings.day],
    ],
  );
  return rows.length === 1;
}

/** The place's publishable key, while one is in force. */
export async function findPublishableKey(sql: Sql, tenantId: number): Promise<string | undefined> {
  const rows = await sql.query<{ shown: string }>(
    'find publishable key',
    `SELECT shown FROM api_keys WHERE tenant_id = $1 AND type = 'publishable' AND revoked_at IS NULL`,
    [tenantId],
  );
  return rows[0]?.shown;
}

/** All secret keys of a place, newest first; revoked ones stay listed. */
export async function listApiKeys(sql: Sql, tenantId: number): Promise<ApiKey[]> {
  return (await sql.query('list API keys', `${SELECT} WHERE k.tenant_id = $1 AND k.type = 'secret' ORDER BY k.id DESC`, [tenantId])).map(
    keyOf,
  );
}

export async function readApiKey(sql: Sql, tenantId: number, id: string): Promise<ApiKey | undefined> {
  return (await sql.query('read API key', `${SELECT} WHERE k.tenant_id = $1 AND k.id = $2`, [tenantId, id])).map(keyOf)[0];
}

/** Revokes a key; answers whether it was in force until now. */
export async function revokeApiKeyRow(tx: Transaction, tenantId: number, id: string, now: Date): Promise<boolean> {
  const rows = await tx.query(
    'revoke API key',
    'UPDATE api_keys SET revoked_at = $3 WHERE tenant_id = $1 AND id = $2 AND revoked_at IS NULL RETURNING id',
    [tenantId, id, now],
  );
  return rows.length === 1;
}

/** The one search that knows no tenant yet. */
export async function findApiKey(sql: Sql, hash: Buffer): Promise<KnownKey | undefined> {
  const rows = await sql.query(
    'find API key',
    `SELECT k.tenant_id, k.id, k.name, k.type, k.permissions, k.own_payments, k.hides_contacts, k.ceiling_charge, k.ceiling_refund,
       k.ceiling_day, k.last_used_at, k.revoked_at, t.account, t.livemode
     FROM api_keys k JOIN tenants t ON t.tenant_id = k.tenant_id WHERE k.hash = $1`,
    [hash],
  );
  return rows.map((row) => ({
    tenantId: row.tenant_id,
    id: row.id,
    name: row.name,
    type: row.type,
    ...rightsIn(row),
    lastUsedAt: row.last_used_at,
    revokedAt: row.revoked_at,
    account: row.account,
    livemode: row.livemode,
  }))[0];
}

export async function noteApiKeyUse(sql: Sql, tenantId: number, id: string, at: Date): Promise<void> {
  await sql.query(
    'note API key use',
    'UPDATE api_keys SET last_used_at = $3 WHERE tenant_id = $1 AND id = $2 AND (last_used_at IS NULL OR last_used_at < $3)',
    [tenantId, id, at],
  );
}
