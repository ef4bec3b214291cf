import type { Sql } from '../platform/sql.ts';

/** What is told of a backup. `finished` without `failure`: there is one. */
export interface BackupRow {
  readonly name: string;
  readonly started: Date;
  readonly finished: Date | null;
  readonly bytes: bigint | null;
  readonly failure: string | null;
  readonly tested: Date | null;
  readonly testFailure: string | null;
}

/** The newest first. */
export const listBackupRows = (sql: Sql, most: number): Promise<BackupRow[]> =>
  sql.query<BackupRow>(
    'backups list',
    `SELECT name, started, finished, bytes, failure, tested, test_failure AS "testFailure" FROM backups ORDER BY name DESC LIMIT $1`,
    [most],
  );

/** The newest that was found to restore. */
export async function lastGoodTest(sql: Sql): Promise<{ name: string; tested: Date } | null> {
  const [row] = await sql.query<{ name: string; tested: Date }>(
    'backups last good test',
    'SELECT name, tested FROM backups WHERE tested IS NOT NULL AND test_failure IS NULL ORDER BY tested DESC LIMIT 1',
  );
  return row ?? null;
}

export const insertBackup = (sql: Sql, name: string, started: Date): Promise<unknown> =>
  sql.query('backups insert', 'INSERT INTO backups (name, started) VALUES ($1, $2)', [name, started]);

export const finishBackup = (
  sql: Sql,
  name: string,
  { at, bytes, failure }: { at: Date; bytes: bigint | null; failure: string | null },
): Promise<unknown> =>
  sql.query('backups finish', 'UPDATE backups SET finished = $2, bytes = $3, failure = $4 WHERE name = $1', [name, at, bytes, failure]);

/** Those that were under way when their program ended: their number. */
export async function failUnfinished(sql: Sql, at: Date, failure: string): Promise<number> {
  const rows = await sql.query(
    'backups fail unfinished',
    'UPDATE backups SET finished = greatest($1, started), failure = $2 WHERE finished IS NULL RETURNING name',
    [at, failure],
  );
  return rows.length;
}

export const noteTest = (sql: Sql, name: string, at: Date, failure: string | null): Promise<unknown> =>
  sql.query('backups note test', 'UPDATE backups SET tested = $2, test_failure = $3 WHERE name = $1', [name, at, failure]);

/** How PostgreSQL fares with putting its log aside. */
export interface ArchiveRow {
  readonly archives: boolean;
  readonly archivedAt: Date | null;
  readonly failedAt: Date | null;
}

/** PostgreSQL tries again until it succeeds, so it fails when its last try did. */
export const isFailing = ({ archivedAt, failedAt }: Pick<ArchiveRow, 'archivedAt' | 'failedAt'>): boolean =>
  failedAt !== null && (archivedAt === null || failedAt > archivedAt);

export async function readArchive(sql: Sql): Promise<ArchiveRow> {
  const [row] = await sql.query<ArchiveRow>(
    'backups archive',
    `SELECT current_setting('archive_mode') <> 'off' AS archives, last_archived_time AS "archivedAt", last_failed_time AS "failedAt"
     FROM pg_stat_archiver`,
  );
  return row ?? { archives: false, archivedAt: null, failedAt: null };
}
