import type { ChildProcess } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { childGone, spawnQuietly, stopChild } from './childProcess.ts';
import { type PostgresStage, stageCommand } from './postgresStage.ts';
import { clearPostmaster, readPostmasterPid } from './postmasterPid.ts';
import { StartError } from './startError.ts';

const READY_TIMEOUT_MS = 60_000;

export interface Launch {
  stage: PostgresStage;
  dataFolder: string;
  socketFolder: string;
  logFile: string;
  fsync: boolean;
  /** Settings beyond those that always hold. */
  settings?: Readonly<Record<string, string>>;
  /** Folders of others that PostgreSQL's commands use; see `handedPath`. */
  handed?: readonly string[];
  /** How long it may take to open; a recovery takes as long as there is log to read. */
  readyTimeoutMs?: number;
}

/** Starts the postmaster and waits until it takes connections. */
export async function launchPostmaster(how: Launch): Promise<ChildProcess> {
  await clearPostmaster(how.dataFolder, how.socketFolder);
  const logFrom = sizeOf(how.logFile);
  const child = spawnPostmaster(how);
  if (await becomesReady(child, how.dataFolder, performance.now() + (how.readyTimeoutMs ?? READY_TIMEOUT_MS))) return child;
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
    // Whatever breaks in it, there is one way back: the supervisor's.
    restart_after_crash: 'off',
    // A young place grows manifold within a minute: plans must not rest on what it was before.
    autovacuum_naptime: '10s',
    ...how.settings,
  };
  const command = stageCommand(
    how.stage,
    'postgres',
    how.dataFolder,
    Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    how.handed,
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
export function postgresEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(INHERITED.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])));
}

/** The last thing that PostgreSQL complained about, without its prefix. */
export function lastFatal(log: string): string {
  const lines = log.split('\n').filter((line) => line.trim() !== '');
  const line = lines.findLast((each) => /FATAL|error:/.test(each)) ?? lines.at(-1) ?? 'it ended without a word';
  return line.replace(/^.*?(FATAL|error):\s*/, '').trim();
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
