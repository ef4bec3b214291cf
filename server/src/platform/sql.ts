import type pg from 'pg';
import { type Row, sendTogether } from './pipeline.ts';

export type { Row } from './pipeline.ts';

/** Where SQL can be sent: the pool (each statement its own transaction) or an open transaction. */
export interface Sql {
  /**
   * Sends one statement and answers its rows. `name` makes it a prepared statement, planned once per connection; the same name must
   * always stand for the same text.
   */
  query<R extends Row>(name: string, text: string, values?: readonly unknown[]): Promise<R[]>;
  /**
   * The same for a statement all of whose parameters are arrays that it unnests, an element per thing that is asked or written. Those of
   * several callers may travel as one. Rows that it answers carry `slot`: which element they are about, counted from 1.
   */
  batch<R extends Row>(name: string, text: string, arrays: readonly (readonly unknown[])[]): Promise<(R & Slotted)[]>;
  /**
   * The same for a statement that answers nothing. Within a transaction it is not waited for: it is sent with the next statement that is, or
   * with the commit, in its order; a failure shows there, and undoes everything.
   */
  write(name: string, text: string, arrays: readonly (readonly unknown[])[]): Promise<void>;
}

interface Slotted {
  readonly slot: number;
}

/** An open transaction: stores take this where what they do must stand or fall with its neighbours. */
export interface Transaction extends Sql {
  readonly kind: 'transaction';
  /** Says that what follows must not share its transaction. Where it does, it is undone and run again, alone. */
  alone(): void;
}

/** Transactions that may share one with others; see `SharedTransactions`. */
interface Sharing {
  run<T>(kind: string, subjects: readonly string[], body: (tx: Transaction) => Promise<T>): Promise<T>;
  empty(): Promise<void>;
}

export interface Database extends Sql {
  readonly shared: Sharing;
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

const READS = /^\s*SELECT\b/i;
const LOCKS = /\bFOR\s+(UPDATE|NO KEY UPDATE|SHARE|KEY SHARE)\b/i;

/** Neither writes nor locks. */
export const isPlainRead = (text: string): boolean => READS.test(text) && !LOCKS.test(text);

/** Sends one statement, which is a transaction of its own. */
export async function send<R extends Row>(pool: pg.Pool, name: string, text: string, values: readonly unknown[] = []): Promise<R[]> {
  const client = await pool.connect();
  let failed = true;
  try {
    const [rows] = await sendTogether(client, [{ name, text, values }]);
    failed = false;
    return rows as R[];
  } finally {
    client.release(failed);
  }
}

/** The one row that a statement must have answered. */
export function only<R extends Row>(rows: readonly R[]): R {
  const [row] = rows;
  if (rows.length !== 1 || row === undefined) throw new Error(`Expected one row, got ${rows.length}.`);
  return row;
}

/** The columns that a statement writes, each with its PostgreSQL type. */
export type Columns = Readonly<Record<string, 'text' | 'bigint' | 'integer' | 'smallint' | 'boolean' | 'timestamptz' | 'jsonb' | 'bytea'>>;

/** What a column takes: jsonb takes any value that JSON can hold. */
export type ColumnValues<C extends Columns> = { readonly [K in keyof C]: unknown };

/**
 * The text that inserts any number of rows in one statement: an array per column, unnested in step. `suffix` follows (ON CONFLICT, RETURNING).
 */
function insertText(table: string, columns: Columns, suffix = ''): string {
  const names = Object.keys(columns).join(', ');
  const arrays = Object.values(columns)
    .map((type, n) => `$${n + 1}::${type}[]`)
    .join(', ');
  return `INSERT INTO ${table} (${names}) SELECT * FROM unnest(${arrays}) ${suffix}`;
}

/** The values for `insertText`: one array per column, in the columns' order. */
export function columnArrays<C extends Columns>(columns: C, rows: readonly ColumnValues<C>[]): unknown[][] {
  return Object.entries(columns).map(([name, type]) =>
    rows.map((row) => {
      const value = row[name as keyof C];
      return type === 'jsonb' && value !== null && value !== undefined ? JSON.stringify(value) : (value ?? null);
    }),
  );
}

/**
 * `FROM` what reads the arrays of `batch` as rows of the columns, with their slot: `unnest(…) WITH ORDINALITY`. Its `slot` is a bigint; select
 * it as `i.slot::int`.
 */
export function inputText(columns: Columns): string {
  const types = Object.values(columns).map((type, n) => `$${n + 1}::${type}[]`);
  return `unnest(${types.join(', ')}) WITH ORDINALITY AS i (${Object.keys(columns).join(', ')}, slot)`;
}

/** Inserts rows and waits for it, where somebody tells one refusal from another. */
export async function insertRowsNow<C extends Columns>(
  sql: Sql,
  table: string,
  columns: C,
  rows: readonly ColumnValues<C>[],
): Promise<void> {
  if (rows.length > 0) await sql.batch(`insert ${table}`, insertText(table, columns), columnArrays(columns, rows));
}

/** Inserts rows into a table in one statement, as `write` does. */
export async function insertRows<C extends Columns>(sql: Sql, table: string, columns: C, rows: readonly ColumnValues<C>[]): Promise<void> {
  if (rows.length > 0) await sql.write(`insert ${table}`, insertText(table, columns), columnArrays(columns, rows));
}
