import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { childGone, runToEnd } from '../server/src/platform/childProcess.ts';
import { postTo } from '../server/test/harness/apiClient.ts';
import { freePort } from '../server/test/harness/serverProcess.ts';
import { runClosedModel } from './closedModel.ts';
import { quantile, rounded } from './figures.ts';
import { cpuMs, residentMb } from './usage.ts';

// A peer beside us, with the same client: it keeps nothing, books nothing and asks no bank, and shows what an answer costs in such a program.

export interface PeerResult {
  readonly name: string;
  readonly version: string;
  readonly connections: number;
  readonly per_s: number;
  readonly p50_ms: number;
  readonly p99_ms: number;
  readonly cpu_ms: number;
  readonly memory_mb: number;
  readonly failed: number;
}

const NAME = 'stripe-stateful-mock';
const VERSION = '0.0.16';
/** Apart from what we depend on; git does not see it. */
const FOLDER = join(import.meta.dirname, '..', '.runtime', 'peers');
const PROGRAM = join(FOLDER, 'node_modules', NAME, 'dist', 'cli.js');
const KEY = 'sk_test_peer';
const CUSTOMERS = 64;
const READY_MS = 10_000;

/** Brings the peer by npm; answers why it could not, or null. */
async function bring(): Promise<string | null> {
  if (existsSync(PROGRAM)) return null;
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, 'package.json'), `${JSON.stringify({ private: true, dependencies: { [NAME]: VERSION } })}\n`);
  const cli = process.env.npm_execpath ?? '';
  const [file, ...before] = cli.endsWith('npm-cli.js') ? ([process.execPath, cli] as const) : (['npm'] as const);
  // What npm has told us of our own folder would lead it there.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_(config_local_prefix|config_prefix|package_|lifecycle_)/.test(name)),
  );
  const args = ['install', '--prefix', FOLDER, '--ignore-scripts', '--no-audit', '--no-fund', '--fetch-retries=0', '--fetch-timeout=20000'];
  const { code, output } = await runToEnd(file, [...before, ...args], { env }).catch((error: Error) => ({
    code: 1,
    output: error.message,
  }));
  return code === 0 && existsSync(PROGRAM) ? null : (output.trim().split('\n').at(-1) ?? 'npm ended without a word');
}

async function open(): Promise<{ child: ChildProcess; base: string }> {
  const port = await freePort();
  const child = spawn(process.execPath, [PROGRAM], {
    env: { PATH: process.env.PATH, PORT: String(port), LOG_LEVEL: 'silent' },
    stdio: 'ignore',
  });
  const base = `http://127.0.0.1:${port}`;
  for (const giveUpMs = performance.now() + READY_MS; performance.now() < giveUpMs; await sleep(50)) {
    if (await fetch(base).catch(() => null)) return { child, base };
  }
  child.kill('SIGKILL');
  throw new Error(`${NAME} did not open.`);
}

/** Measures charges of saved cards at the peer. Answers a sentence where the peer cannot be had. */
export async function runPeer(connections: number, seconds: number): Promise<PeerResult | string> {
  const missing = await bring();
  if (missing !== null) return `${NAME} could not be brought by npm and was left out: ${missing}`;
  const { child, base } = await open();
  try {
    const bodies: string[] = [];
    while (bodies.length < Math.min(CUSTOMERS, connections)) {
      const { body } = await postTo({ base, key: KEY }, '/v1/customers', { source: 'tok_visa' });
      bodies.push(new URLSearchParams({ amount: '4990', currency: 'eur', customer: body.id }).toString());
    }
    const pid = child.pid ?? 0;
    let [before, after, memoryMb] = [0, 0, 0];
    const { tookMs, failed } = await runClosedModel({
      ...{ base, connections, seconds, path: '/v1/charges', headers: `authorization: Bearer ${KEY}\r\n` },
      bodyOf: (connection) => bodies[connection % bodies.length] ?? '',
      onBegin: () => {
        before = cpuMs([pid]);
      },
      onEnd: () => {
        [after, memoryMb] = [cpuMs([pid]), residentMb(pid)];
      },
    });
    return {
      ...{ name: NAME, version: VERSION, connections, per_s: rounded(tookMs.length / seconds) },
      ...{ p50_ms: rounded(quantile(tookMs, 0.5)), p99_ms: rounded(quantile(tookMs, 0.99)) },
      ...{ cpu_ms: rounded((after - before) / Math.max(1, tookMs.length)), memory_mb: memoryMb, failed },
    };
  } finally {
    child.kill('SIGKILL');
    await childGone(child);
  }
}
