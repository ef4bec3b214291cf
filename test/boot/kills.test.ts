import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isAlive } from '../../server/src/platform/childProcess.ts';
import { type ServerProcess, startServerProcess } from '../../server/test/harness/serverProcess.ts';
import { runSql } from '../../server/test/harness/testDatabase.ts';
import { killAllOf, processesThatStay } from './processesOf.ts';

let server: ServerProcess;

beforeAll(async () => {
  server = await startServerProcess();
  await remember('before');
});
afterAll(async () => {
  await server.close();
  expect(await processesThatStay(server.dataDir)).toEqual([]);
});

const postmaster = (): number => Number(readFileSync(join(server.dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);

const remember = (word: string) =>
  runSql(server.ownerPool(), `CREATE TABLE IF NOT EXISTS kept_words (word text); INSERT INTO kept_words VALUES ('${word}')`);
const remembered = async () => (await runSql<{ word: string }>(server.ownerPool(), 'SELECT word FROM kept_words')).map((row) => row.word);

async function becomesReady(): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const answer = await fetch(`${server.base}/readyz`).catch(() => undefined);
    if (answer?.ok) return;
    await sleep(50);
  }
  throw new Error(`The server does not get ready:\n${server.log()}`);
}

async function isGone(pid: number): Promise<void> {
  while (isAlive(pid)) await sleep(20);
}

describe('after kill -9', () => {
  it('of PostgreSQL, it is started again under the server, and nothing is lost', async () => {
    const before = postmaster();
    process.kill(before, 'SIGKILL');
    await isGone(before);
    await becomesReady();
    expect(postmaster()).not.toBe(before);
    expect(await remembered()).toEqual(['before']);
  });

  it('of the bank, it is started again at the same address', async () => {
    const before = server.bank();
    process.kill(before.pid, 'SIGKILL');
    for (let tries = 0; tries < 200 && !(server.bank().pid !== before.pid && 'url' in server.bank()); tries += 1) await sleep(50);
    const after = server.bank();
    expect({ url: after.url, token: after.token }).toEqual({ url: before.url, token: before.token });
    expect(after.pid).not.toBe(before.pid);
    await expect(fetch(after.url).then((answer) => answer.status)).resolves.toBeGreaterThanOrEqual(200);
  });

  it('of the server, PostgreSQL and the bank end by themselves and the next start goes on', async () => {
    await server.kill9();
    expect(await processesThatStay(server.dataDir)).toEqual([]);
    await server.restart();
    expect(await remembered()).toEqual(['before']);
  });

  it('of the server, a start at once waits for what is still ending', async () => {
    await server.kill9();
    await server.restart();
    expect(await remembered()).toEqual(['before']);
  });

  it('of everything at once, the next start goes on', async () => {
    killAllOf(server.dataDir);
    await server.ended();
    await server.restart();
    expect(await remembered()).toEqual(['before']);
  });

  it('of the server while PostgreSQL and the bank are frozen, the next start ends those orphans', async () => {
    const orphans = [postmaster(), server.bank().pid];
    for (const pid of orphans) process.kill(pid, 'SIGSTOP');
    await server.kill9();
    expect(orphans.map(isAlive)).toEqual([true, true]);
    await server.restart();
    expect(orphans.map(isAlive)).toEqual([false, false]);
    expect(await remembered()).toEqual(['before']);
  });

  it('a postmaster.pid that names a stranger does not stop the next start, nor is the stranger harmed', async () => {
    killAllOf(server.dataDir);
    await server.ended();
    const file = join(server.dataDir, 'postgres', 'postmaster.pid');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^\d+/, String(process.pid)));
    await server.restart();
    expect(await remembered()).toEqual(['before']);
  });
});
