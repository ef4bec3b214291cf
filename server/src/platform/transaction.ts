import pg from 'pg';
import { isDatabaseBusy } from './databaseBusy.ts';
import { isDatabaseLost, isUnanswered, isUnsent } from './databaseLost.ts';
import { Lockstep } from './lockstep.ts';
import type { Statement } from './pipeline.ts';
import type { Database, Transaction } from './sql.ts';

// Use cases open transactions and hand them on; only stores say what is done in them, so only they import `sql.ts`.
export type { Database, Sql, Transaction } from './sql.ts';

/** Conflicts that pass when the transaction is run again from its beginning; PostgreSQL undid all of it. */
const CONFLICTS = new Set(['40001', '40P01']);
const TRIES = 6;

function isRetriable(error: unknown): boolean {
  // It has waited long enough, and so would every further try.
  if (isDatabaseBusy(error) || isUnanswered(error)) return false;
  return isDatabaseLost(error) || CONFLICTS.has(String((error as { code?: unknown } | null)?.code));
}

export const BEGIN: Statement = { name: 'begin', text: 'BEGIN', values: [] };

/** A COMMIT whose answer was lost: it may have been done. Only the caller can find out, by what it wrote. */
export class CommitUnknown extends Error {
  constructor(cause: unknown) {
    super('The connection was lost while the transaction was being committed.', { cause });
    this.name = 'CommitUnknown';
  }
}

/** PostgreSQL refused to commit. When it says that it ends, or that the connection does, the commit may have been done before. */
const isRefusal = (error: unknown): boolean => error instanceof pg.DatabaseError && !/^(08|57P)/.test(error.code ?? '');

/** Throws `CommitUnknown` when nobody answers. Over a connection that was known to be broken nothing was sent, so nothing was committed. */
export async function commit(step: Lockstep): Promise<void> {
  await step.flush();
  await step.commit().catch((error: unknown) => {
    if (isRefusal(error) || isUnsent(error)) throw error;
    throw new CommitUnknown(error);
  });
}

async function once<T>(database: Pick<Database, 'pool'>, body: (tx: Transaction) => Promise<T>): Promise<T> {
  const client = await database.pool.connect();
  let isLost = false;
  const step = new Lockstep(client, 1, [BEGIN]);
  try {
    const result = await step.run(body);
    await commit(step);
    return result;
  } catch (error) {
    isLost = await rollBack(client, step, error);
    throw error;
  } finally {
    client.release(isLost);
  }
}

/**
 * Undoes a transaction after an error, if it had begun. Answers whether its connection is lost, so that the pool must not hand it out again; a lost one is not
 * asked any more, as its answer may never come.
 */
export async function rollBack(client: Pick<pg.ClientBase, 'query'>, step: Lockstep, error: unknown): Promise<boolean> {
  if (isDatabaseLost(error) || error instanceof CommitUnknown) return true;
  if (!step.hasBegun) return false;
  await step.answered;
  return client.query('ROLLBACK').then(
    () => false,
    () => true,
  );
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Runs `body` in one transaction and commits it. A transaction that PostgreSQL undid for a reason that passes (conflict, fail-over, lost
 * connection before COMMIT) is run again, up to six times within 4 s; so `body` must have no effects outside the transaction. A lost answer to
 * COMMIT is not repeated here: `CommitUnknown` says so.
 */
export async function withTransaction<T>(database: Pick<Database, 'pool'>, body: (tx: Transaction) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await once(database, body);
    } catch (error) {
      if (attempt === TRIES || !isRetriable(error)) throw error;
      await pause(10 * 4 ** (attempt - 1));
    }
  }
}

/**
 * As `withTransaction`, where many do the same at once: `body` may share its transaction with others of its `kind`. `subjects` name what it must
 * have for itself, such as the ids of rows that it locks and the key that it claims.
 */
export const withSharedTransaction = <T>(
  database: Database,
  kind: string,
  subjects: readonly string[],
  body: (tx: Transaction) => Promise<T>,
): Promise<T> => database.shared.run(kind, subjects, body);
