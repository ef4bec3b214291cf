import type { ChildProcess } from 'node:child_process';
import { chownSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { childGone, runToEnd, spawnQuietly, stopChild } from './childProcess.ts';
import { type ClusterSecrets, loadSecrets, saveSecrets } from './clusterSecrets.ts';
import { ensureDatabase } from './ensureDatabase.ts';
import { embeddedPrograms, type PostgresStage, prepareStage, socketFolder, stageCommand } from './postgresStage.ts';
import { clearPostmaster, readPostmasterPid } from './postmasterPid.ts';
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

const READY_TIMEOUT_MS = 60_000;
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
}): Promise<EmbeddedPostgres> {
  const fsync = options.fsync ?? true;
  const dataFolder = join(options.dataDir, 'postgres');
  const stage = prepareStage(options.programs ?? embeddedPrograms(), dataFolder);
  const secrets = loadSecrets(options.dataDir, existsSync(dataFolder));
  secrets.socketFolder = socketFolder(stage, secrets.socketFolder);
  saveSecrets(options.dataDir, secrets);
  if (!existsSync(dataFolder)) await createCluster({ stage, dataFolder, secrets, fsync });

  const logFile = join(options.dataDir, 'log', 'postgres.log');
  const launch = () => launchPostmaster({ stage, dataFolder, socketFolder: secrets.socketFolder ?? '', logFile, fsync });
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

interface Launch {
  stage: PostgresStage;
  dataFolder: string;
  socketFolder: string;
  logFile: string;
  fsync: boolean;
}

/** Starts the postmaster and waits until it takes connections. */
async function launchPostmaster(how: Launch): Promise<ChildProcess> {
  await clearPostmaster(how.dataFolder, how.socketFolder);
  const logFrom = sizeOf(how.logFile);
  const child = spawnPostmaster(how);
  if (await becomesReady(child, how.dataFolder, performance.now() + READY_TIMEOUT_MS)) return child;
  await stopChild(child, 'SIGQUIT', 2_000);
  const said = existsSync(how.logFile) ? readFileSync(how.logFile).subarray(logFrom).toString() : '';
  throw new StartError(`PostgreSQL does not start on ${how.dataFolder}: ${lastFatal(said)} (more in ${how.logFile}).`);
}

function spawnPostmaster(how: Launch): ChildProcess {
  const settings = {
    listen_addresses: '',
    unix_socket_directories: how.socketFolder,
    unix_socket_permissions: '0700',
    fsync: how.fsync ? 'on' : 'off',
    // Without fsync, in tests, a full page protects nothing.
    full_page_writes: how.fsync ? 'on' : 'off',
    max_connections: '200',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // A row that is refused would otherwise be spelled out in the log.
    log_error_verbosity: 'terse',
    log_line_prefix: '%m [%p] %d ',
    jit: 'off',
  };
  const command = stageCommand(
    how.stage,
    'postgres',
    how.dataFolder,
    Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  );
  mkdirSync(join(how.logFile, '..'), { recursive: true, mode: 0o700 });
  const log = openSync(how.logFile, sizeOf(how.logFile) > 20_000_000 ? 'w' : 'a', 0o600);
  try {
    // A session of its own: Ctrl-C in a terminal reaches the server, and PostgreSQL only when the server has finished.
    return spawnQuietly(command.file, command.args, { stdio: ['ignore', log, log], detached: true, env: postgresEnvironment() });
  } finally {
    closeSync(log);
  }
}

/** A file left behind says `ready` as well; only with this child's id in it is it this child that is. */
async function becomesReady(child: ChildProcess, dataFolder: string, deadlineMs: number): Promise<boolean> {
  let gone = false;
  void childGone(child).then(() => {
    gone = true;
  });
  while (!gone && performance.now() < deadlineMs) {
    const found = readPostmasterPid(dataFolder);
    if (found?.ready && found.pid === child.pid) return true;
    await sleep(10);
  }
  return false;
}

/** All that PostgreSQL and the programs around it (setpriv, unshare) are to know of our environment. */
const INHERITED = ['PATH', 'HOME', 'LD_LIBRARY_PATH', 'TMPDIR'] as const;

/**
 * Our own environment holds the owner's password, the mail server's and keys; under root PostgreSQL runs as `nobody`, and all programs of
 * one user can read each other's environment. PG* and LC_* variables would also change what PostgreSQL does.
 */
function postgresEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(INHERITED.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])));
}

function lastFatal(log: string): string {
  const lines = log.split('\n').filter((line) => line.trim() !== '');
  const line = lines.findLast((each) => /FATAL|error:/.test(each)) ?? lines.at(-1) ?? 'it ended without a word';
  return line.replace(/^.*?(FATAL|error):\s*/, '').trim();
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
