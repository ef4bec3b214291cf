import pg from 'pg';
import { GatheredReads } from './gatheredReads.ts';
import { SharedTransactions } from './sharedTransactions.ts';
import { type Database, send } from './sql.ts';

// 20 is int8: PostgreSQL sends it as text, and only bigint holds it whole. 1700 (numeric) stays text.
pg.types.setTypeParser(20, (text) => BigInt(text));

/** How long a request waits for a connection before it is answered that the database is too busy. */
const CONNECT_TIMEOUT_MS = 10_000;

const STATEMENT_TIMEOUT_MS = 30_000;
/**
 * PostgreSQL ends what takes longer than it should; one that is frozen, or cut off without a word, cannot. When so much more time has passed, a
 * statement fails here, and its connection is given up. A COMMIT that fails so is an unknown outcome, as with any lost answer.
 */
const SILENCE_MS = 5_000;
/** A connection over which nothing is said is asked whether its other end still lives, since a machine that has gone says nothing. */
const KEEP_ALIVE_AFTER_MS = 10_000;

/** Opens a pool on a database. It connects at the first statement. */
export function openDatabase(config: pg.PoolConfig): Database {
  const { statement_timeout: limitMs = STATEMENT_TIMEOUT_MS } = config;
  const pool = new pg.Pool({
    max: 16,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: limitMs,
    // Who asks without a limit waits without one.
    ...(limitMs && { query_timeout: limitMs + SILENCE_MS }),
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER_MS,
    idle_in_transaction_session_timeout: 60_000,
    ...config,
  });
  // A connection that dies while idle is replaced at the next use; without a listener its error would end the process.
  pool.on('error', () => {});
  // The pool listens only while a connection is idle. One that dies in the middle of a transaction, between two statements, shows itself at
  // the next statement; there, too, an unheard error would end the process.
  pool.on('connect', (client) => client.on('error', () => {}));
  const reads = new GatheredReads(pool);
  return {
    pool,
    shared: new SharedTransactions(pool),
    batch: (name, text, arrays) => reads.batch(name, text, arrays),
    query: (name, text, values) => send(pool, name, text, values),
    write: async (name, text, arrays) => void (await send(pool, name, text, arrays)),
    close: () => pool.end(),
  };
}
