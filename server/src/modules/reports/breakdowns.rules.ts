import type { DisputeLine, FeeLine, ProductLine, RefundLine, TaxLine } from '@guichet/contract/breakdownViews.ts';
import { wireSum } from '@guichet/contract/money.ts';
import { type ItemSum, LINE, type TaxSum, TIP } from './soldItems.rules.ts';
import type { DisputeSum, FacetRow, SumRow } from './sumRows.ts';

const sumOf = <T>(rows: readonly T[], of: (row: T) => bigint): number => wireSum(rows.reduce((sum, row) => sum + of(row), 0n));

/** Rows of one key and one currency make a line. */
function linesOf<R, L>(
  rows: readonly R[],
  keyOf: (row: R) => readonly [key: string, currency: string],
  make: (rows: readonly R[]) => L,
): L[] {
  const groups = Map.groupBy(rows, (row) => keyOf(row).join(' '));
  return [...groups.values()].map(make);
}

/** The place's own currency first, the others by their letters; within one the largest amount first. */
const sorted = <L extends { readonly currency: string }>(lines: readonly L[], own: string, amountOf: (line: L) => number): L[] =>
  lines.toSorted(
    (one, other) =>
      Number(other.currency === own) - Number(one.currency === own) ||
      one.currency.localeCompare(other.currency) ||
      amountOf(other) - amountOf(one),
  );

const first = <R>(rows: readonly R[]): R => rows[0] as R;

function productOf(item: string, names: ReadonlyMap<string, string>): Pick<ProductLine, 'what' | 'key' | 'name'> {
  if (item === TIP) return { what: 'tip', key: '', name: null };
  if (item === LINE) return { what: 'line', key: '', name: null };
  return { what: 'product', key: item, name: names.get(item) ?? null };
}

/** What was paid for each thing, and in a last line what was paid without any: all lines of a currency sum to its sales and refunds. */
export function productLines(
  items: readonly ItemSum[],
  all: readonly SumRow[],
  names: ReadonlyMap<string, string>,
  own: string,
): ProductLine[] {
  const lines = linesOf(
    items,
    ({ item, currency }) => [item, currency],
    (rows): ProductLine => {
      const [sold, refunded] = [sumOf(rows, (row) => row.sold), sumOf(rows, (row) => row.refunded)];
      const { item, currency } = first(rows);
      return { ...productOf(item, names), currency, quantity: sumOf(rows, (row) => row.quantity), sold, refunded, net: sold - refunded };
    },
  );
  const currencies = [...new Set(all.map(({ currency }) => currency))];
  const without = currencies.flatMap((currency): ProductLine[] => {
    const of = (kind: SumRow['kind'], taken: 'sold' | 'refunded'): number =>
      sumOf(
        all.filter((row) => row.currency === currency && row.kind === kind),
        ({ amount }) => amount,
      ) - lines.reduce((sum, line) => (line.currency === currency ? sum + line[taken] : sum), 0);
    const [sold, refunded] = [of('sale', 'sold'), of('refund', 'refunded')];
    return sold === 0 && refunded === 0
      ? []
      : [{ what: 'none', key: '', name: null, currency, quantity: 0, sold, refunded, net: sold - refunded }];
  });
  const kept = lines.filter(({ quantity, sold, refunded }) => quantity !== 0 || sold !== 0 || refunded !== 0);
  return sorted([...kept, ...without], own, ({ what, net }) => (what === 'none' ? Number.NEGATIVE_INFINITY : net));
}

interface KnownRate {
  readonly name: string;
  readonly rate: number;
  readonly inclusive: boolean;
}

export function taxLines(sums: readonly TaxSum[], rates: ReadonlyMap<string, KnownRate>, own: string): TaxLine[] {
  const lines = linesOf(
    sums,
    (sum) => [sum.tax_rate_id, sum.currency],
    (rows): TaxLine => {
      const { tax_rate_id: id, currency } = first(rows);
      const { name, rate, inclusive } = rates.get(id) ?? { name: null, rate: null, inclusive: false };
      return { tax_rate: id, name, rate, inclusive, currency, base: sumOf(rows, (row) => row.base), tax: sumOf(rows, (row) => row.tax) };
    },
  );
  const kept = lines.filter(({ base, tax }) => base !== 0 || tax !== 0);
  return sorted(kept, own, ({ tax }) => tax);
}

export function feeLines(sums: readonly SumRow[], own: string): FeeLine[] {
  const lines = linesOf(
    sums,
    ({ method, settled_currency: currency }) => [method ?? '', currency],
    (rows): FeeLine => {
      const sales = rows.filter(({ kind }) => kind === 'sale');
      const fees = sumOf(rows, ({ fee }) => fee);
      const disputes = sumOf(
        rows.filter(({ kind }) => kind === 'dispute'),
        ({ fee }) => fee,
      );
      return {
        ...{ method: first(rows).method ?? '', currency: first(rows).settled_currency },
        ...{ payments: sumOf(sales, ({ count }) => count), sales: sumOf(sales, ({ settled }) => settled) },
        ...{ processing: fees - disputes, disputes, fees },
      };
    },
  );
  return sorted(lines, own, ({ fees }) => fees);
}

export function refundLines(rows: readonly FacetRow[], own: string): RefundLine[] {
  const lines = linesOf(
    rows,
    ({ value, currency }) => [value, currency],
    (same): RefundLine => ({
      ...{ reason: first(same).value, currency: first(same).currency },
      ...{ count: sumOf(same, ({ count }) => count), amount: sumOf(same, ({ amount }) => amount) },
    }),
  );
  return sorted(lines, own, ({ amount }) => amount);
}

const ENDED: Readonly<Record<string, 'won' | 'lost' | 'closed'>> = { won: 'won', lost: 'lost', warning_closed: 'closed' };

export function disputeLines(sums: readonly DisputeSum[], own: string): DisputeLine[] {
  const lines = linesOf(
    sums,
    ({ reason, currency }) => [reason, currency],
    (rows): DisputeLine => {
      const of = (end: 'won' | 'lost' | 'closed' | 'open'): number =>
        sumOf(
          rows.filter(({ status }) => (ENDED[status] ?? 'open') === end),
          ({ count }) => count,
        );
      return {
        ...{ reason: first(rows).reason, currency: first(rows).currency },
        ...{ count: sumOf(rows, ({ count }) => count), amount: sumOf(rows, ({ amount }) => amount) },
        ...{ open: of('open'), won: of('won'), lost: of('lost'), closed: of('closed') },
      };
    },
  );
  return sorted(lines, own, ({ amount }) => amount);
}
