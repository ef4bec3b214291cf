import { chownSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { type ArchiveTarget, archiveSettings } from './archiveSettings.ts';
import { runToEnd, stopChild } from './childProcess.ts';
import { type ClusterSecrets, loadSecrets, saveSecrets } from './clusterSecrets.ts';
import { ensureDatabase } from './ensureDatabase.ts';
import { embeddedPrograms, type PostgresStage, prepareStage, socketFolder, stageCommand } from './postgresStage.ts';
import { lastFatal, launchPostmaster, postgresEnvironment } from './postmaster.ts';
import { StartError } from './startError.ts';
import { type ProcessLog, supervise } from './supervise.ts';

export interface EmbeddedPostgres {
  /** The superuser; only for what touches the whole cluster. */
  adminPool: pg.PoolConfig;
  /** Owns the database and runs its migrations. */
  ownerPool: pg.PoolConfig;
  /** Least rights: what the server works with. */
  serverPool: pg.PoolConfig;
  /** The postmaster's process id at this moment. */
  pid(): number | undefined;
  /** Shuts down (fast mode) and waits for it. */
  stop(): Promise<void>;
}

const STOP_TIMEOUT_MS = 15_000;

/**
 * Starts a PostgreSQL of our own over `dataDir/postgres` and keeps it running until `stop`: if it dies, it is started again. The caller
 * holds the lock on `dataDir`. `programs` names other programs than npm's. Throws StartError when whoever starts the server can mend it.
 */
export async function startEmbeddedPostgres(options: {
  dataDir: string;
  log: ProcessLog;
  fsync?: boolean;
  programs?: string;
  /** Where each finished piece of PostgreSQL's log is put aside, and how old an unfinished one may grow; undefined: nowhere. */
  archive?: ArchiveTarget | undefined;
}): Promise<EmbeddedPostgres> {
  const fsync = options.fsync ?? true;
  const dataFolder = join(options.dataDir, 'postgres');
  const stage = prepareStage(options.programs ?? embeddedPrograms(), dataFolder);
  const secrets = loadSecrets(options.dataDir, existsSync(dataFolder));
  secrets.socketFolder = socketFolder(stage, secrets.socketFolder);
  saveSecrets(options.dataDir, secrets);
  if (!existsSync(dataFolder)) await createCluster({ stage, dataFolder, secrets, fsync });

  const logFile = join(options.dataDir, 'log', 'postgres.log');
  const archiving = options.archive && archiveSettings(stage, options.archive);
  const launch = async () => {
    const child = await launchPostmaster({ stage, dataFolder, socketFolder: secrets.socketFolder ?? '', logFile, fsync, ...archiving });
    // A checkpointer that fell asleep during a recovery thinks of the archive's time only when it wakes, which may be minutes later.
    if (archiving !== undefined) child.kill('SIGHUP');
    return child;
  };
  const supervised = await supervise({
    name: 'PostgreSQL',
    launch,
    log: options.log,
    stop: (child) => stopChild(child, 'SIGINT', STOP_TIMEOUT_MS),
  });
  const pool = (user: string, password: string, database: string): pg.PoolConfig => ({
    host: secrets.socketFolder ?? '',
    port: 5432,
    user,
    password,
    database,
  });
  const adminPool = pool('guichet_admin', secrets.adminPassword, 'postgres');
  try {
    await ensureDatabase(adminPool, secrets);
  } catch (error) {
    await supervised.stop();
    throw error;
  }
  return {
    adminPool,
    ownerPool: pool('guichet_owner', secrets.ownerPassword, 'guichet'),
    serverPool: pool('guichet_server', secrets.serverPassword, 'guichet'),
    ...supervised,
  };
}

/** initdb works in a folder of its own, renamed when whole: a crash leaves nothing that looks like a database. */
async function createCluster(how: { stage: PostgresStage; dataFolder: string; secrets: ClusterSecrets; fsync: boolean }): Promise<void> {
  const half = `${how.dataFolder}.new`;
  const passwordFile = join(how.secrets.socketFolder ?? '', 'password');
  rmSync(half, { recursive: true, force: true });
  mkdirSync(half, { mode: 0o700 });
  writeFileSync(passwordFile, how.secrets.adminPassword, { mode: 0o600 });
  if (how.stage.user !== undefined) {
    for (const path of [half, passwordFile]) chownSync(path, how.stage.user.uid, how.stage.user.gid);
  }
  const options = ['--username=guichet_admin', `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8', '--locale=C'];
  const command = stageCommand(how.stage, 'initdb', half, [...options, '--no-instructions', ...(how.fsync ? [] : ['--no-sync'])]);
  const done = await runToEnd(command.file, command.args, { env: postgresEnvironment() });
  rmSync(passwordFile);
  if (done.code !== 0) throw new StartError(`PostgreSQL can't make its files in ${how.dataFolder}: ${lastFatal(done.output)}.`);
  renameSync(half, how.dataFolder);
}
