import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { PostgresLine } from '../../test/harness/postgresLine.ts';
import { runSql, type TestDatabase, testDatabase } from '../../test/harness/testDatabase.ts';
import { openDatabase } from './openDatabase.ts';
import { type Database, insertRows, type Transaction } from './sql.ts';
import { CommitUnknown, withTransaction } from './transaction.ts';

let test: TestDatabase;
let database: Database;

beforeAll(async () => {
  test = await testDatabase();
  database = openDatabase(test.serverPool);
  await runSql(test.ownerPool, 'CREATE TABLE sums (id int PRIMARY KEY, sum int); GRANT ALL ON sums TO guichet_server');
});
afterAll(async () => {
  await database.close();
  await test.close();
});
beforeEach(() => runSql(test.ownerPool, 'TRUNCATE sums; INSERT INTO sums VALUES (1, 0), (2, 0)'));

const add = (tx: Transaction, id: number) => tx.query('test add', 'UPDATE sums SET sum = sum + 1 WHERE id = $1', [id]);
const sums = async (): Promise<number[]> =>
  (await runSql<{ sum: number }>(test.ownerPool, 'SELECT sum FROM sums ORDER BY id')).map(({ sum }) => sum);

it('is done whole', async () => {
  const answer = await withTransaction(database, async (tx) => {
    await add(tx, 1);
    await add(tx, 2);
    return 'done';
  });
  expect(answer).toBe('done');
  expect(await sums()).toEqual([1, 1]);
});

it('leaves nothing behind when its body throws, and is not tried again', async () => {
  let tries = 0;
  const refusal = new Error('refused');
  const body = async (tx: Transaction) => {
    tries += 1;
    await add(tx, 1);
    throw refusal;
  };
  await expect(withTransaction(database, body)).rejects.toBe(refusal);
  expect(tries).toBe(1);
  expect(await sums()).toEqual([0, 0]);
});

it('is not tried again when PostgreSQL refuses what would be refused again', async () => {
  let tries = 0;
  const body = async (tx: Transaction) => {
    tries += 1;
    await tx.query('test clash', 'INSERT INTO sums VALUES (1, 0)');
  };
  await expect(withTransaction(database, body)).rejects.toMatchObject({ code: '23505' });
  expect(tries).toBe(1);
});

it('shows what fails unwaited for when it commits, and leaves nothing behind', async () => {
  let cameToItsEnd = false;
  const body = async (tx: Transaction) => {
    await add(tx, 1);
    await insertRows(tx, 'sums', { id: 'integer', sum: 'integer' }, [{ id: 2, sum: 5 }]);
    cameToItsEnd = true;
  };
  await expect(withTransaction(database, body)).rejects.toMatchObject({ code: '23505' });
  expect(cameToItsEnd).toBe(true);
  expect(await sums()).toEqual([0, 0]);
});

it('a read sees what was written before it without being waited for', async () => {
  const seen = await withTransaction(database, async (tx) => {
    await insertRows(tx, 'sums', { id: 'integer', sum: 'integer' }, [{ id: 3, sum: 5 }]);
    return tx.query('test read third', 'SELECT sum FROM sums WHERE id = 3');
  });
  expect(seen).toEqual([{ sum: 5 }]);
});

it('sends together what is asked for together, and never while an answer is awaited', async () => {
  const sent = vi.spyOn(pg.Client.prototype, 'query');
  try {
    await withTransaction(database, async (tx) => {
      await Promise.all([add(tx, 1), add(tx, 2)]);
      const twice = async (id: number) => {
        await add(tx, id);
        await Promise.resolve();
        await add(tx, id);
      };
      await Promise.all([twice(1), add(tx, 2)]);
      await Promise.all([add(tx, 1), new Promise((resolve) => setImmediate(resolve)).then(() => add(tx, 2))]);
    });
    // Two at once, two and the third, two of which one comes while the other is under way, and COMMIT.
    expect(sent).toHaveBeenCalledTimes(6);
  } finally {
    sent.mockRestore();
  }
  expect(await sums()).toEqual([4, 3]);
});

