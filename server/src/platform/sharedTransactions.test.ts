import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PostgresLine } from '../../test/harness/postgresLine.ts';
import { runSql, type TestDatabase, testDatabase } from '../../test/harness/testDatabase.ts';
import { openDatabase } from './openDatabase.ts';
import { type Database, insertRows, type Transaction } from './sql.ts';
import { CommitUnknown, withSharedTransaction, withTransaction } from './transaction.ts';

let test: TestDatabase;
let line: PostgresLine;
let database: Database;

beforeAll(async () => {
  test = await testDatabase();
  line = await PostgresLine.open(test.serverPool);
  database = openDatabase(line.pool);
  await runSql(test.ownerPool, 'CREATE TABLE notes (id int PRIMARY KEY, text text, xid xid8); GRANT ALL ON notes TO guichet_server');
});
afterAll(async () => {
  await database.close();
  await line.close();
  await test.close();
});
beforeEach(async () => {
  line.mend();
  await runSql(test.ownerPool, 'TRUNCATE notes');
});

const COLUMNS = { id: 'integer', text: 'text' } as const;
const note = (tx: Transaction, id: number, text = 'noted') => insertRows(tx, 'notes', COLUMNS, [{ id, text }]);
const READ = 'SELECT i.slot::int, n.text FROM unnest($1::int[]) WITH ORDINALITY AS i(id, slot) JOIN notes n ON n.id = i.id';
const textOf = async (tx: Transaction, id: number) => (await tx.batch<{ text: string }>('test read', READ, [[id]])).map(({ text }) => text);
const transactionId = async (tx: Transaction): Promise<string> =>
  (await tx.query<{ id: string }>('test xid', "SELECT pg_current_xact_id()::text || '' AS id"))[0]?.id ?? '';
const noted = async (): Promise<number[]> =>
  (await runSql<{ id: number }>(test.ownerPool, 'SELECT id FROM notes ORDER BY id')).map(({ id }) => id);

/** Keeps whoever comes meanwhile waiting, so that they travel together; answers what each of them got. */
async function together<T>(bodies: readonly ((tx: Transaction) => Promise<T>)[], subjects = (at: number) => [`subject ${at}`]) {
  const hold = Promise.withResolvers<void>();
  const first = withSharedTransaction(database, 'test', [], () => hold.promise);
  const others = bodies.map((body, at) => withSharedTransaction(database, 'test', subjects(at), body));
  hold.resolve();
  await first;
  return Promise.allSettled(others);
}
const values = <T>(results: readonly PromiseSettledResult<T>[]): T[] =>
  results.map((result) => {
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  });
const COUNT = 20;
const each = <T>(body: (tx: Transaction, at: number) => Promise<T>) =>
  Array.from({ length: COUNT }, (_, at) => (tx: Transaction) => body(tx, at));
const ALL = Array.from({ length: COUNT }, (_, at) => at);

it('those that wait share the next transaction', async () => {
  const ids = values(await together(each(transactionId)));
  expect(new Set(ids).size).toBe(1);
});

it('each gets the rows of its own, in its own count of slots', async () => {
  const found = values(
    await together(
      each(async (tx, at) => {
        await note(tx, at, `of ${at}`);
        const rows = await tx.batch<{ text: string }>('test read', READ, [[at, 99, at]]);
        return rows.map(({ slot, text }) => `${slot} ${text}`);
      }),
    ),
  );
  expect(found).toEqual(ALL.map((at) => [`1 of ${at}`, `3 of ${at}`]));
  expect(await noted()).toEqual(ALL);
});

it('members that do different things, and unequally much, all come to their end', async () => {
  const lengths = values(
    await together(
      each(async (tx, at) => {
        if (at % 3 === 0) await Promise.all([textOf(tx, 1), transactionId(tx)]);
        for (let again = 0; again < at; again += 1) await textOf(tx, again);
        if (at % 2 === 0) await new Promise((resolve) => setTimeout(resolve, at));
        await note(tx, at);
        return at;
      }),
    ),
  );
  expect(lengths).toEqual(ALL);
  expect(await noted()).toEqual(ALL);
});

