import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { inject } from 'vitest';
import type { TestCluster } from './postgresServer.ts';

export interface TestDatabase {
  /** The superuser; for tests of what an administrator does. */
  adminPool: pg.PoolConfig;
  /** Owns the tables; for what the server itself has no right to do. */
  ownerPool: pg.PoolConfig;
  /** What the server works with. */
  serverPool: pg.PoolConfig;
  /** Drops the database. Throws when somebody still holds a connection to it, so that a leak fails the test file. */
  close(): Promise<void>;
}

/** A database of its own for one test file, with all migrations applied. Call `close` in `afterAll`. */
export async function testDatabase(): Promise<TestDatabase> {
  const cluster = await testCluster();
  const name = `test_${randomBytes(8).toString('hex')}`;
  await asAdmin(cluster, async (client) => {
    // Copying files is three times as fast as writing all of it to the log, when nothing is flushed.
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${cluster.template} STRATEGY FILE_COPY OWNER guichet_owner`);
    await client.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC; GRANT CONNECT ON DATABASE ${name} TO guichet_server`);
  });
  return {
    adminPool: { ...cluster.adminPool, database: name },
    ownerPool: { ...cluster.ownerPool, database: name },
    serverPool: { ...cluster.serverPool, database: name },
    close: () => asAdmin(cluster, (client) => dropDatabase(client, name)),
  };
}

/** Runs SQL on a connection of its own, and answers the rows of one statement. */
export async function runSql<R extends pg.QueryResultRow>(pool: pg.PoolConfig, sql: string): Promise<R[]> {
  const client = new pg.Client(pool);
  // A connection that breaks fails the statement; unheard, its error would end the process besides.
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query<R>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function testCluster(): Promise<TestCluster> {
  const response = await fetch(inject('postgresServer'));
  if (!response.ok) throw new Error(`The test database could not be started: ${await response.text()}`);
  return (await response.json()) as TestCluster;
}

async function asAdmin<T>(cluster: TestCluster, body: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(cluster.adminPool);
  await client.connect();
  try {
    return await body(client);
  } finally {
    await client.end();
  }
}

async function dropDatabase(client: pg.Client, name: string): Promise<void> {
  const leaked = await connectionsThatStay(client, name);
  await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
  if (leaked.length > 0) throw new Error(`Connections were left open; they last asked: ${leaked.join(' | ')}`);
}

/** A pool that was just closed has said goodbye, but its PostgreSQL process may need a moment to leave. */
async function connectionsThatStay(client: pg.Client, name: string): Promise<string[]> {
  for (let waitedMs = 0; ; waitedMs += 20) {
    const { rows } = await client.query<{ query: string }>(
      "SELECT left(query, 200) AS query FROM pg_stat_activity WHERE datname = $1 AND backend_type = 'client backend'",
      [name],
    );
    if (rows.length === 0 || waitedMs >= 15_000) return rows.map((row) => row.query);
    await sleep(20);
  }
}

/** A place in test mode, for tests that need a row to belong to somebody and no more. */
export const insertTenant = (owner: pg.PoolConfig): Promise<unknown> =>
  runSql(
    owner,
    `INSERT INTO tenants (tenant_id, account, livemode, business_name, country, default_currency, time_zone, created)
     VALUES (1, 'acct_1', false, 'Chez Odile', 'FR', 'eur', 'Europe/Paris', now())`,
  );
