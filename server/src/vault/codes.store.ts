import type { Sql, Transaction } from '../platform/sql.ts';
import type { WrappedKey } from './keyRing.ts';
import type { CardAddress } from './vault.store.ts';

/** The key of a tenant's window. */
export interface WindowKey {
  readonly tenantId: number;
  readonly windowStart: Date;
  readonly key: WrappedKey;
  readonly expiresAt: Date;
}

export async function findWindowKeys(sql: Sql, tenantIds: readonly number[], windowStart: Date): Promise<WindowKey[]> {
  const rows = await sql.query<{ tenant_id: number; kek_id: string; wrapped_key: Buffer; expires_at: Date }>(
    'find security code keys',
    'SELECT tenant_id, kek_id, wrapped_key, expires_at FROM security_code_keys WHERE tenant_id = ANY($1) AND window_start = $2',
    [tenantIds, windowStart],
  );
  return rows.map((row) => ({
    tenantId: row.tenant_id,
    windowStart,
    key: { kekId: row.kek_id, wrapped: row.wrapped_key },
    expiresAt: row.expires_at,
  }));
}

/** Proposes keys; where another server's came first, that one stays. A transaction that has just proposed one is waited for. */
export async function offerWindowKeys(tx: Transaction, keys: readonly WindowKey[]): Promise<void> {
  await tx.query(
    'offer security code keys',
    `INSERT INTO security_code_keys (tenant_id, window_start, wrapped_key, kek_id, expires_at)
     SELECT * FROM unnest($1::int[], $2::timestamptz[], $3::bytea[], $4::text[], $5::timestamptz[]) AS k(tenant_id, window_start, wrapped_key, kek_id, expires_at)
     ORDER BY k.tenant_id, k.window_start ON CONFLICT DO NOTHING`,
    [
      keys.map(({ tenantId }) => tenantId),
      keys.map(({ windowStart }) => windowStart),
      keys.map(({ key }) => key.wrapped),
      keys.map(({ key }) => key.kekId),
      keys.map(({ expiresAt }) => expiresAt),
    ],
  );
}

export interface SealedCode extends CardAddress {
  readonly sealed: Buffer;
  readonly windowStart: Date;
  readonly expiresAt: Date;
}

export async function insertCodes(tx: Transaction, codes: readonly SealedCode[]): Promise<void> {
  await tx.query(
    'insert security codes',
    `INSERT INTO security_codes (tenant_id, card_id, sealed, window_start, expires_at)
     SELECT * FROM unnest($1::int[], $2::text[], $3::bytea[], $4::timestamptz[], $5::timestamptz[])
     ON CONFLICT (tenant_id, card_id) DO UPDATE
     SET sealed = excluded.sealed, window_start = excluded.window_start, expires_at = excluded.expires_at`,
    [
      codes.map(({ tenantId }) => tenantId),
      codes.map(({ cardId }) => cardId),
      codes.map(({ sealed }) => sealed),
      codes.map(({ windowStart }) => windowStart),
      codes.map(({ expiresAt }) => expiresAt),
    ],
  );
}

/** Deletes the cards' security codes: belongs into the transaction that records the authorisation, whatever came of it. */
export async function deleteCodes(tx: Transaction, cards: readonly CardAddress[]): Promise<void> {
  await tx.write(
    'delete security codes',
    `DELETE FROM security_codes s USING unnest($1::int[], $2::text[]) AS gone(tenant_id, card_id)
     WHERE s.tenant_id = gone.tenant_id AND s.card_id = gone.card_id`,
    [cards.map(({ tenantId }) => tenantId), cards.map(({ cardId }) => cardId)],
  );
}

/** Deletes codes and window keys that have had their time. Answers how many codes nobody had used. */
export async function purgeExpiredCodes(sql: Sql, now: Date): Promise<number> {
  const rows = await sql.query('purge security codes', 'DELETE FROM security_codes WHERE expires_at <= $1 RETURNING 1', [now]);
  await sql.query('purge security code keys', 'DELETE FROM security_code_keys WHERE expires_at <= $1', [now]);
  return rows.length;
}
