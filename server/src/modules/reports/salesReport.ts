import { ApiError } from '@guichet/contract/errors.ts';
import type { Figures, ReportDimension, ReportRow, SalesReport } from '@guichet/contract/reportViews.ts';
import type { Database } from '../../platform/transaction.ts';
import { findCustomers } from '../customers/index.ts';
import { readOwnFields } from '../own_fields/index.ts';
import { actorNames } from '../people/index.ts';
import { atOneMoment, type Moment } from './atOneMoment.ts';
import { type CustomerSum, topCustomers } from './customerSums.store.ts';
import { readFacet } from './facets.store.ts';
import { answered, bySales, figuresBy, figuresOf, isSomething, withoutNothing } from './figures.rules.ts';
import { daySegments, daysBetween, monthSegments, type Period, periodBefore, type Segments, wholeSpan } from './period.ts';
import { readSums, readTries, type SumQuery } from './reportSums.store.ts';
import { type Span, spansBetween } from './spans.rules.ts';
import type { SumRow, TryRow } from './sumRows.ts';

/** So many days a report by day may have, and so many any other. */
const MOST_DAYS = 800;
const MOST_DAYS_OF_ALL = 3700;
const TOP_CUSTOMERS = 100;

export interface SalesQuery extends Period {
  readonly by: ReportDimension;
  /** The key of the field, where it is told apart by one. */
  readonly field?: string | undefined;
}

/** Refuses what is no period, or one that is too long. */
export function assertPeriod({ from, to, by }: Period & { readonly by?: ReportDimension }): void {
  if (to < from) throw new ApiError('parameter_invalid', { param: 'to', message: 'The period ends before it begins.' });
  const most = by === 'day' ? MOST_DAYS : MOST_DAYS_OF_ALL;
  if (daysBetween(from, to) > most) {
    throw new ApiError('parameter_invalid', { param: 'from', message: `The period has more than ${most} days.` });
  }
}

const NO_TRIES = { asked: 0, approved: 0 };

export interface Read {
  readonly sums: readonly SumRow[];
  readonly tries: readonly TryRow[];
}

/** Sums and tries of spans, at one moment: totals of some, and of others told apart by `by`. */
export async function read(
  { tx, tenant, cuts }: Moment,
  spans: Omit<SumQuery, 'tenantId'>,
): Promise<{ readonly totals: Read; readonly fine: Read }> {
  const query = { tenantId: tenant.tenantId, ...spans };
  const [sums, tries] = [await readSums(tx, query, cuts), await readTries(tx, query, cuts)];
  return { totals: { sums: sums.totals, tries: tries.totals }, fine: { sums: sums.fine, tries: tries.fine } };
}

/** What belongs to some of the segments, which are then counted from 0. */
export function ofSegments({ sums, tries }: Read, first: number, until = first + 1): Read {
  const within = <R extends { readonly segment: number }>(rows: readonly R[]): R[] =>
    rows.flatMap((row) => (row.segment >= first && row.segment < until ? [{ ...row, segment: row.segment - first }] : []));
  return { sums: within(sums), tries: within(tries) };
}

/** Lines for each value of a dimension, the largest first. */
export function rowsBy(
  { sums, tries }: Read,
  key: (row: SumRow | TryRow) => string,
  own: string,
  names: ReadonlyMap<string, string> = new Map(),
): ReportRow[] {
  return [...figuresBy(sums, tries, key, own)]
    .map(([one, figures]) => ({ key: one, name: names.get(one) ?? null, ...figures }))
    .sort(bySales(own));
}

/** Lines for each segment, in their order, also where nothing happened. */
export function rowsOfSegments({ sums, tries }: Read, { names }: Segments, own: string): ReportRow[] {
  const figures = figuresBy(sums, tries, ({ segment }) => String(segment), own);
  return names.map((key, at) => ({ key, name: null, ...(figures.get(String(at)) ?? figuresOf([], [], own)) }));
}

export const staffNames = async ({ tx, tenant }: Moment, rows: readonly (SumRow | TryRow)[]): Promise<Map<string, string>> =>
  actorNames(
    tx,
    tenant.tenantId,
    rows.flatMap(({ staff }) => (staff === undefined || staff === '' ? [] : [staff])),
  );

const customerFigures = (rows: readonly CustomerSum[]): Figures => ({
  sold: rows.map(({ currency, count, amount, refunded }) => ({
    currency,
    sales: { count, amount },
    refunds: { count: 0, amount: refunded },
    disputes: { count: 0, amount: 0 },
  })),
  settled: [],
  tries: NO_TRIES,
});

