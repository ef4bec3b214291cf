import type { Sql } from '../../platform/sql.ts';
import { bucketText, facetsText, movementsText } from './movements.store.ts';
import { fromPieces, inSpans, pieceArrays } from './reportSums.store.ts';
import type { Span } from './spans.rules.ts';
import type { FacetRow } from './sumRows.ts';

export interface FacetQuery {
  readonly tenantId: number;
  /** `reason`, or `field:` and the key of a field that has a list of choices. */
  readonly facet: string;
  readonly span: Span;
  /** Up to where movements are folded. */
  readonly cut: string;
}

const KEPT = 'value, kind, currency, settled_currency';
const ADDED = ['count', 'amount', 'settled', 'fee'].map((sum) => `sum(${sum})::bigint AS ${sum}`).join(', ');

const FACETS = `WITH moved AS MATERIALIZED (${movementsText('p.written >= $2::timestamptz')})
  SELECT NULL::timestamptz AS bucket, ${KEPT}, ${ADDED} FROM ${fromPieces('report_facets', 6, 's.facet = $5')} GROUP BY ${KEPT}
  UNION ALL
  SELECT ${bucketText('created', '15')} AS bucket, ${KEPT}, ${ADDED} FROM (${facetsText('moved')}) rest
    WHERE facet = $5 AND created >= $3::timestamptz AND created < $4::timestamptz GROUP BY 1, ${KEPT}`;

/** What moved in a span, told apart by a facet, to the second; movements that don't have it are left out. */
export async function readFacet(sql: Sql, { tenantId, facet, span, cut }: FacetQuery): Promise<FacetRow[]> {
  const parameters = [tenantId, cut, span.from, span.until, facet, ...pieceArrays([span], cut)];
  const rows = await sql.query<FacetRow & { readonly bucket: Date | null }>('report facets', FACETS, parameters);
  return [...rows.filter(({ bucket }) => bucket === null).map((row) => ({ ...row, segment: 0 })), ...inSpans(rows, [span])];
}