it('what nobody waits for is written in the order of each, whatever the others write', async () => {
  const tables = 'CREATE TABLE parents (id int PRIMARY KEY); CREATE TABLE children (id int PRIMARY KEY, parent int REFERENCES parents)';
  await runSql(test.ownerPool, `${tables}; INSERT INTO parents VALUES (0); GRANT ALL ON parents, children TO guichet_server`);
  const parent = (tx: Transaction, id: number) => insertRows(tx, 'parents', { id: 'integer' }, [{ id }]);
  const child = (tx: Transaction, id: number, of: number) =>
    insertRows(tx, 'children', { id: 'integer', parent: 'integer' }, [{ id, parent: of }]);
  let tries = 0;
  const orders = [
    async (tx: Transaction) => [await child(tx, 1, 0), await parent(tx, 1)],
    async (tx: Transaction) => [await parent(tx, 2), await child(tx, 2, 2)],
    async (tx: Transaction) => [await child(tx, 3, 0), await parent(tx, 3), await child(tx, 4, 3)],
  ];
  values(
    await together(
      orders.map((write) => async (tx: Transaction) => {
        tries += 1;
        await write(tx);
      }),
    ),
  );
  expect(tries).toBe(orders.length);
  expect(await runSql(test.ownerPool, 'SELECT id, parent FROM children ORDER BY id')).toEqual([
    { id: 1, parent: 0 },
    { id: 2, parent: 2 },
    { id: 3, parent: 0 },
    { id: 4, parent: 3 },
  ]);
});

it('one that ends while something of it is still asked holds up nobody, and asks nothing more', async () => {
  const leftBehind = Promise.withResolvers<unknown>();
  const results = await together([
    async (tx) => {
      const slow = (async () => {
        await textOf(tx, 1);
        await textOf(tx, 2);
      })();
      leftBehind.resolve(
        slow.then(
          () => 'asked on',
          (error: unknown) => error,
        ),
      );
      throw new Error('refused');
    },
    async (tx) => {
      for (const id of [1, 2, 3]) await textOf(tx, id);
      await note(tx, 1);
    },
  ]);
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
  expect(await leftBehind.promise).toBeInstanceOf(Error);
  expect(await noted()).toEqual([1]);
});

it('one that throws is undone with its own error, and the others are done, once', async () => {
  const results = await together(
    each(async (tx, at) => {
      await note(tx, at);
      if (at % 7 === 3) throw new Error(`refused ${at}`);
    }),
  );
  const refused = results.flatMap((result) => (result.status === 'rejected' ? [String(result.reason)] : []));
  expect(refused).toEqual(['Error: refused 3', 'Error: refused 10', 'Error: refused 17']);
  expect(await noted()).toEqual(ALL.filter((at) => at % 7 !== 3));
});

it('a statement that PostgreSQL refuses fails only whose it is', async () => {
  await runSql(test.ownerPool, "INSERT INTO notes VALUES (5, 'there before')");
  const results = await together(each(async (tx, at) => note(tx, at)));
  expect(results.flatMap((result, at) => (result.status === 'rejected' ? [[at, (result.reason as { code: string }).code]] : []))).toEqual([
    [5, '23505'],
  ]);
  expect(await noted()).toEqual(ALL);
});

it('what PostgreSQL refuses only when it commits fails only whose it is', async () => {
  await runSql(test.ownerPool, 'CREATE TABLE late (id int UNIQUE DEFERRABLE INITIALLY DEFERRED); GRANT ALL ON late TO guichet_server');
  await runSql(test.ownerPool, 'INSERT INTO late VALUES (5)');
  const results = await together(each(async (tx, at) => insertRows(tx, 'late', { id: 'integer' }, [{ id: at }])));
  expect(results.flatMap((result, at) => (result.status === 'rejected' ? [[at, (result.reason as { code: string }).code]] : []))).toEqual([
    [5, '23505'],
  ]);
  expect(await runSql(test.ownerPool, 'SELECT id FROM late ORDER BY id')).toEqual(ALL.map((id) => ({ id })));
});

it('an error that rests on what another member wrote is found anew without it', async () => {
  // The first is refused, so what the second saw of it never was.
  const results = await together([
    async (tx) => {
      await note(tx, 1);
      await textOf(tx, 0);
      throw new Error('refused');
    },
    async (tx) => {
      await textOf(tx, 0);
      if ((await textOf(tx, 1)).length > 0) throw new Error('taken');
      await note(tx, 2);
    },
  ]);
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
  expect(await noted()).toEqual([2]);
});

