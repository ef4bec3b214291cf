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

  created(column: string, range: TimeRange | undefined): this {
    return this.add(`${column} >= $?`, range?.from).add(`${column} < $?`, range?.until);
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
