import type { IdPrefix } from '@guichet/contract/ids.ts';
import { firstIdAt } from './ids.ts';
import type { Row, Sql } from './sql.ts';

/**
 * What a list is asked for. With `after`: rows older than that id, newest first. With `before`: rows newer than that id, OLDEST first
 * (those next to the cursor). With neither: the newest, newest first. At most `take` rows.
 */
export interface Page {
  readonly after?: string;
  readonly before?: string;
  readonly take: number;
}

/** A span of time: `from` belongs to it, `until` does not. */
export interface TimeRange {
  readonly from?: Date;
  readonly until?: Date;
}

/** A request takes no such time from when it reads the clock until it has made its ids. */
const LATEST_ID_MS = 3600_000;
const LAST_YEAR_MS = Date.UTC(8000, 0);

/** Conditions of a WHERE clause, gathered with their values. Their texts are constants; only values come from outside. */
export class Conditions {
  readonly #texts: string[] = [];
  readonly values: unknown[] = [];

  /** Adds a condition in which each `$?` stands for the next value; nothing when a value is undefined, as a filter that is not set. */
  add(text: string, ...values: readonly unknown[]): this {
    if (values.includes(undefined)) return this;
    const numbered = text.split('$?').reduce((before, after, at) => `${before}$${this.values.length + at}${after}`);
    this.#texts.push(numbered);
    this.values.push(...values);
    return this;
  }

  /**
   * A span of time in a column. `ids` says which column has ids that begin with the time at which they were made, which is never long after what
   * the column says: then a page is looked for from the end of the span on, and not from the newest row back to it.
   */
  created(column: string, range: TimeRange | undefined, ids?: { readonly column: string; readonly prefix: IdPrefix }): this {
    this.add(`${column} >= $?`, range?.from).add(`${column} < $?`, range?.until);
    return ids === undefined ? this : this.madeBefore(ids.column, ids.prefix, range?.until);
  }

  /** Leaves out ids that were made so long after a moment that what they name is of after it too. */
  madeBefore(idColumn: string, prefix: IdPrefix, until: Date | undefined): this {
    const ms = until?.getTime() ?? Number.NaN;
    // Outside of these years ids do not sort by time.
    if (!(ms >= 0 && ms < LAST_YEAR_MS)) return this;
    return this.add(`${idColumn} < $?`, firstIdAt(prefix, new Date(ms + LATEST_ID_MS)));
  }

  get text(): string {
    return this.#texts.join(' AND ');
  }
}

/** Reads a page of rows by id. `select` ends with its FROM clause; the conditions come behind it. */
export async function selectPage<R extends Row>(
  sql: Sql,
  select: string,
  idColumn: string,
  conditions: Conditions,
  page: Page,
): Promise<R[]> {
  conditions.add(`${idColumn} < $?`, page.after).add(`${idColumn} > $?`, page.before);
  const order = page.before === undefined ? 'DESC' : 'ASC';
  const text = `${select} WHERE ${conditions.text} ORDER BY ${idColumn} ${order} LIMIT $${conditions.values.length + 1}`;
  // Unnamed: which conditions apply decides the plan, so each combination is planned for itself.
  return sql.query<R>('', text, [...conditions.values, page.take]);
}

/** How many rows meet the conditions, counted up to `most`. `from` is the table. */
export async function countRows(sql: Sql, from: string, conditions: Conditions, most: number): Promise<number> {
  const limited = `SELECT 1 FROM ${from} WHERE ${conditions.text} LIMIT $${conditions.values.length + 1}`;
  const rows = await sql.query<{ count: bigint }>('', `SELECT count(*) AS count FROM (${limited}) found`, [...conditions.values, most]);
  return Number(rows[0]?.count ?? 0n);
}
