import { searchable } from '@guichet/contract/searchText.ts';
import type { Sql } from '../../platform/sql.ts';

/** Members and keys whose name or e-mail address has this text in it, whatever its accents. There are few of both, so they are looked through. */
export async function findActors(sql: Sql, tenantId: number, account: string, text: string): Promise<string[]> {
  const rows = await sql.query<{ id: string; known: string }>(
    'find actors',
    `SELECT u.id, u.name || ' ' || u.email AS known FROM members m JOIN auth."user" u ON u.id = m.user_id WHERE m.account = $2
     UNION ALL SELECT id, name FROM api_keys WHERE tenant_id = $1`,
    [tenantId, account],
  );
  const wanted = searchable(text);
  return rows.filter(({ known }) => searchable(known).includes(wanted)).map(({ id }) => id);
}
