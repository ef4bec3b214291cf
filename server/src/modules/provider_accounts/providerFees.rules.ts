import type { CurrencyAmount, FeeRowView } from '@guichet/contract/providerViews.ts';
import type { FeeRow, FeeSchedule } from '../../connectors/index.ts';

/** A row as it was given: what is left out fits anything. */
export type FeeRowInput = { readonly [K in keyof FeeRowView]?: FeeRowView[K] | undefined };

/** Rows in full, as they are stored and shown. */
export const fullRows = (rows: readonly FeeRowInput[]): FeeRowView[] =>
  rows.map(({ basis_points = 0, brands = [], currencies = [], fixed = [], methods = [], regions = [] }) => ({
    ...{ basis_points, brands: [...brands], currencies: [...currencies], fixed: [...fixed], methods: [...methods], regions: [...regions] },
  }));

const byCurrency = (amounts: readonly CurrencyAmount[]): Readonly<Record<string, bigint>> =>
  Object.fromEntries(amounts.map(({ currency, amount }) => [currency, BigInt(amount)]));

const named = <T>(values: readonly T[]): readonly T[] | undefined => (values.length === 0 ? undefined : values);

function scheduleRow({ basis_points, brands, currencies, fixed, methods, regions }: FeeRowView): FeeRow {
  const wanted = { methods: named(methods), brands: named(brands), regions: named(regions), currencies: named(currencies) };
  const given = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
  return { ...given, basisPoints: BigInt(basis_points), fixed: byCurrency(fixed) };
}

interface Priced {
  readonly fees: readonly FeeRowView[];
  readonly disputeFees: readonly CurrencyAmount[];
}

/** An account's price list as payments and disputes are booked by it. */
export const feeTerms = ({ fees, disputeFees }: Priced): { fees: FeeSchedule; disputeFees: Readonly<Record<string, bigint>> } => ({
  fees: fees.map(scheduleRow),
  disputeFees: byCurrency(disputeFees),
});
