import pg from 'pg';
import { PgBoss } from 'pg-boss';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/harness/testDatabase.ts';
import { openDatabase } from '../platform/openDatabase.ts';
import { type Database, only } from '../platform/sql.ts';
import { withTransaction } from '../platform/transaction.ts';
import { createJobs, type Handler, type Jobs, type QueueRules } from './jobs.ts';
import { installQueueSchema } from './queueSchema.ts';

let test: TestDatabase;
let database: Database;
let owner: pg.Client;

beforeAll(async () => {
  test = await testDatabase();
  database = openDatabase(test.serverPool);
  owner = new pg.Client(test.ownerPool);
  await owner.connect();
});

afterAll(async () => {
  await Promise.all([owner.end(), database.close()]);
  await test.close();
});

const rules = (name: string): QueueRules => ({ name, tries: 3, firstWaitSeconds: 1, longestWaitSeconds: 1, timeoutSeconds: 1 });

interface Task {
  readonly n: number;
}

/** Collects what a handler is given; `seen(count)` waits until it has been called so often. */
function recorder() {
  const calls: number[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  return {
    calls,
    note(n: number): void {
      calls.push(n);
      for (const each of waiting) if (calls.length >= each.count) each.resolve();
    },
    seen: (count: number): Promise<void> =>
      new Promise((resolve) => {
        waiting.push({ count, resolve });
        if (calls.length >= count) resolve();
      }),
  };
}

async function withJobs(queue: QueueRules, handler: Handler<Task>, body: (jobs: Jobs, errors: string[]) => Promise<void>): Promise<void> {
  const errors: string[] = [];
  const log = { error: (_details: object, message: string) => errors.push(message) };
  const jobs = createJobs({ database, log, pollSeconds: 0.5, superviseSeconds: 1 });
  jobs.work(queue, handler);
  await jobs.start();
  try {
    await body(jobs, errors);
  } finally {
    await jobs.stop();
  }
}

const notExpected = async (): Promise<never> => {
  throw new Error('This was not expected to run.');
};

describe('the schema of the queue', () => {
  it('is complete, as pg-boss itself compares it', async () => {
    const boss = new PgBoss({
      db: { executeSql: (text, values) => owner.query(text, values) },
      schema: 'jobs',
      migrate: false,
      supervise: false,
    });
    const report = await boss.detectSchemaDrift();
    expect(report).toMatchObject({ ok: true });
  });

  it('can be installed again, also by many servers at once, and nothing changes', async () => {
    await owner.query('DROP SCHEMA jobs CASCADE');
    await Promise.all(Array.from({ length: 12 }, () => installQueueSchema(test.ownerPool)));
    await installQueueSchema(test.ownerPool);
    const { rows } = await owner.query('SELECT count(*)::int AS count FROM jobs.version');
    expect(rows).toEqual([{ count: 1 }]);
  });

  it('refuses to work on a newer one', async () => {
    await owner.query('UPDATE jobs.version SET version = version + 1');
    await expect(installQueueSchema(test.ownerPool)).rejects.toThrow('newer than this program');
    await owner.query('UPDATE jobs.version SET version = version - 1');
  });

  it("gives the server rows but not tables: it can't make, change or drop any", async () => {
    for (const statement of [
      'CREATE TABLE jobs.mine (id int)',
      'ALTER TABLE jobs.job ADD COLUMN mine int',
      'DROP TABLE jobs.job',
      'TRUNCATE jobs.job',
    ]) {
      await expect(database.pool.query(statement)).rejects.toThrow(/permission denied|must be owner/);
    }
  });
});

describe('a job', () => {
  it('runs once its transaction has committed, and never when that is rolled back', async () => {
    const seen = recorder();
    const handle = async ({ n }: Task) => {
      seen.note(n);
      return { kind: 'done' } as const;
    };
    await withJobs(rules('after-commit'), { handle, abandoned: notExpected }, async (jobs, errors) => {
      const undone = withTransaction(database, async (tx) => {
        await jobs.enqueue(tx, 'after-commit', { n: 1 });
        throw new Error('No.');
      });
      await expect(undone).rejects.toThrow('No.');
      await withTransaction(database, (tx) => jobs.enqueue(tx, 'after-commit', { n: 2 }));
      jobs.wake('after-commit');
      await seen.seen(1);
      expect(seen.calls).toEqual([2]);
      expect(errors).toEqual([]);
    });
  });

  it('is tried again when it asks for it or breaks off, and given up after its last try', async () => {
    const tries = recorder();
    const given = recorder();
    const handle = async ({ n }: Task) => {
      tries.note(n);
      if (tries.calls.length === 2) throw new Error('A bug.');
      return { kind: 'later', reason: 'Not now.' } as const;
    };
    await withJobs(rules('thrice'), { handle, abandoned: async ({ n }) => given.note(n) }, async (jobs, errors) => {
      await withTransaction(database, (tx) => jobs.enqueue(tx, 'thrice', { n: 7 }));
      jobs.wake('thrice');
      await given.seen(1);
      expect(tries.calls).toEqual([7, 7, 7]);
      expect(given.calls).toEqual([7]);
      expect(errors).toEqual(['A job broke off.']);
    });
  });

  it('waits longer before each try', async () => {
    const queue = { ...rules('growing'), tries: 9, firstWaitSeconds: 100, longestWaitSeconds: 1000 };
    const tried = recorder();
    const handle = async ({ n }: Task) => {
      tried.note(n);
      return { kind: 'later', reason: 'Not now.' } as const;
    };
    const waits: number[] = [];
    await withJobs(queue, { handle, abandoned: notExpected }, async (jobs) => {
      await withTransaction(database, (tx) => jobs.enqueue(tx, 'growing', { n: 1 }));
      for (let round = 1; round <= 5; round += 1) {
        jobs.wake('growing');
        await tried.seen(round);
        await expect.poll(() => waitOf('growing')).toBeGreaterThan(0);
        waits.push(await waitOf('growing'));
        await database.pool.query("UPDATE jobs.job SET start_after = now() WHERE name = 'growing'");
      }
    });
    const [first = 0, second = 0, third = 0, fourth = 0, fifth = 0] = waits;
    expect(first).toBeGreaterThan(95);
    expect(first).toBeLessThan(201);
    expect(second).toBeGreaterThan(195);
    expect(third).toBeGreaterThan(395);
    expect(fourth).toBeGreaterThan(795);
    expect(fifth).toBeGreaterThan(995);
    expect(fifth).toBeLessThan(1001);
  });

  it('whose server died is taken by another when its time is up', async () => {
    const seen = recorder();
    const handle = async ({ n }: Task) => {
      seen.note(n);
      return { kind: 'done' } as const;
    };
    await withJobs(rules('orphan'), { handle, abandoned: notExpected }, async (jobs) => {
      // What a server leaves that takes a job and is killed: a row that is active, and nobody who works on it.
      await withTransaction(database, async (tx) => {
        await jobs.enqueue(tx, 'orphan', { n: 3 });
        await tx.query('take as the dead server did', "UPDATE jobs.job SET state = 'active', started_on = now() WHERE name = 'orphan'");
      });
      await seen.seen(1);
      expect(seen.calls).toEqual([3]);
    });
  });

  it('that runs when the server is stopped is waited for', async () => {
    let finish = (): void => {};
    const gate = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const begun = recorder();
    const ended = recorder();
    const handle = async ({ n }: Task) => {
      begun.note(n);
      await gate;
      ended.note(n);
      return { kind: 'done' } as const;
    };
    await withJobs({ ...rules('slow'), timeoutSeconds: 60 }, { handle, abandoned: notExpected }, async (jobs) => {
      await withTransaction(database, (tx) => jobs.enqueue(tx, 'slow', { n: 5 }));
      jobs.wake('slow');
      await begun.seen(1);
      const stopped = jobs.stop().then(() => ended.calls.length);
      finish();
      expect(await stopped).toBe(1);
    });
    expect(await stateOf('slow')).toBe('completed');
  });
});

async function waitOf(queue: string): Promise<number> {
  const rows = await database.query<{ seconds: number }>(
    'wait of a job',
    "SELECT extract(epoch FROM start_after - now())::float8 AS seconds FROM jobs.job WHERE name = $1 AND state = 'retry'",
    [queue],
  );
  return rows[0]?.seconds ?? 0;
}

async function stateOf(queue: string): Promise<string> {
  return only(await database.query<{ state: string }>('state of a job', 'SELECT state::text FROM jobs.job WHERE name = $1', [queue])).state;
}
