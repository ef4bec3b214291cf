import { Conditions, type Page, selectPage, type TimeRange } from '../platform/page.ts';
import { type Columns, insertRows, type Row, type Sql, type Transaction } from '../platform/sql.ts';
import type { Closing, SealedLine } from './chainWriter.ts';
import type { Period } from './fiscalDays.rules.ts';
import type { FiscalHead } from './fiscalHead.ts';
import { type FiscalTotals, readTotals, type WrittenTotals, writeTotals } from './fiscalTotals.rules.ts';

const LINE_COLUMNS = {
  tenant_id: 'integer',
  sequence: 'bigint',
  kind: 'text',
  day: 'text',
  source: 'text',
  content: 'text',
  signature: 'bytea',
} as const satisfies Columns;

const CLOSING_COLUMNS = {
  tenant_id: 'integer',
  id: 'text',
  period: 'text',
  name: 'text',
  sequence: 'bigint',
  created: 'timestamptz',
} as const satisfies Columns;

type WrittenHeadTotals = { readonly [P in Period | 'perpetual']: WrittenTotals };

function headOf(row: Row): FiscalHead {
  const totals: WrittenHeadTotals = row.totals;
  const read = (of: Period | 'perpetual'): FiscalTotals => readTotals(totals[of]);
  return {
    tenantId: row.tenant_id,
    sequence: Number(row.sequence),
    hash: row.hash,
    key: row.key_id,
    at: row.at,
    day: row.day,
    open: { day: row.open_day, month: row.open_month, year: row.open_year },
    openFrom: row.open_from,
    totals: { day: read('day'), month: read('month'), year: read('year'), perpetual: read('perpetual') },
  };
}

const headValues = ({ tenantId, sequence, hash, key, at, day, open, openFrom, totals }: FiscalHead): unknown[] => [
  tenantId,
  sequence,
  hash,
  key,
  at,
  day,
  open.day,
  open.month,
  open.year,
  JSON.stringify(openFrom),
  JSON.stringify({
    day: writeTotals(totals.day),
    month: writeTotals(totals.month),
    year: writeTotals(totals.year),
    perpetual: writeTotals(totals.perpetual),
  }),
];

/** Puts a head where a tenant has none yet. */
export async function insertFirstHead(tx: Transaction, head: FiscalHead): Promise<void> {
  await tx.query(
    'insert fiscal head',
    `INSERT INTO fiscal_heads (tenant_id, sequence, hash, key_id, at, day, open_day, open_month, open_year, open_from, totals)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING`,
    headValues(head),
  );
}

/** The end of a tenant's chain, locked until the transaction ends: one writer at a time, so that there is neither gap nor fork. */
export async function lockHead(tx: Transaction, tenantId: number): Promise<FiscalHead | undefined> {
  return (await tx.query('lock fiscal head', 'SELECT * FROM fiscal_heads WHERE tenant_id = $1 FOR UPDATE', [tenantId])).map(headOf)[0];
}

export async function readHead(sql: Sql, tenantId: number): Promise<FiscalHead | undefined> {
  return (await sql.query('read fiscal head', 'SELECT * FROM fiscal_heads WHERE tenant_id = $1', [tenantId])).map(headOf)[0];
}

export async function moveHead(tx: Transaction, head: FiscalHead): Promise<void> {
  await tx.query(
    'move fiscal head',
    `UPDATE fiscal_heads SET sequence = $2, hash = $3, key_id = $4, at = $5, day = $6, open_day = $7, open_month = $8, open_year = $9, open_from = $10, totals = $11
     WHERE tenant_id = $1`,
    headValues(head),
  );
}

export const insertLines = (tx: Transaction, tenantId: number, lines: readonly SealedLine[]): Promise<void> =>
  insertRows(
    tx,
    'fiscal_lines',
    LINE_COLUMNS,
    lines.map((line) => ({ ...line, tenant_id: tenantId })),
  );

