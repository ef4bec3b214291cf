import { createHash } from 'node:crypto';
import { ApiError } from '@guichet/contract/errors.ts';
import type { IdPrefix } from '@guichet/contract/ids.ts';
import { isId } from '@guichet/contract/ids.ts';
import { fields } from './fields.ts';

const DEFAULT_LIMIT = 10;
const MAX_LIMIT = 100;
/** As on Stripe's wire, matches are counted up to here and no further. */
export const MAX_COUNT = 10_000;
const COUNT = 'total_count';

/** The parameters of a search. What `query` may say is for the fields of each resource to decide. */
export const searchQuery = () =>
  fields.object({
    query: fields.unreadText({ max: 8000 }),
    limit: fields.integer({ min: 1, max: MAX_LIMIT }).optional(),
    page: fields.text({ max: 255 }).optional(),
  });

interface Asked {
  readonly query: string;
  readonly limit?: number | undefined;
  readonly page?: string | undefined;
}

/** Where a page ends, with a mark of the query that it belongs to: in another query the place would mean nothing. */
function tokenOf(query: string, id: string): string {
  const mark = createHash('sha256')
    .update(JSON.stringify([query, id]))
    .digest('base64url')
    .slice(0, 12);
  return Buffer.from(`${mark}.${id}`).toString('base64url');
}

function placeOf(query: string, token: string, prefix: IdPrefix): string {
  const id = Buffer.from(token, 'base64url').toString('latin1').split('.')[1] ?? '';
  if (isId(prefix, id) && tokenOf(query, id) === token) return id;
  throw new ApiError('parameter_invalid', {
    param: 'page',
    message: 'The parameter "page" must be the next_page of an answer to the same query. Leave it out to begin at the newest.',
  });
}

/** What a search reads: rows newest first, and how many there are. */
export interface SearchSource<R> {
  readonly prefix: IdPrefix;
  find(page: { readonly after?: string; readonly take: number }): Promise<readonly R[]>;
  count(): Promise<number>;
}

interface SearchBody {
  readonly object: 'search_result';
  readonly url: string;
  readonly has_more: boolean;
  readonly next_page: string | null;
  readonly data: readonly unknown[];
  readonly total_count?: number;
}

/** Answers one page of a search, with the number of matches when `expand[]=total_count` asks for it. */
export async function searchPage<R extends { readonly id: string }>(
  { query, path, expand }: { readonly query: Asked; readonly path: string; readonly expand: readonly string[] },
  source: SearchSource<R>,
  render: (row: R) => unknown,
): Promise<SearchBody> {
  const limit = query.limit ?? DEFAULT_LIMIT;
  const after = query.page === undefined ? undefined : placeOf(query.query, query.page, source.prefix);
  const [found, count] = await Promise.all([
    source.find({ take: limit + 1, ...(after !== undefined && { after }) }),
    expand.includes(COUNT) ? source.count() : undefined,
  ]);
  const rows = found.slice(0, limit);
  const last = found.length > limit ? rows.at(-1) : undefined;
  return {
    object: 'search_result',
    url: path,
    has_more: last !== undefined,
    next_page: last === undefined ? null : tokenOf(query.query, last.id),
    data: rows.map(render),
    ...(count !== undefined && { total_count: count }),
  };
}
