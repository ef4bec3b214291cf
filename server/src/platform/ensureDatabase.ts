import pg from 'pg';
import type { ClusterSecrets } from './clusterSecrets.ts';

/**
 * Makes sure that our own cluster has its two login roles and its database. Each step looks first, so that a crash between two of them is
 * mended by the next start.
 */
export async function ensureDatabase(admin: pg.PoolConfig, secrets: ClusterSecrets): Promise<void> {
  const client = new pg.Client(admin);
  await client.connect();
  try {
    const roles = await names(client, "SELECT rolname AS name FROM pg_roles WHERE rolname LIKE 'guichet%'");
    for (const [role, password] of [
      ['guichet_owner', secrets.ownerPassword],
      ['guichet_server', secrets.serverPassword],
    ] as const) {
      if (!roles.has(role)) await client.query(`CREATE ROLE ${role} LOGIN PASSWORD ${pg.escapeLiteral(password)}`);
    }
    const databases = await names(client, 'SELECT datname AS name FROM pg_database');
    if (!databases.has('guichet')) await client.query('CREATE DATABASE guichet OWNER guichet_owner');
    await client.query('REVOKE ALL ON DATABASE guichet FROM PUBLIC; GRANT CONNECT ON DATABASE guichet TO guichet_server');
  } finally {
    await client.end();
  }
}

async function names(client: pg.Client, sql: string): Promise<Set<string>> {
  const { rows } = await client.query<{ name: string }>(sql);
  return new Set(rows.map((row) => row.name));
}
