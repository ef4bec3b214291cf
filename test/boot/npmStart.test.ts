import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { childGone } from '../../server/src/platform/childProcess.ts';
import { freePort } from '../../server/test/harness/serverProcess.ts';
import { kill9, processesOf, processesThatStay } from './processesOf.ts';

const ROOT = join(import.meta.dirname, '../..');
const STAMPS = ['node_modules/.guichet-stamp', '.runtime/stamp-pages'].map((file) => join(ROOT, file));

let dataDir: string;
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), `guichet-test-${process.pid}-`));
});
afterAll(() => {
  for (const folder of [
    dataDir,
    (JSON.parse(readFileSync(join(dataDir, 'postgres.json'), 'utf8')) as { socketFolder: string }).socketFolder,
  ]) {
    rmSync(folder, { recursive: true, force: true });
  }
});

interface NpmStart {
  npm: ChildProcess & { pid: number };
  boot: number;
  server: number;
  output: string;
  openAfterMs: number;
  ended: Promise<number | NodeJS.Signals | null>;
}

/** `npm start` in a process group of its own, as a shell starts it; resolves when Guichet is open. */
async function npmStart(): Promise<NpmStart> {
  const startedMs = performance.now();
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, DATA_DIR: dataDir, PORT: String(await freePort()) };
  const npm = spawn('npm', ['start'], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true }) as ChildProcess & {
    pid: number;
  };
  let output = '';
  const opened = new Promise<void>((resolve) => {
    for (const stream of [npm.stdout, npm.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        output += chunk.toString();
        if (output.includes('Guichet is open at ')) resolve();
      });
    }
  });
  const ended = childGone(npm).then(() => npm.exitCode ?? npm.signalCode);
  await Promise.race([opened, ended.then((how) => Promise.reject(new Error(`npm start ended with ${how}:\n${output}`)))]);
  const openAfterMs = performance.now() - startedMs;
  const boot = onlyChild(npm.pid);
  return { npm, boot, server: onlyChild(boot), output, openAfterMs, ended };
}

function onlyChild(pid: number): number {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number);
  expect(children).toHaveLength(1);
  return children[0] as number;
}

describe('npm start', () => {
  it('installs and builds nothing the second time, and tells last where Guichet is open', async () => {
    const before = STAMPS.map((file) => statSync(file).mtimeMs);
    const first = await npmStart();
    process.kill(first.npm.pid, 'SIGTERM');
    expect(await first.ended).toBe(0);
    const second = await npmStart();
    console.log(`npm start on a folder that exists: open after ${Math.round(second.openAfterMs)} ms`);
    expect(second.output.trimEnd().split('\n').at(-1)).toMatch(/^Guichet is open at http:\/\/localhost:\d+/);
    expect(STAMPS.map((file) => statSync(file).mtimeMs)).toEqual(before);
    process.kill(second.npm.pid, 'SIGTERM');
    expect(await second.ended).toBe(0);
    expect(await processesThatStay(dataDir)).toEqual([]);
  });

  it('stops everything in order at Ctrl-C, also when it is pressed twice', async () => {
    const { npm, ended } = await npmStart();
    // A terminal sends the signal to the whole group.
    process.kill(-npm.pid, 'SIGINT');
    process.kill(-npm.pid, 'SIGINT');
    expect(await ended).toBe(0);
    expect(await processesThatStay(dataDir)).toEqual([]);
    expect(
      readFileSync(join(dataDir, 'log', 'postgres.log'), 'utf8')
        .trimEnd()
        .split('\n')
        .at(-1),
    ).toContain('database system is shut down');
  });

  it.each([
    ['npm', (running: NpmStart) => [running.npm.pid]],
    ['boot', (running: NpmStart) => [running.boot]],
    ['npm and boot together', (running: NpmStart) => [running.npm.pid, running.boot]],
    ['npm, boot and the server', (running: NpmStart) => [running.npm.pid, running.boot, running.server]],
    ['everything', () => processesOf(dataDir)],
  ])('leaves nothing behind after kill -9 of %s, and starts again', async (_what, victims) => {
    const running = await npmStart();
    kill9(victims(running));
    await running.ended;
    const next = await npmStart();
    process.kill(next.npm.pid, 'SIGTERM');
    expect(await next.ended).toBe(0);
    expect(await processesThatStay(dataDir)).toEqual([]);
  });
});
