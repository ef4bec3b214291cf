import type { DeclineCount, Figures, SettledFigures, SoldFigures } from '@guichet/contract/reportViews.ts';
import type { FacetRow, SumRow, TryRow } from './sumRows.ts';

const KINDS = { sale: 'sales', refund: 'refunds', dispute: 'disputes' } as const;

/** The place's own currency first, the others by their letters. */
const byCurrency =
  (own: string) =>
  (one: { readonly currency: string }, other: { readonly currency: string }): number =>
    Number(other.currency === own) - Number(one.currency === own) || (one.currency < other.currency ? -1 : 1);

const groupBy = <T>(rows: readonly T[], key: (row: T) => string): Map<string, T[]> => {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const name = key(row);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [row]);
    else group.push(row);
  }
  return groups;
};

const total = <T>(rows: readonly T[], of: (row: T) => bigint): number => Number(rows.reduce((sum, row) => sum + of(row), 0n));

function soldIn(currency: string, rows: readonly SumRow[]): SoldFigures {
  const of = (kind: SumRow['kind']) => {
    const those = rows.filter((row) => row.kind === kind);
    return [KINDS[kind], { count: total(those, ({ count }) => count), amount: total(those, ({ amount }) => amount) }];
  };
  return { currency, ...(Object.fromEntries([of('sale'), of('refund'), of('dispute')]) as Omit<SoldFigures, 'currency'>) };
}

function settledIn(currency: string, rows: readonly SumRow[]): SettledFigures {
  const of = (kind: SumRow['kind']): number =>
    total(
      rows.filter((row) => row.kind === kind),
      ({ settled }) => settled,
    );
  const [sales, refunds, disputes, fees] = [of('sale'), of('refund'), of('dispute'), total(rows, ({ fee }) => fee)];
  return { currency, sales, refunds, disputes, fees, net: sales - refunds - disputes - fees };
}

/** Rows of sums as people read them. Currencies stay apart. */
export function figuresOf(sums: readonly SumRow[], tries: readonly TryRow[], ownCurrency: string): Figures {
  const each = <R extends { readonly currency: string }>(
    key: (row: SumRow) => string,
    make: (currency: string, rows: readonly SumRow[]) => R,
  ): R[] => [...groupBy(sums, key)].map(([currency, rows]) => make(currency, rows)).sort(byCurrency(ownCurrency));
  return {
    sold: each(({ currency }) => currency, soldIn),
    settled: each(({ settled_currency: currency }) => currency, settledIn),
    tries: {
      asked: total(tries, ({ count }) => count),
      approved: total(
        tries.filter(({ outcome }) => outcome === ''),
        ({ count }) => count,
      ),
    },
  };
}

/** Figures for each value that `key` tells apart, by that value. */
export function figuresBy(
  sums: readonly SumRow[],
  tries: readonly TryRow[],
  key: (row: SumRow | TryRow) => string,
  ownCurrency: string,
): Map<string, Figures> {
  const [ofSums, ofTries] = [groupBy(sums, key), groupBy(tries, key)];
  const keys = new Set([...ofSums.keys(), ...ofTries.keys()]);
  return new Map([...keys].map((one) => [one, figuresOf(ofSums.get(one) ?? [], ofTries.get(one) ?? [], ownCurrency)]));
}

/** What sorts lines of a report: sales in the place's currency, then in any other, then how often something was tried. */
export function bySales(own: string): (one: Figures, other: Figures) => number {
  const ownSales = ({ settled }: Figures): number => settled.find(({ currency }) => currency === own)?.sales ?? 0;
  const sales = ({ sold }: Figures): number => sold.reduce((count, { sales: each }) => count + each.count, 0);
  return (one, other) => ownSales(other) - ownSales(one) || sales(other) - sales(one) || other.tries.asked - one.tries.asked;
}

/** Refusals by reason, the most frequent first. */
export function declinesOf(tries: readonly TryRow[]): DeclineCount[] {
  return [...groupBy(tries, ({ outcome }) => outcome)]
    .filter(([code]) => code !== '')
    .map(([code, rows]) => ({ code, count: total(rows, ({ count }) => count) }))
    .sort((one, other) => other.count - one.count || (one.code < other.code ? -1 : 1));
}

/** What was found of answers, and, with an empty answer, the rest of all that there was. */
export const answered = (all: readonly SumRow[], answers: readonly FacetRow[]): FacetRow[] => [
  ...answers,
  ...all.map((row) => ({ ...row, value: '' })),
  ...answers.map((row) => ({ ...row, value: '', count: -row.count, amount: -row.amount, settled: -row.settled, fee: -row.fee })),
];

/** Figures without the currencies in which nothing is left. */
export const withoutNothing = <F extends Figures>(figures: F): F => ({
  ...figures,
  sold: figures.sold.filter(({ sales, refunds, disputes }) =>
    [sales, refunds, disputes].some(({ count, amount }) => count !== 0 || amount !== 0),
  ),
  settled: figures.settled.filter((each) => [each.sales, each.refunds, each.disputes, each.fees].some((amount) => amount !== 0)),
});

/** Whether there is anything in a line that has been looked through so. */
export const isSomething = ({ sold, settled }: Figures): boolean => sold.length > 0 || settled.length > 0;
