import type { Sql, Transaction } from '../../platform/sql.ts';

/** The origins whose pages may frame the card fields of a place. */
export async function readFrameOrigins(sql: Sql, tenantId: number): Promise<readonly string[]> {
  const rows = await sql.query<{ origins: string[] }>(
    'read card fields terms',
    'SELECT origins FROM card_fields_terms WHERE tenant_id = $1',
    [tenantId],
  );
  return rows[0]?.origins ?? [];
}

export async function writeFrameOrigins(tx: Transaction, tenantId: number, origins: readonly string[], now: Date): Promise<void> {
  await tx.query(
    'write card fields terms',
    `INSERT INTO card_fields_terms (tenant_id, origins, updated) VALUES ($1, $2, $3)
     ON CONFLICT (tenant_id) DO UPDATE SET origins = EXCLUDED.origins, updated = EXCLUDED.updated`,
    [tenantId, origins, now],
  );
}
