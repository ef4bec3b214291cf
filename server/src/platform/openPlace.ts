import { existsSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { ArchiveTarget } from './archiveSettings.ts';
import { loadSecrets } from './clusterSecrets.ts';
import { openDataFolder } from './dataFolder.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embeddedPostgres.ts';
import { openExternalPostgres } from './externalPostgres.ts';
import { lackedMigrations } from './migrate.ts';
import { StartError } from './startError.ts';
import type { ProcessLog } from './supervise.ts';

/** The database of a place, for a program that is no server. */
export interface OpenPlace {
  /** The superuser of the PostgreSQL that Guichet brings; undefined where it is another. */
  readonly adminPool: pg.PoolConfig | undefined;
  readonly ownerPool: pg.PoolConfig;
  readonly serverPool: pg.PoolConfig;
  /** Servers are, or may be, at work on it. False where PostgreSQL was started for this program alone, which then holds the data folder. */
  readonly served: boolean;
  /** Ends what was started for this program; what ran before goes on. */
  stop(): Promise<void>;
}

interface Whereabouts {
  readonly dataDir: string;
  readonly database: { readonly url: string; readonly ownerUrl: string | undefined } | undefined;
  readonly log: ProcessLog;
  /** Where a PostgreSQL that has to be started puts its log aside, as its server has it do: otherwise backups would lack what is written now. */
  readonly archive: ArchiveTarget | undefined;
}

/** A server that is just starting holds the folder before its PostgreSQL answers. */
const TRIES = 5;

/**
 * Finds the database of a place as its server does: the one of `DATABASE_URL`, the one that a running server has brought up, or the embedded one,
 * which is started where nobody else has. Throws StartError where there is none, or where it is not this program's version.
 */
export async function openPlace(where: Whereabouts): Promise<OpenPlace> {
  const place = await findPlace(where);
  try {
    const lacked = await lackedMigrations(place.ownerPool);
    if (lacked === 0) return place;
    throw new StartError(`The database is ${lacked} steps behind this program: start the server once, which brings it up to date.`);
  } catch (error) {
    await place.stop();
    throw error;
  }
}

async function findPlace({ dataDir, database, log, archive }: Whereabouts): Promise<OpenPlace> {
  if (database !== undefined)
    return { ...(await openExternalPostgres(database)), adminPool: undefined, served: true, stop: async () => {} };
  if (!existsSync(join(dataDir, 'postgres'))) throw new StartError(`There is no place in ${dataDir}: set DATA_DIR to the folder of one.`);
  for (let left = TRIES; ; left -= 1) {
    const running = await runningCluster(dataDir);
    if (running !== undefined) return running;
    try {
      return await startedFor(dataDir, log, archive);
    } catch (error) {
      if (!(error instanceof StartError) || left === 1) throw error;
    }
  }
}

async function runningCluster(dataDir: string): Promise<OpenPlace | undefined> {
  const { socketFolder, adminPassword, ownerPassword, serverPassword } = loadSecrets(dataDir, true);
  if (socketFolder === undefined) return undefined;
  const pool = (user: string, password: string, database = 'guichet'): pg.PoolConfig => ({
    host: socketFolder,
    port: 5432,
    user,
    password,
    database,
  });
  const adminPool = pool('guichet_admin', adminPassword, 'postgres');
  const [ownerPool, serverPool] = [pool('guichet_owner', ownerPassword), pool('guichet_server', serverPassword)];
  return (await answers(serverPool)) ? { adminPool, ownerPool, serverPool, served: true, stop: async () => {} } : undefined;
}

async function answers(pool: pg.PoolConfig): Promise<boolean> {
  const client = new pg.Client({ ...pool, connectionTimeoutMillis: 2_000 });
  client.on('error', () => {});
  return client.connect().then(
    () => client.end().then(() => true),
    () =>
      client.end().then(
        () => false,
        () => false,
      ),
  );
}

async function startedFor(dataDir: string, log: ProcessLog, archive: ArchiveTarget | undefined): Promise<OpenPlace> {
  const folder = await openDataFolder(dataDir);
  let postgres: EmbeddedPostgres;
  try {
    postgres = await startEmbeddedPostgres({ dataDir, log, archive });
  } catch (error) {
    folder.release();
    throw error;
  }
  const { adminPool, ownerPool, serverPool } = postgres;
  const stop = async (): Promise<void> => {
    await postgres.stop();
    folder.release();
  };
  return { adminPool, ownerPool, serverPool, served: false, stop };
}
