import { decimalText } from '@guichet/contract/amounts.ts';
import { exponentOf } from '@guichet/contract/currencies.ts';
import { money } from '@guichet/contract/money.ts';
import type { Cell } from './exportCell.ts';
import { placeClock } from './placeClock.rules.ts';

// The parts of an Office Open XML workbook (ECMA-376) that a plain table needs.

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const PARTS = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006';
const SPREADSHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** A sheet holds this many rows, its headings among them. */
export const MOST_ROWS = 1_048_576;

/** Styles by their place in `styles.xml`: plain, heading, moment, and numbers with so many decimals. */
const STYLE = { heading: 1, moment: 2, decimals: [3, 3, 4, 5, 6] } as const;

const ESCAPED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
// XML has no place for most control characters, however they are written.
const FORBIDDEN = /[^\t\n\r\P{Cc}]|\p{Cs}|[\ufffe\uffff]/gu;
const xmlText = (text: string): string => text.replaceAll(FORBIDDEN, '').replaceAll(/[&<>"]/g, (sign) => ESCAPED[sign] ?? '');

/** A cell holds this many characters. */
const MOST_CHARACTERS = 32_767;
const textCell = (text: string, style = ''): string =>
  `<c t="inlineStr"${style}><is><t xml:space="preserve">${xmlText(text.slice(0, MOST_CHARACTERS))}</t></is></c>`;

const DAY_MS = 86_400_000;
/** Days since the last day of 1899, which spreadsheets count from. */
const serialOf = (clock: Date): string => ((clock.getTime() - Date.UTC(1899, 11, 30)) / DAY_MS).toFixed(8);

function cellXml(cell: Cell, timeZone: string): string {
  if (cell === null || cell === '') return '<c/>';
  if (typeof cell === 'string') return textCell(cell);
  if (typeof cell === 'number') return `<c><v>${cell}</v></c>`;
  if (cell instanceof Date) return `<c s="${STYLE.moment}"><v>${serialOf(placeClock(cell, timeZone))}</v></c>`;
  const style = STYLE.decimals[exponentOf(cell.currency)] ?? STYLE.decimals[2];
  return `<c s="${style}"><v>${decimalText(money(cell.minor, cell.currency))}</v></c>`;
}

/** Rows of a sheet. */
export const rowsXml = (rows: readonly (readonly Cell[])[], timeZone: string): string =>
  rows.map((row) => `<row>${row.map((cell) => cellXml(cell, timeZone)).join('')}</row>`).join('');

/** A sheet up to its first row: headings that stay in sight. */
export function sheetHead(headings: readonly string[]): string {
  const cells = headings.map((heading) => textCell(heading, ` s="${STYLE.heading}"`)).join('');
  const pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>';
  return `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols><col min="1" max="${headings.length}" width="20" customWidth="1"/></cols><sheetData><row>${cells}</row>`;
}

export const SHEET_END = '</sheetData></worksheet>';

export const sheetPath = (number: number): string => `xl/worksheets/sheet${number}.xml`;

/** Sheets have names of 31 characters at most, without those that stand for something in formulas. */
const sheetName = (title: string, number: number): string => {
  const plain = title.replaceAll(/[\\/?*[\]:']/g, ' ').slice(0, 26);
  return number === 1 ? plain : `${plain} ${number}`;
};

const FORMATS = ['0', '0.00', '0.000', '0.0000'];
const style = (format: number, font = 0): string =>
  `<xf numFmtId="${format}" fontId="${font}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`;

const STYLES = `${XML}<styleSheet xmlns="${MAIN}"><numFmts count="${FORMATS.length}">${FORMATS.map((code, at) => `<numFmt numFmtId="${164 + at}" formatCode="${code}"/>`).join('')}</numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="7">${[style(0), style(0, 1), style(22), ...FORMATS.map((_, at) => style(164 + at))].join('')}</cellXfs></styleSheet>`;

/** The parts that say what the sheets are, by their paths; they can be written once it is known how many there are. */
export function workbookParts(title: string, sheets: number): Readonly<Record<string, string>> {
  const numbers = Array.from({ length: sheets }, (_, at) => at + 1);
  const override = (path: string, type: string): string => `<Override PartName="/${path}" ContentType="${SPREADSHEET}.${type}+xml"/>`;
  return {
    '[Content_Types].xml': `${XML}<Types xmlns="${PARTS}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${override('xl/workbook.xml', 'sheet.main')}${override('xl/styles.xml', 'styles')}${numbers.map((each) => override(sheetPath(each), 'worksheet')).join('')}</Types>`,
    '_rels/.rels': `${XML}<Relationships xmlns="${PARTS}/relationships"><Relationship Id="rId1" Type="${OFFICE}/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}/relationships"><sheets>${numbers.map((each) => `<sheet name="${xmlText(sheetName(title, each))}" sheetId="${each}" r:id="rId${each}"/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${XML}<Relationships xmlns="${PARTS}/relationships">${numbers.map((each) => `<Relationship Id="rId${each}" Type="${OFFICE}/relationships/worksheet" Target="worksheets/sheet${each}.xml"/>`).join('')}<Relationship Id="rId${sheets + 1}" Type="${OFFICE}/relationships/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': STYLES,
  };
}
