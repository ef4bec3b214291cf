import type { Row, Sql, Transaction } from '../../platform/sql.ts';
import { bucketText, grainRows, movementsText, saleMovementsText } from './movements.store.ts';
import { fromPieces, pieceArrays } from './reportSums.store.ts';
import { type ItemSum, type SaleMovement, type SoldParts, soldParts, type TaxSum } from './soldItems.rules.ts';
import { GRAINS, type Span } from './spans.rules.ts';

const before = (sale: string, cut: string): string => `(SELECT coalesce(sum(b.amount), 0)::bigint FROM report_sale_movements b
    WHERE b.tenant_id = $1 AND b.sale_id = ${sale} AND b.written < ${cut}) AS before`;

const fromRow = (row: Row): SaleMovement => ({
  saleId: row.sale_id,
  kind: row.kind,
  created: row.created,
  amount: row.amount,
  sale: { amount: row.sale_amount, currency: row.currency, content: row.content },
  before: row.before,
});

const FOLDED = `SELECT m.sale_id, m.kind, m.created, m.currency, m.amount, s.amount AS sale_amount, s.content, ${before('m.sale_id', '$2::timestamptz')}
  FROM report_sale_movements m JOIN sales s ON s.tenant_id = $1 AND s.id = m.sale_id
  WHERE m.tenant_id = $1 AND m.written >= $2::timestamptz AND m.written < $3::timestamptz ORDER BY m.written, m.transaction_id`;

const adding = (table: string, key: string, sums: readonly string[]): string => {
  const types = sums.map((_, at) => `$${at + 5}::bigint[]`);
  const all = `tenant_id, grain, bucket, ${key}, currency`;
  return `INSERT INTO ${table} (${all}, ${sums.join(', ')})
    SELECT $1, g.grain, ${bucketText('created', 'g.grain')}, ${key}, currency, ${sums.map((sum) => `sum(${sum})`).join(', ')}
    FROM unnest($2::timestamptz[], $3::text[], $4::text[], ${types.join(', ')}) AS part (created, ${key}, currency, ${sums.join(', ')})
    CROSS JOIN ${grainRows(GRAINS)} GROUP BY 2, 3, 4, 5
    ON CONFLICT (${all}) DO UPDATE SET ${sums.map((sum) => `${sum} = ${table}.${sum} + excluded.${sum}`).join(', ')}`;
};

const ITEM_SUMS = ['quantity', 'sold', 'refunded'] as const;
const TAX_SUMS = ['base', 'tax'] as const;
const ADD_ITEMS = adding('report_items', 'item', ITEM_SUMS);
const ADD_TAXES = adding('report_taxes', 'tax_rate_id', TAX_SUMS);

/** Folds what the movements of sales from one cut to the next paid of each thing. They have been noted in the same transaction. */
export async function foldItems(tx: Transaction, tenantId: number, { cut, next }: { cut: string; next: string }): Promise<void> {
  const { items, taxes } = soldParts((await tx.query('sale movements to fold', FOLDED, [tenantId, cut, next])).map(fromRow));
  if (items.length > 0) {
    const arrays = [items.map(({ created }) => created), items.map(({ item }) => item), items.map(({ currency }) => currency)];
    await tx.query('fold items', ADD_ITEMS, [tenantId, ...arrays, ...ITEM_SUMS.map((sum) => items.map((one) => one[sum]))]);
  }
  if (taxes.length > 0) {
    const arrays = [taxes.map(({ created }) => created), taxes.map((one) => one.tax_rate_id), taxes.map(({ currency }) => currency)];
    await tx.query('fold taxes', ADD_TAXES, [tenantId, ...arrays, ...TAX_SUMS.map((sum) => taxes.map((one) => one[sum]))]);
  }
}

const BEYOND = `SELECT m.*, ${before('m.sale_id', '$2::timestamptz')}
  FROM (${saleMovementsText(`(${movementsText('p.written >= $2::timestamptz')})`)}) m ORDER BY m.written, m.id`;

const SUMMED_ITEMS = `SELECT item, currency, sum(quantity)::bigint AS quantity, sum(sold)::bigint AS sold, sum(refunded)::bigint AS refunded
  FROM ${fromPieces('report_items', 2)} GROUP BY item, currency`;
const SUMMED_TAXES = `SELECT tax_rate_id, currency, sum(base)::bigint AS base, sum(tax)::bigint AS tax
  FROM ${fromPieces('report_taxes', 2)} GROUP BY tax_rate_id, currency`;

interface ItemQuery {
  readonly tenantId: number;
  readonly span: Span;
  /** Up to where movements are folded. */
  readonly cut: string;
}

/** What the movements beyond the cut paid of things within a span. */
async function beyond(sql: Sql, { tenantId, span, cut }: ItemQuery): Promise<SoldParts> {
  const { items, taxes } = soldParts((await sql.query('sale movements beyond the cut', BEYOND, [tenantId, cut])).map(fromRow));
  const within = ({ created }: { readonly created: Date }): boolean => created >= span.from && created < span.until;
  return { items: items.filter(within), taxes: taxes.filter(within) };
}

/** What was paid for each thing in a span, to the second; the rows of one thing may be several. */
export async function readItems(sql: Sql, query: ItemQuery): Promise<ItemSum[]> {
  const sums = await sql.query<ItemSum & Row>('sums of items', SUMMED_ITEMS, [query.tenantId, ...pieceArrays([query.span], query.cut)]);
  return [...sums, ...(await beyond(sql, query)).items];
}

/** The taxes in what was paid in a span, to the second; the rows of one rate may be several. */
export async function readTaxes(sql: Sql, query: ItemQuery): Promise<TaxSum[]> {
  const sums = await sql.query<TaxSum & Row>('sums of taxes', SUMMED_TAXES, [query.tenantId, ...pieceArrays([query.span], query.cut)]);
  return [...sums, ...(await beyond(sql, query)).taxes];
}
