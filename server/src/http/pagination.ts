import { z } from 'zod';
import type { Page, TimeRange } from '../platform/page.ts';
import { isDecodedObject } from './decoded.ts';
import { describe, described } from './describe.ts';
import { fields, type ObjectOf } from './fields.ts';
import type { Schema } from './parse.ts';

export type { Page, TimeRange } from '../platform/page.ts';

const DEFAULT_LIMIT = 10;
const MAX_LIMIT = 100;

const bound = fields.timestamp().optional();
const bounds = fields.object({ gt: bound, gte: bound, lt: bound, lte: bound });
const later = (at: Date): Date => new Date(at.getTime() + 1000);

const pick = (dates: readonly (Date | undefined)[], choose: (...ms: number[]) => number): Date | undefined => {
  const given = dates.filter((date) => date !== undefined).map((date) => date.getTime());
  return given.length === 0 ? undefined : new Date(choose(...given));
};

function rangeOf({ gt, gte, lt, lte }: ObjectOf<Record<'gt' | 'gte' | 'lt' | 'lte', typeof bound>>): TimeRange {
  const from = pick([gte, gt && later(gt)], Math.max);
  const until = pick([lt, lte && later(lte)], Math.min);
  return { ...(from && { from }), ...(until && { until }) };
}

/** `created=17` or `created[gte]=17`: unix seconds, that stand for the whole of their second. */
const rangeGiven: Schema<TimeRange> = z.unknown().transform((value, context): TimeRange => {
  const result = isDecodedObject(value)
    ? bounds.transform(rangeOf).safeParse(value)
    : fields
        .timestamp()
        .transform((at) => ({ from: at, until: later(at) }))
        .safeParse(value);
  if (result.success) return result.data;
  context.issues.push(...result.error.issues.map((issue) => ({ ...issue, input: value }) as z.core.$ZodRawIssue));
  return z.NEVER;
});

export const createdRange = described(rangeGiven, () => ({ anyOf: [describe(fields.timestamp()) ?? {}, describe(bounds) ?? {}] }));

const cursor = fields.text({ max: 255 }).optional();
const listFields = {
  limit: fields.integer({ min: 1, max: MAX_LIMIT }).optional(),
  starting_after: cursor,
  ending_before: cursor,
  created: createdRange.optional(),
};

export type ListQuery<S extends z.ZodRawShape = Record<never, never>> = ObjectOf<typeof listFields & S>;

/** The query of a list: `limit`, `starting_after`, `ending_before`, `created`, and the list's own filters. */
export function listQuery<S extends z.ZodRawShape = Record<never, never>>(filters: S = {} as S): Schema<ListQuery<S>> {
  const message = 'Give starting_after or ending_before, not both.';
  return (fields.object({ ...listFields, ...filters }) as Schema<ListQuery>).refine(
    (query) => query.starting_after === undefined || query.ending_before === undefined,
    { params: { code: 'parameters_exclusive', message }, path: ['ending_before'] },
  ) as unknown as Schema<ListQuery<S>>;
}

export interface PageOfRows<R> {
  readonly rows: R[];
  readonly hasMore: boolean;
}

/** Reads one page, and one row more to know whether more follow, through a store's function; the answer is newest first in both directions. */
export async function readPage<R>(query: ListQuery, fetch: (page: Page) => Promise<readonly R[]>): Promise<PageOfRows<R>> {
  const limit = query.limit ?? DEFAULT_LIMIT;
  const { starting_after: after, ending_before: before } = query;
  const found = await fetch({ take: limit + 1, ...(after === undefined ? {} : { after }), ...(before === undefined ? {} : { before }) });
  const rows = found.slice(0, limit);
  return { rows: before === undefined ? rows : rows.reverse(), hasMore: found.length > limit };
}

export interface ListBody<T> {
  readonly object: 'list';
  readonly data: readonly T[];
  readonly has_more: boolean;
  readonly url: string;
}

/** The wire's list. `url` is the address that was asked, without its query. */
export const listBody = <T>(url: string, data: readonly T[], hasMore: boolean): ListBody<T> => ({
  object: 'list',
  data,
  has_more: hasMore,
  url,
});
