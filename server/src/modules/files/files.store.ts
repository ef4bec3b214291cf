import { Conditions, type Page, selectPage, type TimeRange } from '../../platform/page.ts';
import { type Columns, insertRows, type Row, type Sql, type Transaction } from '../../platform/sql.ts';
import type { StoredFile } from './file.ts';

const COLUMNS = {
  tenant_id: 'integer',
  id: 'text',
  purpose: 'text',
  filename: 'text',
  type: 'text',
  size: 'integer',
  sha256: 'text',
  created_by: 'text',
  created: 'timestamptz',
  erased: 'timestamptz',
} as const satisfies Columns;
const CHUNK_COLUMNS = { tenant_id: 'integer', file_id: 'text', position: 'integer', bytes: 'bytea' } as const satisfies Columns;

const fromRow = (row: Row): StoredFile => ({
  tenantId: row.tenant_id,
  id: row.id,
  purpose: row.purpose,
  filename: row.filename,
  type: row.type,
  size: row.size,
  sha256: row.sha256,
  createdBy: row.created_by,
  created: row.created,
  erased: row.erased,
});

const CHUNK_BYTES = 256 * 1024;

/** Stores a file and its bytes, in pieces that one answer of PostgreSQL can hold with ease. */
export async function insertFile(tx: Transaction, file: StoredFile, bytes: Buffer): Promise<void> {
  const { tenantId, createdBy, ...rest } = file;
  await insertRows(tx, 'files', COLUMNS, [{ ...rest, tenant_id: tenantId, created_by: createdBy }]);
  for (let position = 0; position * CHUNK_BYTES < bytes.length; position += 1) {
    const piece = bytes.subarray(position * CHUNK_BYTES, (position + 1) * CHUNK_BYTES);
    await insertRows(tx, 'file_chunks', CHUNK_COLUMNS, [{ tenant_id: tenantId, file_id: file.id, position, bytes: piece }]);
  }
}

export async function findFiles(sql: Sql, tenantId: number, ids: readonly string[]): Promise<StoredFile[]> {
  return (await sql.query('find files', 'SELECT * FROM files WHERE tenant_id = $1 AND id = ANY ($2)', [tenantId, ids])).map(fromRow);
}

/** The same, held until the transaction ends: nobody erases them meanwhile. */
export async function holdFiles(tx: Transaction, tenantId: number, ids: readonly string[]): Promise<StoredFile[]> {
  return (await tx.query('hold files', 'SELECT * FROM files WHERE tenant_id = $1 AND id = ANY ($2) FOR SHARE', [tenantId, ids])).map(
    fromRow,
  );
}

/** A file's bytes, piece by piece. */
export async function* readFileBytes(sql: Sql, { tenantId, id }: StoredFile): AsyncGenerator<Buffer> {
  for (let position = 0; ; position += 1) {
    const [row] = await sql.query<{ bytes: Buffer }>(
      'read file chunk',
      'SELECT bytes FROM file_chunks WHERE tenant_id = $1 AND file_id = $2 AND position = $3',
      [tenantId, id, position],
    );
    if (row === undefined) return;
    yield row.bytes;
  }
}

/** The whole of a file that is not large. */
export async function readWholeFile(sql: Sql, file: StoredFile): Promise<Buffer<ArrayBuffer>> {
  const pieces: Buffer[] = [];
  for await (const piece of readFileBytes(sql, file)) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** Deletes the bytes and the names of files for good; that they were there stays, with their sums. Answers which of them were not erased before. */
export async function eraseFiles(tx: Transaction, tenantId: number, ids: readonly string[], at: Date): Promise<string[]> {
  await tx.query('delete file chunks', 'DELETE FROM file_chunks WHERE tenant_id = $1 AND file_id = ANY ($2)', [tenantId, ids]);
  const erased = await tx.query<{ id: string }>(
    'mark files as erased',
    `UPDATE files SET filename = 'file.' || type, erased = $3 WHERE tenant_id = $1 AND id = ANY ($2) AND erased IS NULL RETURNING id`,
    [tenantId, ids, at],
  );
  return erased.map(({ id }) => id);
}

export interface FileFilter {
  readonly purpose?: string;
  readonly created?: TimeRange;
}

export async function listFiles(sql: Sql, tenantId: number, { purpose, created }: FileFilter, page: Page): Promise<StoredFile[]> {
  const conditions = new Conditions().add('tenant_id = $?', tenantId).add('purpose = $?', purpose).created('created', created);
  return (await selectPage(sql, 'SELECT * FROM files', 'id', conditions, page)).map(fromRow);
}
