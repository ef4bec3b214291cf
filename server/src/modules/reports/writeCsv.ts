import { BYTE_ORDER_MARK, csvLines, type Writing } from './csv.rules.ts';
import type { Cell } from './exportCell.ts';

/** A table as it is written: its headings, and its rows a page at a time. */
export interface ExportTable {
  readonly title: string;
  readonly headings: readonly string[];
  readonly pages: AsyncIterable<readonly (readonly Cell[])[]>;
}

/** A CSV file, a page at a time: what is not taken from it is not made. */
export async function* writeCsv({ headings, pages }: ExportTable, writing: Writing): AsyncGenerator<Buffer> {
  yield Buffer.from(BYTE_ORDER_MARK + csvLines([headings], writing));
  for await (const rows of pages) if (rows.length > 0) yield Buffer.from(csvLines(rows, writing));
}
