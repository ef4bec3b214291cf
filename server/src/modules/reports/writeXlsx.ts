import { Zip, ZipDeflate } from 'fflate';
import type { ExportTable } from './writeCsv.ts';
import { MOST_ROWS, rowsXml, SHEET_END, sheetHead, sheetPath, workbookParts } from './xlsx.rules.ts';

const utf8 = new TextEncoder();

/** Packs files as they are written, and hands out what is packed. */
class Packing {
  #packed: Uint8Array[] = [];
  readonly #zip = new Zip((error, bytes) => {
    if (error !== null) throw error;
    this.#packed.push(bytes);
  });

  open(path: string): ZipDeflate {
    const file = new ZipDeflate(path, { level: 6 });
    this.#zip.add(file);
    return file;
  }

  end(): void {
    this.#zip.end();
  }

  take(): Buffer {
    const taken = Buffer.concat(this.#packed);
    this.#packed = [];
    return taken;
  }
}

/**
 * An XLSX workbook, a page at a time. What does not fit into a sheet goes on in another, with the headings again. `mostRows` is how many rows a
 * sheet has, its headings among them.
 */
export async function* writeXlsx(
  { title, headings, pages }: ExportTable,
  timeZone: string,
  mostRows: number = MOST_ROWS,
): AsyncGenerator<Buffer> {
  const packing = new Packing();
  let sheets = 0;
  let free = 0;
  let sheet: ZipDeflate | null = null;
  const begin = (): ZipDeflate => {
    sheet?.push(utf8.encode(SHEET_END), true);
    sheets += 1;
    free = mostRows - 1;
    sheet = packing.open(sheetPath(sheets));
    sheet.push(utf8.encode(sheetHead(headings)));
    return sheet;
  };
  let open = begin();
  for await (const rows of pages) {
    for (let at = 0; at < rows.length; ) {
      if (free === 0) open = begin();
      const fitting = rows.slice(at, at + free);
      open.push(utf8.encode(rowsXml(fitting, timeZone)));
      free -= fitting.length;
      at += fitting.length;
    }
    const packed = packing.take();
    if (packed.length > 0) yield packed;
  }
  open.push(utf8.encode(SHEET_END), true);
  for (const [path, text] of Object.entries(workbookParts(title, sheets))) packing.open(path).push(utf8.encode(text), true);
  packing.end();
  yield packing.take();
}