it('two with a subject in common never share one, and keep their order', async () => {
  const order: number[] = [];
  const ids = values(
    await together(
      each(async (tx, at) => {
        order.push(at);
        return transactionId(tx);
      }),
      (at) => [`subject ${at % 2}`],
    ),
  );
  expect(new Set(ids).size).toBe(COUNT / 2);
  expect(order).toEqual(ALL);
});

it('one that says so gets a transaction of its own', async () => {
  let tries = 0;
  const ids = values(
    await together([
      ...each(transactionId),
      async (tx: Transaction) => {
        tries += 1;
        await note(tx, 1);
        tx.alone();
        return transactionId(tx);
      },
    ]),
  );
  expect(new Set(ids).size).toBe(2);
  expect(tries).toBe(2);
  expect(await noted()).toEqual([1]);
});

it('a row that somebody holds keeps only those waiting who want it', async () => {
  await runSql(test.ownerPool, "INSERT INTO notes VALUES (1, 'held'), (2, 'free')");
  const held = Promise.withResolvers<void>();
  const free = Promise.withResolvers<void>();
  const holder = withTransaction(database, async (tx) => {
    await tx.query('test hold', 'SELECT 1 FROM notes WHERE id = 1 FOR UPDATE');
    held.resolve();
    await free.promise;
  });
  await held.promise;
  const lock = 'SELECT i.slot::int FROM unnest($1::int[]) WITH ORDINALITY AS i(id, slot) JOIN notes n ON n.id = i.id FOR UPDATE OF n';
  const done: number[] = [];
  const waiting = [1, 2].map((id) =>
    withSharedTransaction(database, 'test', [`note ${id}`], async (tx) => {
      await tx.batch('test lock', lock, [[id]]);
    }).then(() => done.push(id)),
  );
  await waiting[1];
  expect(done).toEqual([2]);
  free.resolve();
  await Promise.all([holder, ...waiting]);
  expect(done).toEqual([2, 1]);
});

describe('over a connection that breaks', () => {
  it('before COMMIT, all are run again', async () => {
    line.cutBefore('insert notes');
    values(await together(each(async (tx, at) => note(tx, at))));
    expect(await noted()).toEqual(ALL);
  });

  it('to a primary which was demoted, it is given up and all are run again', async () => {
    const narrow = openDatabase({ ...test.serverPool, max: 1 });
    await narrow.query('', 'SET default_transaction_read_only = on');
    const [before] = await narrow.query<{ pid: number }>('test pid', 'SELECT pg_backend_pid() AS pid');
    await Promise.all(ALL.map((at) => withSharedTransaction(narrow, 'test', [], (tx) => note(tx, at))));
    const [after] = await narrow.query<{ pid: number }>('test pid', 'SELECT pg_backend_pid() AS pid');
    expect(after?.pid).not.toBe(before?.pid);
    expect(await noted()).toEqual(ALL);
    await narrow.close();
  });

  it('with the answer to COMMIT, all are told that nobody knows', async () => {
    const hold = Promise.withResolvers<void>();
    const first = withSharedTransaction(database, 'test', [], () => hold.promise);
    const others = ALL.map((at) => withSharedTransaction(database, 'test', [], (tx) => note(tx, at)));
    const results = Promise.allSettled(others);
    hold.resolve();
    await first;
    line.cutAfter('COMMIT');
    expect((await results).map((result) => result.status === 'rejected' && result.reason instanceof CommitUnknown)).toEqual(
      ALL.map(() => true),
    );
    expect(await noted()).toEqual(ALL);
  });
});

it('reads outside of transactions travel together too, and each gets its own rows', async () => {
  await runSql(test.ownerPool, "INSERT INTO notes SELECT n, 'of ' || n FROM generate_series(0, 19) n");
  const found = await Promise.all(ALL.map((at) => database.batch<{ text: string }>('test read', READ, [[at]])));
  expect(found.map((rows) => rows.map(({ slot, text }) => [slot, text]))).toEqual(ALL.map((at) => [[1, `of ${at}`]]));
});