export const insertClosings = (
  tx: Transaction,
  tenantId: number,
  closings: readonly (Closing & { readonly id: string; readonly created: Date })[],
): Promise<void> =>
  insertRows(
    tx,
    'fiscal_closings',
    CLOSING_COLUMNS,
    closings.map((closing) => ({ ...closing, tenant_id: tenantId })),
  );

/** The line by which a record was taken; null when the till never took it. */
export async function lineOfTaking(sql: Sql, tenantId: number, source: string): Promise<number | null> {
  const rows = await sql.query<{ sequence: bigint }>(
    'fiscal line of taking',
    "SELECT sequence FROM fiscal_lines WHERE tenant_id = $1 AND source = $2 AND kind = 'received' ORDER BY sequence DESC LIMIT 1",
    [tenantId, source],
  );
  return rows[0] === undefined ? null : Number(rows[0].sequence);
}

export interface StoredLine {
  readonly sequence: number;
  readonly content: string;
  readonly signature: Buffer;
}

/** Lines behind one, in order; those of one year where that is given. A year's lines stand side by side, since days never go back. */
export async function readLines(
  sql: Sql,
  tenantId: number,
  { after, year, limit }: { readonly after: number; readonly year: string | null; readonly limit: number },
): Promise<StoredLine[]> {
  const rows = await sql.query<{ sequence: bigint; content: string; signature: Buffer }>(
    'read fiscal lines',
    `SELECT sequence, content, signature FROM fiscal_lines
     WHERE tenant_id = $1 AND sequence > $2 AND ($3::text IS NULL OR day LIKE $3 || '-%') ORDER BY sequence LIMIT $4`,
    [tenantId, after, year, limit],
  );
  return rows.map((row) => ({ ...row, sequence: Number(row.sequence) }));
}

/** What a whole reading of the lines must start with, so that it sees one moment although it takes several statements. */
export async function freezeView(tx: Transaction): Promise<void> {
  await tx.query('freeze view', 'SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
}

export interface StoredClosing extends Closing {
  readonly id: string;
  readonly content: string;
}

export interface ClosingFilter extends Page {
  readonly period?: Period | undefined;
  readonly created?: TimeRange | undefined;
}

export async function listClosings(sql: Sql, tenantId: number, { period, created, ...page }: ClosingFilter): Promise<StoredClosing[]> {
  const conditions = new Conditions().add('c.tenant_id = $?', tenantId).add('c.period = $?', period).created('c.created', created);
  const select = `SELECT c.id, c.period, c.name, c.sequence, l.content FROM fiscal_closings c
     JOIN fiscal_lines l ON l.tenant_id = c.tenant_id AND l.sequence = c.sequence`;
  const rows = await selectPage<Row>(sql, select, 'c.id', conditions, page);
  return rows.map(({ id, period: of, name, sequence, content }) => ({ id, period: of, name, sequence: Number(sequence), content }));
}

/** The years that have lines, newest first. */
export async function yearsOf(sql: Sql, tenantId: number): Promise<string[]> {
  const rows = await sql.query<{ year: string }>(
    'years of fiscal lines',
    'SELECT DISTINCT left(day, 4) AS year FROM fiscal_lines WHERE tenant_id = $1 ORDER BY 1 DESC',
    [tenantId],
  );
  return rows.map(({ year }) => year);
}

/** The tenants that have a period which is not closed. */
export async function tenantsWithOpenDay(sql: Sql): Promise<number[]> {
  const rows = await sql.query<{ tenant_id: number }>(
    'tenants with open fiscal periods',
    'SELECT tenant_id FROM fiscal_heads WHERE coalesce(open_day, open_month, open_year) IS NOT NULL ORDER BY tenant_id',
  );
  return rows.map((row) => row.tenant_id);
}

export async function tenantsWithLines(sql: Sql): Promise<number[]> {
  const rows = await sql.query<{ tenant_id: number }>('tenants with fiscal lines', 'SELECT tenant_id FROM fiscal_heads ORDER BY tenant_id');
  return rows.map((row) => row.tenant_id);
}
