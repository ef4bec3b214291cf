import type { Figures, SettledFigures, SoldFigures, TryFigures } from '@guichet/contract/reportViews.ts';

/** What came to the place in one currency; all zero where nothing did. */
export const settledIn = ({ settled }: Figures, currency: string): SettledFigures =>
  settled.find((each) => each.currency === currency) ?? { currency, sales: 0, refunds: 0, disputes: 0, fees: 0, net: 0 };

/** What came in other currencies, which no sum of the place's own holds. */
export const settledElsewhere = ({ settled }: Figures, currency: string): readonly SettledFigures[] =>
  settled.filter((each) => each.currency !== currency);

/** How many sales, in whatever currency. */
export const salesCount = ({ sold }: Figures): number => sold.reduce((sum, { sales }) => sum + sales.count, 0);

/** The share that was approved, 0 to 1; null where nobody was asked. */
export const approvalRate = ({ asked, approved }: TryFigures): number | null => (asked === 0 ? null : approved / asked);

/** By how much a figure has changed, as a share of what it was; null where there was nothing to compare with. */
export const changeOf = (now: number, before: number): number | null => (before === 0 ? null : (now - before) / Math.abs(before));

/** The average sale in a currency, in its minor unit; null where there is none. */
export function averageMinor({ sold }: Figures, currency: string): number | null {
  const sales = sold.find((each: SoldFigures) => each.currency === currency)?.sales;
  return sales === undefined || sales.count === 0 ? null : Math.round(sales.amount / sales.count);
}
