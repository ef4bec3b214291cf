import type { Sql } from '../../platform/sql.ts';

/** The names of the persons and keys behind these ids; an id that is neither, as Guichet's own, is left out. */
export async function actorNames(sql: Sql, tenantId: number, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await sql.query<{ id: string; name: string }>(
    'actor names',
    `SELECT id, name FROM auth."user" WHERE id = ANY ($2)
     UNION ALL SELECT id, name FROM api_keys WHERE tenant_id = $1 AND id = ANY ($2)`,
    [tenantId, [...new Set(ids)]],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}
