import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { unpackJson } from '../../../src/platform/packedJson.ts';

/** The superuser of the PostgreSQL that a server brought itself. */
async function asAdmin<T>(dataDir: string, body: (client: pg.Client) => Promise<T>): Promise<T> {
  const { socketFolder, adminPassword } = JSON.parse(readFileSync(join(dataDir, 'postgres.json'), 'utf8')) as Record<string, string>;
  const client = new pg.Client({ host: socketFolder ?? '', user: 'guichet_admin', password: adminPassword ?? '', database: 'guichet' });
  await client.connect();
  try {
    return await body(client);
  } finally {
    await client.end();
  }
}

/** Has PostgreSQL write all that it holds in memory to its files. */
export const flush = (dataDir: string): Promise<unknown> => asAdmin(dataDir, (client) => client.query('CHECKPOINT'));

/**
 * Every row of every table as text, with what is stored compressed unpacked: what lies in the files compressed would be missed there.
 * By table.
 */
export function databaseText(dataDir: string): Promise<Map<string, string>> {
  return asAdmin(dataDir, async (client) => {
    const { rows: tables } = await client.query<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
    );
    const texts = new Map<string, string>();
    for (const { name } of tables) {
      const { rows } = await client.query<{ text: string }>(`SELECT t::text AS text FROM ${name} t`);
      texts.set(name, rows.map(({ text }) => text).join('\n'));
    }
    const packed = await client.query<{ body: Buffer }>(
      'SELECT body FROM object_versions UNION ALL SELECT reply_body FROM idempotency_keys WHERE reply_body IS NOT NULL',
    );
    texts.set('packed bodies', packed.rows.map(({ body }) => JSON.stringify(unpackJson(body))).join('\n'));
    return texts;
  });
}
