import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { childGone, endStranger, processIdentity, spawnQuietly, stopChild } from './childProcess.ts';
import { type ProcessLog, supervise } from './supervise.ts';
import { writeDurably } from './writeDurably.ts';

export interface BankProcess {
  url: string;
  token: string;
  /** Its process id at this moment. */
  pid(): number | undefined;
  stop(): Promise<void>;
}

const PROGRAM = fileURLToPath(new URL('../../../bank/src/main.ts', import.meta.url));
const READY_TIMEOUT_MS = 15_000;

/**
 * Starts the sandbox bank beside the server and keeps it running, always at the same address, until `stop`. It ends by itself when we
 * are gone; one that couldn't (because it was frozen, say) is ended by the next start. The caller holds the lock on `dataDir`.
 */
export async function startBank(options: { dataDir: string; log: ProcessLog }): Promise<BankProcess> {
  const folder = join(options.dataDir, 'bank');
  const stateFile = join(folder, 'process.json');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  await endOrphan(stateFile);
  const token = randomBytes(24).toString('base64url');
  let port = 0;
  const launch = async (): Promise<ChildProcess> => {
    const child = spawnBank({ folder, logFile: join(options.dataDir, 'log', 'bank.log'), token, port });
    if (child.pid === undefined) throw new Error('The sandbox bank could not be started.');
    const state = { pid: child.pid, identity: processIdentity(child.pid), token };
    writeDurably(stateFile, JSON.stringify(state), 0o600);
    port = await readyPort(child);
    writeDurably(stateFile, JSON.stringify({ ...state, url: `http://127.0.0.1:${port}` }), 0o600);
    return child;
  };
  const supervised = await supervise({
    name: 'The sandbox bank',
    launch,
    log: options.log,
    stop: (child) => stopChild(child, 'SIGTERM', 5_000),
  });
  return {
    url: `http://127.0.0.1:${port}`,
    token,
    pid: supervised.pid,
    stop: async () => {
      await supervised.stop();
      rmSync(stateFile, { force: true });
    },
  };
}

/** Where the bank answers that a running server has started over this folder; undefined where none has. */
export function runningBank(dataDir: string): { readonly url: string; readonly token: string } | undefined {
  try {
    const { url, token } = JSON.parse(readFileSync(join(dataDir, 'bank', 'process.json'), 'utf8')) as { url?: string; token: string };
    return url === undefined ? undefined : { url, token };
  } catch {
    return undefined;
  }
}

function spawnBank(how: { folder: string; logFile: string; token: string; port: number }): ChildProcess {
  const log = openSync(how.logFile, 'a', 0o600);
  const settings = {
    PATH: process.env.PATH,
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
    BANK_PORT: String(how.port),
    BANK_BOOK: join(how.folder, 'book.sqlite'),
    BANK_TOKEN: how.token,
    BANK_PARENT_PIPE: '1',
  };
  try {
    // Its standard input is a pipe that closes when we end, however we end. A session of its own keeps Ctrl-C in a terminal from it.
    return spawnQuietly(process.execPath, [PROGRAM], {
      stdio: ['pipe', 'pipe', log],
      detached: true,
      env: settings,
    });
  } finally {
    closeSync(log);
  }
}

/** The bank says in one line of JSON at which port it answers. */
async function readyPort(child: ChildProcess): Promise<number> {
  const lines = createInterface({ input: child.stdout as NonNullable<ChildProcess['stdout']> });
  const first = new Promise<string>((resolve) => lines.once('line', resolve));
  const timeout = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), READY_TIMEOUT_MS).unref());
  const line = await Promise.race([first, childGone(child).then(() => undefined), timeout]);
  if (line !== undefined) return (JSON.parse(line) as { port: number }).port;
  const ended = child.exitCode ?? child.signalCode;
  await stopChild(child, 'SIGKILL', 0);
  throw new Error(ended === null ? 'The sandbox bank did not get ready in time.' : `The sandbox bank ended at once (${ended}).`);
}

/** The identity tells the bank that we started from a stranger that was given its number since. */
async function endOrphan(stateFile: string): Promise<void> {
  let left: { pid: number; identity?: string };
  try {
    left = JSON.parse(readFileSync(stateFile, 'utf8')) as { pid: number; identity?: string };
  } catch {
    return;
  }
  if (left.identity !== undefined && left.identity === processIdentity(left.pid))
    await endStranger(left.pid, ['SIGTERM', 'SIGKILL'], 3_000);
}
