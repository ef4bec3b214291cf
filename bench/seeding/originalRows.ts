import type pg from 'pg';
import { type BinaryFields, copyOut } from './copyRows.ts';
import { isOwn, type Span } from './ownIds.ts';

export interface TableShape {
  readonly name: string;
  readonly columns: readonly string[];
  /** PostgreSQL's names of the columns' types. */
  readonly types: readonly string[];
  /** The places of the primary key's columns. */
  readonly key: readonly number[];
}

export interface OriginalRow {
  readonly table: TableShape;
  readonly fields: BinaryFields;
}

const TABLES = `SELECT c.relname AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns,
    array_agg(a.atttypid::regtype::text ORDER BY a.attnum) AS types,
    array_agg(a.attnum = ANY (i.indkey::smallint[]) ORDER BY a.attnum) AS is_key
  FROM pg_class c
  JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
    AND EXISTS (SELECT FROM pg_attribute t WHERE t.attrelid = c.oid AND t.attname = 'tenant_id')
  GROUP BY c.relname ORDER BY c.relname`;

interface TableRow {
  readonly name: string;
  readonly columns: string[];
  readonly types: string[];
  readonly is_key: boolean[];
}

async function tablesOf(client: pg.Client): Promise<TableShape[]> {
  const { rows } = await client.query<TableRow>(TABLES);
  return rows.map(({ name, columns, types, is_key: isKey }) => ({
    ...{ name, columns, types },
    key: isKey.flatMap((yes, at) => (yes ? [at] : [])),
  }));
}

/** The number that transactions of the database begin with from now on. */
export async function nextTransaction(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ next: string }>('SELECT pg_snapshot_xmax(pg_current_snapshot())::text AS next');
  return rows[0]?.next ?? '';
}

/**
 * All that was left behind in each span: the rows written since a transaction whose primary key names an id of the span. So whatever a payment
 * leaves in whichever table is found without knowing the table.
 */
export async function readOriginals(client: pg.Client, tenantId: number, since: string, spans: readonly Span[]): Promise<OriginalRow[][]> {
  const found: OriginalRow[][] = spans.map(() => []);
  for (const table of await tablesOf(client)) {
    const columns = table.columns.map((column) => `"${column}"`).join(', ');
    const query = `SELECT ${columns} FROM "${table.name}" WHERE tenant_id = ${tenantId} AND xmin::text::bigint >= ${since}`;
    for (const fields of await copyOut(client, query)) {
      const names = table.key.map((at) => fields[at]?.toString('latin1') ?? '').join(' ');
      const owner = spans.findIndex((span) => isOwn(names, span));
      found[owner]?.push({ table, fields });
    }
  }
  return found;
}
