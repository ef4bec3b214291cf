import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runSql, type TestDatabase, testDatabase } from '../../test/harness/testDatabase.ts';
import { isDatabaseBusy, isOverTime } from './databaseBusy.ts';
import { openDatabase } from './openDatabase.ts';
import { type Database, withTransaction } from './transaction.ts';

let test: TestDatabase;
let database: Database;
beforeAll(async () => {
  test = await testDatabase();
  database = openDatabase(test.serverPool);
});
afterAll(async () => {
  await database.close();
  await test.close();
});

/** Ends a connection from outside, as PostgreSQL does when it is stopped, and waits until the news must have arrived. */
async function cut(pid: number): Promise<void> {
  await runSql(test.adminPool, `SELECT pg_terminate_backend(${pid})`);
  for (;;) {
    const left = await runSql(test.adminPool, `SELECT FROM pg_stat_activity WHERE pid = ${pid}`);
    if (left.length === 0) break;
    await sleep(10);
  }
}

it('tells whoever waits too long for a connection, instead of keeping them', async () => {
  const narrow = openDatabase({ ...test.serverPool, max: 1, connectionTimeoutMillis: 1_000 });
  const taken = await narrow.pool.connect();
  const since = performance.now();
  const error = await withTransaction(narrow, (tx) => tx.query('test-one', 'SELECT 1')).catch((reason: unknown) => reason);
  expect(isDatabaseBusy(error)).toBe(true);
  expect(performance.now() - since).toBeLessThan(8_000);
  taken.release();
  expect(await narrow.query('test-one', 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  await narrow.close();
});

it('tells a statement that took longer than it is given from one that was refused', async () => {
  const brisk = openDatabase({ ...test.serverPool, statement_timeout: 50 });
  const over = await brisk.query('test-sleep', 'SELECT pg_sleep(30)').catch((reason: unknown) => reason);
  const refused = await brisk.query('test-divide', 'SELECT 1 / 0').catch((reason: unknown) => reason);
  expect([over, refused].map(isOverTime)).toEqual([true, false]);
  await brisk.close();
});

// An error that nobody hears is an unhandled one, which fails the run.
it('survives a connection that dies between two statements of a transaction, which is run again', async () => {
  const pids: number[] = [];
  const answer = await withTransaction(database, async (tx) => {
    const [row] = await tx.query<{ pid: number }>('test-pid', 'SELECT pg_backend_pid() AS pid');
    pids.push(row?.pid ?? 0);
    if (pids.length === 1) await cut(pids[0] as number);
    return tx.query<{ answer: number }>('test-answer', 'SELECT 42 AS answer');
  });
  expect(answer).toEqual([{ answer: 42 }]);
  expect(new Set(pids).size).toBe(2);
});

it('survives a connection that dies while it is idle', async () => {
  const [row] = await database.query<{ pid: number }>('test-pid', 'SELECT pg_backend_pid() AS pid');
  await cut(row?.pid ?? 0);
  expect(await database.query('test-answer', 'SELECT 42 AS answer')).toEqual([{ answer: 42 }]);
});

it('survives a connection that dies while somebody holds it, as the job queue does', async () => {
  const client = await database.pool.connect();
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  await cut(rows[0]?.pid ?? 0);
  await expect(client.query('SELECT 42')).rejects.toThrow();
  client.release(true);
  expect(await database.query('test-answer', 'SELECT 42 AS answer')).toEqual([{ answer: 42 }]);
});
