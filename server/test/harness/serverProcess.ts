import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import { childGone, stopChild } from '../../src/platform/childProcess.ts';
import { PLACE_ZONE } from './placeZone.ts';
import type { TestDatabase } from './testDatabase.ts';

export interface ServerProcess {
  /** `http://localhost:PORT`, without a slash at the end. */
  base: string;
  port: number;
  /** The secret test key. */
  key: string;
  owner: { email: string; password: string };
  dataDir: string;
  /** The owner of the database that the server brought itself. */
  ownerPool(): pg.PoolConfig;
  /** The process id of the server that runs now. */
  pid: number;
  /** The sandbox bank beside it, as it runs now. */
  bank(): { url: string; token: string; pid: number };
  /** All that it has said on stdout and stderr since it was last started. */
  output(): string;
  /** The lines of its log. */
  log(): string;
  /** Ends it as a power cut would; its PostgreSQL and its bank are left to themselves. */
  kill9(): Promise<void>;
  /** Resolves when the server has ended by itself (a crash point), with its code or signal. */
  ended(): Promise<number | NodeJS.Signals | null>;
  /** Stops in order (SIGTERM); answers the exit code. */
  stop(): Promise<number | null>;
  /** Stops if it still runs, and starts on the same folder and port; `env` is laid over the first one's. */
  restart(env?: NodeJS.ProcessEnv): Promise<void>;
  /** Stops and removes the folder. */
  close(): Promise<void>;
}

const PROGRAM = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const READY_TIMEOUT_MS = 60_000;

/**
 * Starts a real server on a fresh folder, with its own PostgreSQL and sandbox bank unless `env` says otherwise. An owner and a test key
 * exist. Rejects with all that the server said when it doesn't open. `program` is another copy of the server.
 */
export async function startServerProcess(env: NodeJS.ProcessEnv = {}, program = PROGRAM): Promise<ServerProcess> {
  const dataDir = env.DATA_DIR ?? mkdtempSync(join(tmpdir(), `guichet-test-${process.pid}-`));
  const key = env.GUICHET_TEST_KEY ?? `sk_test_${randomBytes(12).toString('hex')}`;
  const owner = { email: 'owner@example.com', password: 'correct horse 42 battery' };
  const port = await freePort();
  const base: NodeJS.ProcessEnv = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
    PORT: String(port),
    DATA_DIR: dataDir,
    GUICHET_OWNER_EMAIL: owner.email,
    GUICHET_OWNER_PASSWORD: owner.password,
    GUICHET_OWNER_NAME: 'Odile Martin',
    GUICHET_BUSINESS_NAME: 'Chez Odile',
    GUICHET_TIME_ZONE: PLACE_ZONE,
    GUICHET_TEST_KEY: key,
    ECB_RATES_URL: '',
    // The server stops when this process is gone, however it went.
    GUICHET_STOP_WITH_INPUT: '1',
    ...env,
  };
  let running = await launch(base, program);

  const server: ServerProcess = {
    base: `http://localhost:${port}`,
    port,
    key,
    owner,
    dataDir,
    pid: running.pid,
    ownerPool: () => {
      const { socketFolder, ownerPassword } = ownCluster(dataDir);
      return { host: socketFolder ?? '', user: 'guichet_owner', password: ownerPassword ?? '', database: 'guichet' };
    },
    bank: () => JSON.parse(readFileSync(join(dataDir, 'bank', 'process.json'), 'utf8')) as { url: string; token: string; pid: number },
    output: () => running.output(),
    log: () => readFileSync(join(dataDir, 'log', 'server.log'), 'utf8'),
    kill9: async () => {
      running.child.kill('SIGKILL');
      await childGone(running.child);
    },
    ended: async () => {
      await childGone(running.child);
      return running.child.exitCode ?? running.child.signalCode;
    },
    stop: async () => {
      await stopChild(running.child, 'SIGTERM', 30_000);
      return running.child.exitCode;
    },
    restart: async (more = {}) => {
      await server.stop();
      running = await launch({ ...base, ...more }, program);
      server.pid = running.pid;
    },
    close: async () => {
      await server.stop();
      const { socketFolder } = ownCluster(dataDir);
      for (const folder of [dataDir, socketFolder]) if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
  return server;
}

/** Lets a server process work on a test database: it opens much sooner than with a PostgreSQL of its own. */
export function onTestDatabase(database: TestDatabase): NodeJS.ProcessEnv {
  return { DATABASE_URL: databaseUrl(database.serverPool), DATABASE_OWNER_URL: databaseUrl(database.ownerPool) };
}

/** A pool's settings as the one address that DATABASE_URL wants. */
export function databaseUrl(pool: pg.PoolConfig): string {
  const url = new URL(`postgres://localhost/${pool.database}`);
  url.username = pool.user ?? '';
  url.password = String(pool.password);
  url.searchParams.set('host', pool.host ?? '');
  return url.toString();
}

/**
 * Below those that systems give to outgoing connections, one of which could take the port before whoever asked for it, and above the last
 * one that browsers refuse (10080).
 */
const PORTS = { first: 10_100, last: 32_000 };

/** A port on loopback that nobody listens on at this moment. */
export async function freePort(host = '127.0.0.1'): Promise<number> {
  for (;;) {
    const port = randomInt(PORTS.first, PORTS.last);
    const probe = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      probe.once('error', () => resolve(false));
      probe.listen(port, host, () => resolve(true));
    });
    if (!isFree) continue;
    await new Promise((resolve) => probe.close(resolve));
    return port;
  }
}

interface Running {
  child: ChildProcess;
  pid: number;
  output(): string;
}

async function launch(env: NodeJS.ProcessEnv, program: string): Promise<Running> {
  const child = spawn(process.execPath, [program], { env, stdio: ['pipe', 'pipe', 'pipe'] });
  let output = '';
  const opened = new Promise<true>((resolve) => {
    const hear = (chunk: Buffer): void => {
      output += chunk.toString();
      if (output.includes('Guichet is open at ')) resolve(true);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), READY_TIMEOUT_MS);
  const result = await Promise.race([opened, childGone(child)]);
  clearTimeout(timer);
  if (result !== true || child.pid === undefined) {
    throw new Error(`The server did not open (${child.exitCode ?? child.signalCode}):\n${output}`);
  }
  return { child, pid: child.pid, output: () => output };
}

/** What the server remembers about its own PostgreSQL; nothing with DATABASE_URL. */
function ownCluster(dataDir: string): { socketFolder?: string; ownerPassword?: string } {
  try {
    return JSON.parse(readFileSync(join(dataDir, 'postgres.json'), 'utf8')) as { socketFolder?: string; ownerPassword?: string };
  } catch {
    return {};
  }
}
