import pg from 'pg';
import { getConstructionPlans, getMigrationPlans } from 'pg-boss';
import pgBoss from 'pg-boss/package.json' with { type: 'json' };
import { LET_OTHERS_WAIT } from '../platform/migrate.ts';
import { StartError } from '../platform/startError.ts';

/** Where pg-boss keeps its tables. They belong to the owner; the server only reads and writes rows. */
export const QUEUE_SCHEMA = 'jobs';

const WANTED_VERSION = pgBoss.pgboss.schema;

// Stands before the tables are made, so that each of them, also those of later versions, is the server's to use from its first moment:
// there is no instant at which a crash could leave a table without its rights.
const RIGHTS = `
  CREATE SCHEMA IF NOT EXISTS ${QUEUE_SCHEMA};
  GRANT USAGE ON SCHEMA ${QUEUE_SCHEMA} TO guichet_server;
  ALTER DEFAULT PRIVILEGES IN SCHEMA ${QUEUE_SCHEMA} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO guichet_server;
`;

async function installedVersion(client: pg.Client): Promise<number | null> {
  const { rows } = await client.query<{ found: boolean }>('SELECT to_regclass($1) IS NOT NULL AS found', [`${QUEUE_SCHEMA}.version`]);
  if (!rows[0]?.found) return null;
  const versions = await client.query<{ version: number }>(`SELECT version FROM ${QUEUE_SCHEMA}.version`);
  return versions.rows[0]?.version ?? null;
}

async function install(client: pg.Client, installed: number | null): Promise<void> {
  await client.query(RIGHTS);
  await client.query(
    installed === null ? getConstructionPlans(QUEUE_SCHEMA, { createSchema: false }) : getMigrationPlans(QUEUE_SCHEMA, installed),
  );
}

/** Whether there is nothing to do. Throws a {@link StartError} where the queue is newer than this program. */
function isWanted(installed: number | null): boolean {
  if (installed === null || installed < WANTED_VERSION) return false;
  if (installed === WANTED_VERSION) return true;
  throw new StartError(
    `The job queue in the database is newer than this program (version ${installed}, not ${WANTED_VERSION}): start the newer program, or restore a backup from before the upgrade.`,
  );
}

/**
 * Brings the queue's schema to the version that this program's pg-boss works with, as the database's owner; call it after the migrations.
 * It runs pg-boss's own statements, which come with the pinned package, so they are not kept a second time among our migrations. On a
 * database that is up to date it is one look at two catalogue rows, so a warm start doesn't feel it, and the server itself never needs
 * the right to make tables. Servers that start at once may all try: one works, the others wait and find the work done.
 */
export async function installQueueSchema(owner: pg.PoolConfig): Promise<void> {
  const client = new pg.Client(owner);
  // A connection that breaks while we hold it shows itself at the next query; unheard, it would end the start without a word.
  client.on('error', () => {});
  await client.connect();
  try {
    if (isWanted(await installedVersion(client))) return;
    await client.query('BEGIN');
    await client.query(LET_OTHERS_WAIT);
    const installed = await installedVersion(client);
    // pg-boss's statements end with a COMMIT of their own, which is the end of this transaction.
    if (!isWanted(installed)) await install(client, installed);
  } finally {
    await client.end();
  }
}