it('fails what was asked for while the statement before it failed', async () => {
  const body = async (tx: Transaction) => {
    const late = new Promise((resolve) => setImmediate(resolve)).then(() => add(tx, 1));
    const outcomes = await Promise.allSettled([tx.query('test clash', 'INSERT INTO sums VALUES (1, 0)'), late]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  };
  await expect(withTransaction(database, body)).rejects.toMatchObject({ code: '23505' });
});

it('that deadlocks with another is run again, and both are done', async () => {
  const met = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  let tries = 0;
  const crosswise = (first: number, second: number, own: number) =>
    withTransaction(database, async (tx) => {
      tries += 1;
      await add(tx, first);
      met[own]?.resolve();
      await Promise.all(met.map(({ promise }) => promise));
      await add(tx, second);
    });
  await Promise.all([crosswise(1, 2, 0), crosswise(2, 1, 1)]);
  expect(await sums()).toEqual([2, 2]);
  expect(tries).toBe(3);
});

it('that saw what another has changed is run again on what it is now', async () => {
  const seen: number[] = [];
  await withTransaction(database, async (tx) => {
    await tx.query('', 'SET TRANSACTION ISOLATION LEVEL SERIALIZABLE');
    const [row] = await tx.query<{ sum: number }>('test read', 'SELECT sum FROM sums WHERE id = 1');
    seen.push(row?.sum ?? -1);
    if (seen.length === 1) await withTransaction(database, (other) => add(other, 1));
    await tx.query('test write', 'UPDATE sums SET sum = $1 WHERE id = 1', [(row?.sum ?? 0) + 10]);
  });
  expect(seen).toEqual([0, 1]);
  expect(await sums()).toEqual([11, 0]);
});

it('gives up after some tries', async () => {
  let tries = 0;
  const body = async (tx: Transaction) => {
    tries += 1;
    await tx.query('', "DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$");
  };
  await expect(withTransaction(database, body)).rejects.toMatchObject({ code: '40001' });
  expect(tries).toBe(6);
}, 30_000);

describe('over a connection that breaks', () => {
  let line: PostgresLine;
  let through: Database;

  beforeAll(async () => {
    line = await PostgresLine.open(test.serverPool);
    through = openDatabase(line.pool);
  });
  afterAll(async () => {
    await through.close();
    await line.close();
  });
  beforeEach(() => line.mend());

  it('before COMMIT is run again on another one', async () => {
    line.cutBefore('UPDATE sums');
    await withTransaction(through, (tx) => add(tx, 1));
    expect(await sums()).toEqual([1, 0]);
  });

  it('with the answer to a statement is run again, and what it did is undone', async () => {
    line.cutAfter('UPDATE sums');
    await withTransaction(through, (tx) => add(tx, 1));
    expect(await sums()).toEqual([1, 0]);
  });

  it('with the answer to COMMIT says that nobody knows, and does nothing again', async () => {
    line.cutAfter('COMMIT');
    await expect(withTransaction(through, (tx) => add(tx, 1))).rejects.toThrow(CommitUnknown);
    expect(await sums()).toEqual([1, 0]);
  });

  it('and is known to be broken when COMMIT would be sent is run again', async () => {
    const broken = new Promise((resolve) => through.pool.once('acquire', (client) => client.once('error', resolve)));
    const pids: number[] = [];
    await withTransaction(through, async (tx) => {
      const [row] = await tx.query<{ pid: number }>('test pid', 'SELECT pg_backend_pid() AS pid');
      await add(tx, 1);
      if (pids.push(row?.pid ?? 0) > 1) return;
      await runSql(test.adminPool, `SELECT pg_terminate_backend(${row?.pid})`);
      await broken;
    });
    expect(new Set(pids).size).toBe(2);
    expect(await sums()).toEqual([1, 0]);
  });

  it('before COMMIT arrives says so too: from here it looks the same', async () => {
    line.cutBefore('COMMIT');
    await expect(withTransaction(through, (tx) => add(tx, 1))).rejects.toThrow(CommitUnknown);
    expect(await sums()).toEqual([0, 0]);
  });

  it('that nobody answers any more fails in time, its connection is given up, and nobody waits for an undo that cannot come', async () => {
    const patient = openDatabase({ ...line.pool, query_timeout: 1_500 });
    line.freezeAfter('UPDATE sums');
    const asked = vi.spyOn(pg.Client.prototype, 'query');
    await expect(withTransaction(patient, (tx) => add(tx, 1))).rejects.toThrow('Query read timeout');
    // What the transaction is, and no undo after it: waiting for that would take as long again.
    expect(asked).toHaveBeenCalledTimes(1);
    asked.mockRestore();
    line.freezeAfter('COMMIT');
    await expect(withTransaction(patient, (tx) => add(tx, 2))).rejects.toThrow(CommitUnknown);
    await withTransaction(patient, (tx) => add(tx, 2));
    expect((await sums())[1]).toBe(2);
    expect(patient.pool.totalCount).toBe(1);
    await patient.close();
  });
});

it('that meets a primary which was demoted is run again over another connection, and never over that one', async () => {
  const narrow = openDatabase({ ...test.serverPool, max: 1 });
  const pids: number[] = [];
  const body = async (tx: Transaction) => {
    const [row] = await tx.query<{ pid: number }>('test pid', 'SELECT pg_backend_pid() AS pid');
    // From here on this connection answers as one does that leads to a standby.
    if (pids.push(row?.pid ?? 0) === 1) await tx.query('', 'SET LOCAL transaction_read_only = on');
    await add(tx, 1);
  };
  await withTransaction(narrow, body);
  expect(new Set(pids).size).toBe(2);
  expect(await sums()).toEqual([1, 0]);
  await narrow.close();
});
