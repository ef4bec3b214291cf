import { decimalText, type Locale } from '@guichet/contract/amounts.ts';
import { money } from '@guichet/contract/money.ts';
import { stringify } from 'csv-stringify/sync';
import type { Cell } from './exportCell.ts';
import { placeClock } from './placeClock.rules.ts';

/** How numbers and days are written for a person at a place. */
export interface Writing {
  readonly language: Locale;
  readonly timeZone: string;
  /** English dates follow the place's country. */
  readonly country: string;
}

/** Spreadsheets of a language that writes 1,50 take a comma for that, and semicolons between cells. */
const SEPARATORS: Readonly<Record<Locale, { readonly cells: string; readonly decimals: string }>> = {
  en: { cells: ',', decimals: '.' },
  fr: { cells: ';', decimals: ',' },
  it: { cells: ';', decimals: ',' },
};

/** A spreadsheet would run what begins so; behind an apostrophe it is text. */
const RUNS = /^[=+\-@\t\r]/;

function momentText(at: Date, { language, timeZone, country }: Writing): string {
  const [day = '', time = ''] = placeClock(at, timeZone).toISOString().split('T');
  const [year, month, date] = day.split('-');
  const shown = language === 'en' && country === 'US' ? `${month}/${date}/${year}` : `${date}/${month}/${year}`;
  return `${shown} ${time.slice(0, 8)}`;
}

function cellText(cell: Cell, writing: Writing): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return RUNS.test(cell) ? `'${cell}` : cell;
  if (typeof cell === 'number') return String(cell);
  if (cell instanceof Date) return momentText(cell, writing);
  return decimalText(money(cell.minor, cell.currency)).replace('.', SEPARATORS[writing.language].decimals);
}

/** Tells spreadsheets that the file is UTF-8. */
export const BYTE_ORDER_MARK = '\uFEFF';

/** Lines of CSV (RFC 4180), each with its end. */
export const csvLines = (rows: readonly (readonly Cell[])[], writing: Writing): string =>
  stringify(
    rows.map((row) => row.map((cell) => cellText(cell, writing))),
    { delimiter: SEPARATORS[writing.language].cells, record_delimiter: '\r\n' },
  );
