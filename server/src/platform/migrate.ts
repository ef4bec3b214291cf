import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { StartError } from './startError.ts';

/** One file of `server/migrations`, `NNNN_name.sql`. */
export interface Migration {
  number: number;
  name: string;
  sha256: string;
  sql: string;
}

/** Where the migrations of this program lie. */
export const MIGRATIONS_FOLDER = fileURLToPath(new URL('../../migrations', import.meta.url));

/** Reads the migrations in the order in which they are applied. */
export function readMigrations(folder: string = MIGRATIONS_FOLDER): Migration[] {
  const migrations = readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) => {
      const [, number, name] = /^(\d{4})_([a-z0-9_]+)\.sql$/.exec(file) ?? [];
      if (name === undefined) throw new Error(`${file} is not called NNNN_name.sql`);
      const sql = readFileSync(join(folder, file), 'utf8');
      return { number: Number(number), name, sha256: createHash('sha256').update(sql).digest('hex'), sql };
    });
  if (new Set(migrations.map((each) => each.number)).size < migrations.length) throw new Error('Two migrations have the same number.');
  return migrations;
}

/**
 * What changes the tables begins its transaction with this: it conflicts with itself and lets readers pass, so that a second server waits
 * until the first has committed.
 */
export const LET_OTHERS_WAIT = 'LOCK TABLE schema_migrations IN SHARE ROW EXCLUSIVE MODE';

interface Applied {
  number: number;
  name: string;
  sha256: string;
}

/**
 * Brings the database to this program's schema: each migration that it lacks, in order, in a transaction of its own. Servers that start
 * at the same time take turns. Answers how many were applied; throws StartError when the database isn't one this program can use.
 */
export async function migrate(owner: pg.PoolConfig, migrations: readonly Migration[] = readMigrations()): Promise<number> {
  const client = new pg.Client(owner);
  // A connection that breaks while we hold it shows itself at the next query; unheard, it would end the start without a word.
  client.on('error', () => {});
  await client.connect();
  try {
    await createTable(client);
    let count = 0;
    for (const migration of missing(await applied(client), migrations)) {
      if (await applyOne(client, migration, migrations)) count += 1;
    }
    return count;
  } finally {
    await client.end();
  }
}

/** How many of this program's migrations a database lacks. Throws StartError as `migrate` does; changes nothing. */
export async function lackedMigrations(owner: pg.PoolConfig): Promise<number> {
  const client = new pg.Client(owner);
  await client.connect();
  try {
    return missing(await applied(client), readMigrations()).length;
  } finally {
    await client.end();
  }
}

async function createTable(client: pg.Client): Promise<void> {
  try {
    await client.query(`
      CREATE TABLE IF NOT EXISTS schema_migrations (
        number int PRIMARY KEY,
        name text NOT NULL,
        sha256 text NOT NULL,
        applied_at timestamptz NOT NULL DEFAULT now()
      )`);
  } catch (error) {
    // IF NOT EXISTS looks before it creates: of two servers that do both at once, the second stumbles over the first one's table, its row
    // type or its row in the catalogue.
    if (!(error instanceof pg.DatabaseError) || !['42P07', '42710', '23505'].includes(error.code ?? '')) throw error;
  }
}

async function applied(client: pg.Client): Promise<Applied[]> {
  const { rows } = await client.query<Applied>('SELECT number, name, sha256 FROM schema_migrations ORDER BY number');
  return rows;
}

/** Applies one migration unless another server has done so since we looked. */
async function applyOne(client: pg.Client, migration: Migration, all: readonly Migration[]): Promise<boolean> {
  await client.query('BEGIN');
  try {
    await client.query(LET_OTHERS_WAIT);
    const wanted = missing(await applied(client), all).some((each) => each.number === migration.number);
    if (wanted) {
      await client.query(migration.sql);
      await client.query('INSERT INTO schema_migrations (number, name, sha256) VALUES ($1, $2, $3)', [
        migration.number,
        migration.name,
        migration.sha256,
      ]);
    }
    await client.query('COMMIT');
    return wanted;
  } catch (error) {
    await client.query('ROLLBACK');
    if (error instanceof StartError) throw error;
    throw new Error(`${fileName(migration)}: ${(error as Error).message}`, { cause: error });
  }
}

/** The migrations that a database still needs; refuses one that has others than ours. */
function missing(done: readonly Applied[], migrations: readonly Migration[]): Migration[] {
  const ours = new Map(migrations.map((each) => [each.number, each]));
  const newest = Math.max(0, ...ours.keys());
  const newer = done.filter((each) => each.number > newest);
  if (newer.length > 0) {
    const names = newer.map(fileName).join(', ');
    throw new StartError(
      `The database is newer than this program, which does not know ${names}: start the newer program, or restore a backup from before the upgrade.`,
    );
  }
  for (const each of done) {
    if (ours.get(each.number)?.sha256 === each.sha256) continue;
    throw new StartError(
      `${fileName(each)} is not the migration that this database was made with: bring the file back as it was, and put changes in a new migration.`,
    );
  }
  const have = new Set(done.map((each) => each.number));
  return migrations.filter((each) => !have.has(each.number));
}

function fileName({ number, name }: Applied): string {
  return `${String(number).padStart(4, '0')}_${name}.sql`;
}
