import type { Row, Sql } from '../../platform/sql.ts';

/** That a provider's records of a day were read to their end, and what came of it. */
export interface Reconciliation {
  readonly tenantId: number;
  readonly provider: string;
  /** The place's day. */
  readonly day: string;
  readonly readFrom: Date;
  /** Until before this moment: the end of the day, or when it was read if the day had not ended. */
  readonly readUntil: Date;
  readonly ran: Date;
  readonly looked: number;
  readonly resolved: number;
  readonly unresolved: number;
}

const fromRow = (row: Row): Reconciliation => ({
  tenantId: row.tenant_id,
  provider: row.provider,
  day: row.day,
  readFrom: row.read_from,
  readUntil: row.read_until,
  ran: row.ran,
  looked: row.looked,
  resolved: row.resolved,
  unresolved: row.unresolved,
});

/** Keeps what came of a day; the last time stands. */
export async function recordReconciliation(sql: Sql, made: Reconciliation): Promise<void> {
  await sql.query(
    'record reconciliation',
    `INSERT INTO reconciliations (tenant_id, provider, day, read_from, read_until, ran, looked, resolved, unresolved)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     ON CONFLICT (tenant_id, provider, day) DO UPDATE SET read_from = excluded.read_from, read_until = excluded.read_until, ran = excluded.ran,
       looked = excluded.looked, resolved = excluded.resolved, unresolved = excluded.unresolved`,
    [made.tenantId, made.provider, made.day, made.readFrom, made.readUntil, made.ran, made.looked, made.resolved, made.unresolved],
  );
}

/** What was read of each provider since a moment at which a program ran; newest day first. All that is known where no moment is given. */
export async function reconciliationsSince(sql: Sql, ran: Date | null): Promise<Reconciliation[]> {
  const rows = await sql.query(
    'reconciliations since',
    `SELECT * FROM reconciliations WHERE $1::timestamptz IS NULL OR ran >= $1 ORDER BY tenant_id, provider, day DESC`,
    [ran],
  );
  return rows.map(fromRow);
}
