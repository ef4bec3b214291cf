import type { Readable } from 'node:stream';
import type { BreakdownReport, BreakdownRows, ProductLine } from '@guichet/contract/breakdownViews.ts';
import { asCurrency } from '@guichet/contract/currencies.ts';
import type { Language } from '@guichet/contract/terminal.ts';
import type { Tenant } from '../../platform/tenants.store.ts';
import type { Cell } from './exportCell.ts';
import { type ExportWord, exportWord } from './exportWords.ts';
import { type ExportAsked, fileOf } from './makeExport.ts';

interface Sheet {
  readonly words: readonly ExportWord[];
  readonly rows: readonly Cell[][];
}

const amounts = (currency: string, ...minor: readonly number[]): Cell[] =>
  minor.map((each) => ({ minor: BigInt(each), currency: asCurrency(currency) }));
const code = (currency: string): string => currency.toUpperCase();

const OTHERS = { line: 'free_lines', tip: 'tip', none: 'without_items' } as const;

const nameOf = ({ what, key, name }: ProductLine, language: Language): string =>
  what === 'product' ? (name ?? key) : exportWord(OTHERS[what], language);

/** Ten-thousandths of a percent as the percent they are, without noughts behind. */
const percent = (rate: number | null): string | null => (rate === null ? null : String(rate / 10_000));

function sheetOf(breakdown: BreakdownRows, language: Language): Sheet {
  switch (breakdown.of) {
    case 'products':
      return {
        words: ['id', 'product', 'currency', 'quantity', 'sold', 'refunded', 'net'],
        rows: breakdown.rows.map((row) => [
          ...[row.what === 'product' ? row.key : null, nameOf(row, language), code(row.currency)],
          ...[row.what === 'product' || row.what === 'line' ? row.quantity : null],
          ...amounts(row.currency, row.sold, row.refunded, row.net),
        ]),
      };
    case 'taxes':
      return {
        words: ['id', 'tax_rate', 'rate', 'inclusive', 'currency', 'base', 'tax'],
        rows: breakdown.rows.map((row) => [
          ...[row.tax_rate, row.name, percent(row.rate), row.inclusive ? '1' : '0', code(row.currency)],
          ...amounts(row.currency, row.base, row.tax),
        ]),
      };
    case 'fees':
      return {
        words: ['method', 'currency', 'payments', 'sales', 'processing', 'dispute_fees', 'fees'],
        rows: breakdown.rows.map((row) => [
          ...[row.method, code(row.currency), row.payments],
          ...amounts(row.currency, row.sales, row.processing, row.disputes, row.fees),
        ]),
      };
    case 'refunds':
      return {
        words: ['reason', 'currency', 'count', 'amount'],
        rows: breakdown.rows.map((row) => [row.reason, code(row.currency), row.count, ...amounts(row.currency, row.amount)]),
      };
    case 'disputes':
      return {
        words: ['reason', 'currency', 'count', 'amount', 'open', 'won', 'lost', 'closed'],
        rows: breakdown.rows.map((row) => [
          ...[row.reason, code(row.currency), row.count, ...amounts(row.currency, row.amount)],
          ...[row.open, row.won, row.lost, row.closed],
        ]),
      };
  }
}

/** A breakdown as a file. */
export function exportBreakdown(tenant: Tenant, { breakdown }: BreakdownReport, asked: ExportAsked): Readable {
  const { words, rows } = sheetOf(breakdown, asked.language);
  const headings = words.map((word) => exportWord(word, asked.language));
  const pages = (async function* () {
    yield rows;
  })();
  return fileOf({ title: breakdown.of, headings, pages }, tenant, asked);
}
