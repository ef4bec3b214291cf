import { Readable } from 'node:stream';
import { asCurrency } from '@guichet/contract/currencies.ts';
import type { ExportFormat, ExportName, ReportRow, SalesReport } from '@guichet/contract/reportViews.ts';
import type { Language } from '@guichet/contract/terminal.ts';
import { dayBounds } from '../../platform/placeDay.ts';
import type { Tenant } from '../../platform/tenants.store.ts';
import type { Database } from '../../platform/transaction.ts';
import { actorNames } from '../people/index.ts';
import type { Cell } from './exportCell.ts';
import { EXPORT_COLUMNS } from './exportColumns.ts';
import { type ExportCursor, exportPage } from './exportPages.store.ts';
import { type ExportWord, exportWord } from './exportWords.ts';
import type { Period } from './period.ts';
import { type ExportTable, writeCsv } from './writeCsv.ts';
import { writeXlsx } from './writeXlsx.ts';

export interface ExportAsked extends Period {
  readonly format: ExportFormat;
  readonly language: Language;
}

const AT_ONCE = 2_000;

/** Rows of a kind, a page after the other: each is read when the one before has been taken. */
async function* pagesOf(
  database: Database,
  { tenantId, timeZone }: Tenant,
  name: ExportName,
  { from, to }: Period,
): AsyncGenerator<Cell[][]> {
  const range = { from: dayBounds(from, timeZone).from, until: dayBounds(to, timeZone).until };
  const columns = EXPORT_COLUMNS[name];
  for (let after: ExportCursor | null = null; ; ) {
    const rows = await exportPage(database, name, { tenantId, range, after, limit: AT_ONCE });
    const actors = rows.flatMap(({ created_by: by }) => (by === undefined ? [] : [by as string]));
    const names = actors.length === 0 ? new Map<string, string>() : await actorNames(database, tenantId, actors);
    yield rows.map((row) => columns.map(({ cell }) => cell(row, names)));
    const last = rows.at(-1);
    if (last === undefined || rows.length < AT_ONCE) return;
    after = { created: last.cursor_created, id: last.cursor_id };
  }
}

/** The file of a table, as bytes that are made as they are taken. */
export function fileOf(table: ExportTable, { timeZone, country }: Tenant, { format, language }: ExportAsked): Readable {
  const bytes = format === 'csv' ? writeCsv(table, { language, timeZone, country }) : writeXlsx(table, timeZone);
  return Readable.from(bytes, { objectMode: false });
}

/** Rows of a period as a file. */
export function exportRows(database: Database, tenant: Tenant, name: ExportName, asked: ExportAsked): Readable {
  const headings = EXPORT_COLUMNS[name].map(({ heading }) => exportWord(heading, asked.language));
  return fileOf({ title: name, headings, pages: pagesOf(database, tenant, name, asked) }, tenant, asked);
}

const FIGURES = ['sales', 'refunds', 'disputes', 'fees', 'net'] as const;

/** A line per currency that was settled in, and one for what was only tried. */
function linesOf({ key, name, sold, settled, tries }: ReportRow): Cell[][] {
  const lead: Cell[] = [key, name];
  const count = sold.reduce((sum, { sales }) => sum + sales.count, 0);
  const rest = (at: number): Cell[] => (at === 0 ? [count, tries.asked, tries.approved] : [null, null, null]);
  if (settled.length === 0) return [[...lead, null, null, null, null, null, null, ...rest(0)]];
  return settled.map((figures, at) => [
    ...lead,
    figures.currency.toUpperCase(),
    ...FIGURES.map((figure) => ({ minor: BigInt(figures[figure]), currency: asCurrency(figures.currency) })),
    ...rest(at),
  ]);
}

/** What customers spent, a line per currency that they paid in. */
const customerLinesOf = ({ key, name, sold }: ReportRow): Cell[][] =>
  sold.map(({ currency, sales, refunds }) => {
    const of = (minor: number): Cell => ({ minor: BigInt(minor), currency: asCurrency(currency) });
    return [key, name, currency.toUpperCase(), of(sales.amount), of(refunds.amount), null, null, null, sales.count, null, null];
  });

/** A report as a file. */
export function exportReport(tenant: Tenant, report: SalesReport, asked: ExportAsked): Readable {
  const heading: ExportWord = report.by;
  const words: ExportWord[] = [heading, 'name', 'currency', ...FIGURES, 'payments', 'tries', 'approved'];
  const rows = report.rows.flatMap(report.by === 'customer' ? customerLinesOf : linesOf);
  const pages = (async function* () {
    yield rows;
  })();
  return fileOf({ title: `sales by ${report.by}`, headings: words.map((word) => exportWord(word, asked.language)), pages }, tenant, asked);
}
