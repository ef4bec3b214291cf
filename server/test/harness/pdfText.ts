import { inflateSync } from 'node:zlib';

/** What every stream of a PDF holds, unpacked where it was packed. */
function streamsOf(pdf: Buffer): string[] {
  const file = pdf.toString('latin1');
  return [...file.matchAll(/<<([\s\S]*?)>>\s*stream\r?\n/g)].flatMap((found) => {
    const from = found.index + found[0].length;
    const bytes = pdf.subarray(from, file.indexOf('endstream', from));
    if (!/FlateDecode/.test(found[1] ?? '')) return [bytes.toString('latin1')];
    try {
      return [inflateSync(bytes).toString('latin1')];
    } catch {
      return [];
    }
  });
}

const lettersOf = (hex: string): string => Buffer.from(hex, 'hex').swap16().toString('utf16le');

/** The letters of a font by the numbers of its glyphs, as its ToUnicode table has them. */
function readTable(table: string): Map<string, string> {
  const letters = new Map<string, string>();
  for (const [, first = '', list = ''] of table.matchAll(/<([0-9a-f]{4})> <[0-9a-f]{4}> \[([^\]]*)\]/gi)) {
    let glyph = Number.parseInt(first, 16);
    for (const [, hex = ''] of list.matchAll(/<([0-9a-f ]+)>/gi)) {
      letters.set(glyph.toString(16).padStart(4, '0'), lettersOf(hex.replaceAll(' ', '')));
      glyph += 1;
    }
  }
  return letters;
}

export interface PdfText {
  /** Line by line, as they were drawn. */
  readonly lines: readonly string[];
  readonly pages: number;
}

/**
 * What a PDF of ours says to who searches or copies it: every text that is drawn, by the tables that its fonts bring. A letter that its font lacks
 * comes out as U+FFFD, and so does a glyph without a letter.
 */
export function pdfText(pdf: Buffer): PdfText {
  const file = pdf.toString('latin1');
  const streams = streamsOf(pdf);
  const tables = streams.filter((stream) => stream.includes('begincmap')).map(readTable);
  // pdfkit numbers its fonts in the order of their first use, and writes their tables in that order.
  const names = [...new Set(streams.flatMap((stream) => [...stream.matchAll(/\/(F\d+) [\d.]+ Tf/g)].map(([, name = '']) => name)))];
  const lines = streams
    .filter((stream) => /\bTJ\b/.test(stream))
    .flatMap((stream) => {
      let font = 0;
      return [...stream.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)].flatMap(([, name, drawn]) => {
        if (name !== undefined) font = names.indexOf(name);
        if (drawn === undefined) return [];
        const glyphs = [...drawn.matchAll(/<([0-9a-f]+)>/gi)].flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? []);
        return [glyphs.map((glyph) => (glyph === '0000' ? '\ufffd' : (tables[font]?.get(glyph.toLowerCase()) ?? '\ufffd'))).join('')];
      });
    });
  return { lines, pages: (file.match(/\/Type \/Page\b/g) ?? []).length };
}
