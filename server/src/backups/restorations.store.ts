import type { Sql } from '../platform/sql.ts';

/** A place that was brought back, and has not read its provider since. */
export interface OpenRestoration {
  /** The moment whose state it has. */
  readonly restoredTo: Date;
  readonly restored: Date;
}

/** The restoration that is still open, with the earliest moment when there are several. */
export async function readOpenRestoration(sql: Sql): Promise<OpenRestoration | null> {
  const [row] = await sql.query<OpenRestoration>(
    'restorations open',
    'SELECT restored_to AS "restoredTo", restored FROM restorations WHERE reconciled IS NULL ORDER BY restored_to LIMIT 1',
  );
  return row ?? null;
}

/** Needs the owner of the tables. */
export const insertRestoration = (sql: Sql, { restored, restoredTo }: OpenRestoration): Promise<unknown> =>
  sql.query('restorations insert', 'INSERT INTO restorations (restored, restored_to) VALUES ($1, $2)', [restored, restoredTo]);

/** Ends the silence of a place whose provider has been read from `since` on. Answers whether it was silent and is so no more. */
export async function markReconciled(sql: Sql, { since, now }: { since: Date; now: Date }): Promise<boolean> {
  const rows = await sql.query(
    'restorations reconciled',
    'UPDATE restorations SET reconciled = greatest($2, restored) WHERE reconciled IS NULL AND restored_to >= $1 RETURNING restored',
    [since, now],
  );
  return rows.length > 0;
}