async function customerRows({ tx, tenant, cuts }: Moment, period: Period): Promise<ReportRow[]> {
  const { from, until } = wholeSpan(period, tenant.timeZone);
  const query = { from, until, cut: cuts.movements, ownCurrency: tenant.defaultCurrency, limit: TOP_CUSTOMERS };
  const sums = await topCustomers(tx, tenant.tenantId, query);
  const ids = [...new Set(sums.map(({ customer_id: id }) => id))];
  const names = new Map((await findCustomers(tx, tenant.tenantId, ids)).map(({ id, name, email }) => [id as string, name ?? email]));
  return ids.map((id) => ({ key: id, name: names.get(id) ?? null, ...customerFigures(sums.filter((sum) => sum.customer_id === id)) }));
}

/** The field of the place that a report is told apart by: one in use that has a list of choices. */
async function choiceField({ tx, tenant }: Moment, key: string | undefined): Promise<SalesReport['field']> {
  if (key === undefined)
    throw new ApiError('parameter_missing', { param: 'field', message: 'The parameter field is needed with by=field.' });
  const field = (await readOwnFields(tx, tenant.tenantId)).find((one) => one.key === key && one.kind === 'choice');
  if (field === undefined) {
    throw new ApiError('parameter_invalid', { param: 'field', message: 'The place has no field of this key that has a list of choices.' });
  }
  return { key, label: field.label };
}

/** The lines, what they sum to, and what the period before came to. Of customers only the first are lines. */
interface Lines {
  readonly rows: readonly ReportRow[];
  readonly found: Read;
  readonly before: Read;
}

/** Lines for each answer to a field, and one for what has none. Tries are not told apart by it. */
async function fieldLines(moment: Moment, whole: Span, earlier: Span, key: string): Promise<Lines> {
  const { tx, tenant, cuts } = moment;
  const { totals } = await read(moment, { totals: [whole, earlier], by: [], fine: [] });
  const found = ofSegments(totals, 0);
  const query = { tenantId: tenant.tenantId, facet: `field:${key}`, span: whole, cut: cuts.movements };
  const sums = answered(found.sums, await readFacet(tx, query));
  const answers = new Map(sums.map((row) => [row as SumRow | TryRow, row.value]));
  const rows = rowsBy({ sums, tries: [] }, (row) => answers.get(row) ?? '', tenant.defaultCurrency);
  return { rows: rows.map(withoutNothing).filter(isSomething), found, before: ofSegments(totals, 1) };
}

async function linesOf(moment: Moment, { by, field, ...period }: SalesQuery, earlier: Span): Promise<Lines> {
  const { timeZone, defaultCurrency: own } = moment.tenant;
  if (by === 'day' || by === 'month') {
    const segments = by === 'day' ? daySegments(period, timeZone) : monthSegments(period, timeZone);
    const { totals } = await read(moment, { totals: [...spansBetween(segments.bounds), earlier], by: [], fine: [] });
    const count = segments.names.length;
    const found = ofSegments(totals, 0, count);
    return { rows: rowsOfSegments(found, segments, own), found, before: ofSegments(totals, count) };
  }
  const whole = wholeSpan(period, timeZone);
  if (by === 'field') return fieldLines(moment, whole, earlier, field ?? '');
  if (by === 'currency' || by === 'customer') {
    const { totals } = await read(moment, { totals: [whole, earlier], by: [], fine: [] });
    const found = ofSegments(totals, 0);
    const rows = by === 'customer' ? await customerRows(moment, period) : rowsBy(found, ({ currency }) => currency, own);
    return { rows, found, before: ofSegments(totals, 1) };
  }
  const { totals: before, fine: found } = await read(moment, { totals: [earlier], by: [by], fine: [whole] });
  const names = by === 'staff' ? await staffNames(moment, [...found.sums, ...found.tries]) : undefined;
  return { rows: rowsBy(found, (row) => row[by] ?? '', own, names), found, before };
}

/** What was sold in a period, what came off it, and how it compares with the period before. */
export function salesReport(database: Database, tenantId: number, query: SalesQuery): Promise<SalesReport> {
  assertPeriod(query);
  if (query.by !== 'field' && query.field !== undefined)
    throw new ApiError('parameters_exclusive', { param: 'field', message: 'The parameter field is for by=field.' });
  const period = { from: query.from, to: query.to };
  return atOneMoment(database, tenantId, async (moment) => {
    const { timeZone, defaultCurrency } = moment.tenant;
    const totalOf = ({ sums, tries }: Read): Figures => figuresOf(sums, tries, defaultCurrency);
    const before = periodBefore(period);
    const field = query.by === 'field' ? await choiceField(moment, query.field) : null;
    const lines = await linesOf(moment, query, wholeSpan(before, timeZone));
    return {
      by: query.by,
      field,
      period,
      before: { period: before, total: totalOf(lines.before) },
      time_zone: timeZone,
      default_currency: defaultCurrency,
      total: totalOf(lines.found),
      rows: lines.rows,
    };
  });
}
