import type { Sql, Transaction } from '../../platform/sql.ts';
import { bucketText, movementsText, triesText } from './movements.store.ts';
import { piecesOf, type Span } from './spans.rules.ts';
import type { Dimension, SumRow, TryRow } from './sumRows.ts';

export interface SumQuery {
  readonly tenantId: number;
  /** Told apart by time and currency alone. All bounds lie on quarters of an hour; spans may overlap. */
  readonly totals: readonly Span[];
  /** Told apart by these as well. */
  readonly by: readonly Dimension[];
  readonly fine: readonly Span[];
}

/** What was found of each kind of span; a row's segment is its span's number. */
export interface Parts<R> {
  readonly totals: R[];
  readonly fine: R[];
}

/** What is read must be of one moment, sums and rows alike; must be the first statement of its transaction. */
export async function freezeMoment(tx: Transaction): Promise<void> {
  await tx.query('freeze view', 'SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
}

export interface Cuts {
  readonly movements: string;
  readonly tries: string;
}

/** Nothing is folded. Sums that stand there all the same are of a cut that was taken away: they count no more, all rows are read instead. */
const NO_CUT = '-infinity';

/** Up to where rows are folded. Read by itself, so that PostgreSQL plans what follows knowing how few rows are beyond. */
export async function readCuts(tx: Transaction, tenantId: number): Promise<Cuts> {
  const rows = await tx.query<{ source: keyof Cuts; cut: string }>(
    'read report cuts',
    'SELECT source, cut::text AS cut FROM report_cuts WHERE tenant_id = $1',
    [tenantId],
  );
  const found = Object.fromEntries(rows.map(({ source, cut }) => [source, cut]));
  return { movements: found.movements ?? NO_CUT, tries: found.tries ?? NO_CUT };
}

/** Each piece by the index of its table, in the place of one pass over all of it. */
export const fromPieces = (
  table: string,
  first: number,
  where = 'true',
): string => `unnest($${first}::integer[], $${first + 1}::smallint[], $${first + 2}::timestamptz[], $${first + 3}::timestamptz[])
      AS piece (segment, grain, since, until)
    CROSS JOIN LATERAL (
      SELECT * FROM ${table} s WHERE s.tenant_id = $1 AND s.grain = piece.grain AND s.bucket >= piece.since AND s.bucket < piece.until AND ${where} OFFSET 0
    ) found`;

/** The parameters that `fromPieces` reads, where rows are folded up to a cut. */
export function pieceArrays(spans: readonly Span[], cut: string): unknown[][] {
  const pieces = cut === NO_CUT ? [] : piecesOf(spans);
  return [
    ...[pieces.map(({ segment }) => segment), pieces.map(({ grain }) => grain)],
    ...[pieces.map(({ from }) => from), pieces.map(({ until }) => until)],
  ];
}

interface Kept {
  /** What every row is told apart by, and what is added up. */
  readonly columns: readonly string[];
  readonly sums: readonly string[];
  readonly totals: string;
  readonly fine: string;
  /** The rows beyond the cut, `$2`. */
  readonly rest: string;
}

/** All that is wanted in one statement: totals, what is told apart further, and the rows beyond the cut, by the quarter of an hour. */
function readText({ columns, sums, totals, fine, rest }: Kept, by: readonly Dimension[]): string {
  const added = sums.map((sum) => `sum(${sum})::bigint AS ${sum}`).join(', ');
  const kept = columns.join(', ');
  const none = by.map((each) => `NULL::text AS ${each}`);
  const all = [...columns, ...by].join(', ');
  const parts = [
    `SELECT 'totals' AS part, segment, NULL::timestamptz AS bucket, ${[kept, ...none].join(', ')}, ${added}
     FROM ${fromPieces(totals, 5)} GROUP BY segment, ${kept}`,
    `SELECT 'rest', NULL, ${bucketText('created', '15')} AS bucket, ${all}, ${added}
     FROM (${rest}) rest WHERE created >= $3::timestamptz AND created < $4::timestamptz GROUP BY 3, ${all}`,
  ];
  if (by.length > 0) parts.push(`SELECT 'fine', segment, NULL, ${all}, ${added} FROM ${fromPieces(fine, 9)} GROUP BY segment, ${all}`);
  return parts.join('\nUNION ALL\n');
}

function parametersOf({ tenantId, totals, by, fine }: SumQuery, cut: string): unknown[] {
  const spans = [...totals, ...fine];
  const from = new Date(Math.min(...spans.map((span) => span.from.getTime())));
  const until = new Date(Math.max(...spans.map((span) => span.until.getTime())));
  return [tenantId, cut, from, until, ...pieceArrays(totals, cut), ...(by.length > 0 ? pieceArrays(fine, cut) : [])];
}

interface Stored {
  readonly part: 'totals' | 'fine' | 'rest';
  readonly bucket: Date | null;
}

/** Rows beyond the cut belong to every span that holds their quarter of an hour. */
export const inSpans = <R extends { readonly bucket: Date | null }>(
  rows: readonly R[],
  spans: readonly Span[],
): (R & { segment: number })[] =>
  rows.flatMap((row) =>
    spans.flatMap(({ from, until }, segment) =>
      row.bucket !== null && row.bucket >= from && row.bucket < until ? [{ ...row, segment }] : [],
    ),
  );

function partsOf<R>(rows: readonly (R & Stored)[], { totals, fine }: SumQuery): Parts<R> {
  const of = (part: Stored['part']) => rows.filter((row) => row.part === part);
  const rest = of('rest');
  return { totals: [...of('totals'), ...inSpans(rest, totals)], fine: [...of('fine'), ...inSpans(rest, fine)] };
}

const MOVEMENTS: Kept = {
  columns: ['kind', 'currency', 'settled_currency'],
  sums: ['count', 'amount', 'settled', 'fee'],
  ...{ totals: 'report_totals', fine: 'report_sums', rest: movementsText('p.written >= $2::timestamptz') },
};

/** Sums of the spans, to the second. */
export async function readSums(sql: Sql, query: SumQuery, { movements }: Cuts): Promise<Parts<SumRow>> {
  const text = readText(MOVEMENTS, query.by);
  return partsOf(await sql.query<SumRow & Stored>(`report sums by ${query.by.join()}`, text, parametersOf(query, movements)), query);
}

const TRIES: Kept = {
  columns: ['outcome', 'currency'],
  sums: ['count', 'amount'],
  ...{ totals: 'report_try_totals', fine: 'report_tries' },
  rest: `SELECT *, 1 AS count FROM (
    ${triesText('c.created >= $2::timestamptz')}
    UNION ALL
    ${triesText(`c.id = ANY (ARRAY(SELECT charge_id FROM report_open_tries WHERE tenant_id = $1 AND $2::timestamptz > '${NO_CUT}'))`)}
  ) asked WHERE outcome IS NOT NULL`,
};

/** How often issuers and banks were asked, and what they said. */
export async function readTries(sql: Sql, query: SumQuery, { tries }: Cuts): Promise<Parts<TryRow>> {
  const text = readText(TRIES, query.by);
  return partsOf(await sql.query<TryRow & Stored>(`report tries by ${query.by.join()}`, text, parametersOf(query, tries)), query);
}
