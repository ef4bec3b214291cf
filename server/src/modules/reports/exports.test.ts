import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { BYTE_ORDER_MARK, csvLines, type Writing } from './csv.rules.ts';
import type { Cell } from './exportCell.ts';
import { placeClock } from './placeClock.rules.ts';
import { type ExportTable, writeCsv } from './writeCsv.ts';
import { writeXlsx } from './writeXlsx.ts';

const FRENCH: Writing = { language: 'fr', timeZone: 'Europe/Paris', country: 'FR' };
const AT = new Date('2026-07-14T22:30:05Z');

const table = (pages: readonly (readonly (readonly Cell[])[])[]): ExportTable => ({
  title: 'payments',
  headings: ['Id', 'Créé le', 'Montant & devise'],
  pages: (async function* () {
    yield* pages;
  })(),
});

async function bytesOf(file: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of file) chunks.push(chunk);
  return Buffer.concat(chunks);
}

describe('the clock of a place', () => {
  it.each([
    ['2026-03-29T00:59:59Z', 'Europe/Paris', '2026-03-29T01:59:59'],
    ['2026-03-29T01:00:00Z', 'Europe/Paris', '2026-03-29T03:00:00'],
    ['2026-10-25T00:59:59Z', 'Europe/Paris', '2026-10-25T02:59:59'],
    ['2026-10-25T01:00:00Z', 'Europe/Paris', '2026-10-25T02:00:00'],
    ['2026-01-01T04:59:59Z', 'America/New_York', '2025-12-31T23:59:59'],
    ['2026-01-01T00:00:00Z', 'Asia/Kathmandu', '2026-01-01T05:45:00'],
  ])('at %s in %s shows %s', (at, zone, shown) => {
    expect(placeClock(new Date(at), zone).toISOString().slice(0, 19)).toBe(shown);
  });
});

describe('CSV', () => {
  it('is written as spreadsheets of the language read it', () => {
    const row: Cell[] = ['pi_1', AT, { minor: -123456n, currency: 'eur' }, { minor: 500n, currency: 'jpy' }, 7, null, 'a "b"; c\nd'];
    expect(csvLines([row], FRENCH)).toBe('pi_1;15/07/2026 00:30:05;-1234,56;500;7;;"a ""b""; c\nd"\r\n');
    expect(csvLines([row.slice(0, 3)], { ...FRENCH, language: 'en', country: 'US' })).toBe('pi_1,07/15/2026 00:30:05,-1234.56\r\n');
    expect(csvLines([['a;b', { minor: 1n, currency: 'kwd' }]], { ...FRENCH, language: 'en' })).toBe('a;b,0.001\r\n');
  });

  it.each(['=1+1', '+33 6', '-2', '@SUM(A1)', '\tx', '\r=1'])('writes %j so that no spreadsheet runs it', (text) => {
    expect(csvLines([[text]], FRENCH)).toMatch(/^"?'/);
  });

  it('begins with what tells spreadsheets that it is UTF-8, and with its headings', async () => {
    const text = (await bytesOf(writeCsv(table([[['é', null, null]], [], [['ü', null, null]]]), FRENCH))).toString('utf8');
    expect(text).toBe(`${BYTE_ORDER_MARK}Id;Créé le;Montant & devise\r\né;;\r\nü;;\r\n`);
  });

  it('reads no further than what is taken from it', async () => {
    let read = 0;
    const pages = (async function* (): AsyncGenerator<Cell[][]> {
      for (;;) {
        read += 1;
        yield [['x', null, null]];
      }
    })();
    const file = writeCsv({ ...table([]), pages }, FRENCH);
    for (let taken = 0; taken < 3; taken += 1) await file.next();
    expect(read).toBe(2);
    await file.return(undefined);
  });
});

/** What a second program reads of it: Python's own XML and ZIP, where there is one. */
const READER = `
import sys, json, zipfile, xml.etree.ElementTree as E
N = {'m': 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'}
z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None
names = [s.get('name') for s in E.fromstring(z.read('xl/workbook.xml')).find('m:sheets', N)]
types = {o.get('PartName') for o in E.fromstring(z.read('[Content_Types].xml')) if o.get('PartName')}
assert all(t[1:] in z.namelist() for t in types)
for part in z.namelist(): E.fromstring(z.read(part))
def cell(c):
    if c.get('t') == 'inlineStr': return c.find('m:is/m:t', N).text or ''
    v = c.find('m:v', N)
    return None if v is None else [v.text, c.get('s')]
print(json.dumps({n: [[cell(c) for c in r] for r in E.fromstring(z.read('xl/worksheets/sheet%d.xml' % (i + 1))).iter('{%s}row' % N['m'])] for i, n in enumerate(names)}))
`;

function readBack(file: Buffer): Record<string, unknown[][]> {
  const folder = mkdtempSync(join(tmpdir(), 'guichet-xlsx-'));
  try {
    writeFileSync(join(folder, 'file.xlsx'), file);
    return JSON.parse(execFileSync('python3', ['-c', READER, join(folder, 'file.xlsx')], { encoding: 'utf8' })) as Record<
      string,
      unknown[][]
    >;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const hasPython = spawnSync('python3', ['--version']).status === 0;

describe('XLSX', () => {
  it.skipIf(!hasPython)(
    'is a workbook that another program reads: texts, numbers, and moments as the place’s clock shows them',
    async () => {
      const rows: Cell[][] = [
        ['=1+1 <&> \u0000\ud800"é"', AT, { minor: -123456n, currency: 'eur' }],
        [null, 7, { minor: 500n, currency: 'jpy' }],
      ];
      const sheets = readBack(await bytesOf(writeXlsx(table([rows]), 'Europe/Paris')));
      // 15 July 2026 is day 46,218 of spreadsheets; half past midnight and five seconds are 0.02089120 of it.
      expect(sheets).toEqual({
        payments: [
          ['Id', 'Créé le', 'Montant & devise'],
          ['=1+1 <&> "é"', ['46218.02089120', '2'], ['-1234.56', '4']],
          [null, ['7', null], ['500', '3']],
        ],
      });
    },
  );

  it.skipIf(!hasPython)('goes on in another sheet where one is full, wherever pages end', async () => {
    const pages = [3, 0, 4, 2].map((size, page) => Array.from({ length: size }, (_, at): Cell[] => [`${page}.${at}`, null, null]));
    const sheets = readBack(await bytesOf(writeXlsx(table(pages), 'UTC', 4)));
    expect(Object.keys(sheets)).toEqual(['payments', 'payments 2', 'payments 3']);
    expect(Object.values(sheets).map((each) => each.length)).toEqual([4, 4, 4]);
    expect(Object.values(sheets).flatMap((each) => each.slice(1).map(([id]) => id))).toEqual(pages.flat().map(([id]) => id));
  });

  it('is one sheet of headings where there is nothing', async () => {
    const files = unzipSync(await bytesOf(writeXlsx(table([[]]), 'UTC')));
    expect(Object.keys(files)).toContain('xl/worksheets/sheet1.xml');
    expect(strFromU8(files['xl/worksheets/sheet1.xml'] as Uint8Array)).toMatch(/<row>.*<\/row><\/sheetData><\/worksheet>$/);
  });
});
