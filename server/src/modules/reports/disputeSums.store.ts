import type { Sql } from '../../platform/sql.ts';
import type { Span } from './spans.rules.ts';
import type { DisputeSum } from './sumRows.ts';

const OPENED = `SELECT reason, currency, status, count(*) AS count, sum(amount)::bigint AS amount FROM disputes
  WHERE tenant_id = $1 AND created >= $2 AND created < $3 GROUP BY reason, currency, status`;

/** Disputes that were opened in a span, as they stand now. */
export const disputesOpened = (sql: Sql, tenantId: number, { from, until }: Span): Promise<DisputeSum[]> =>
  sql.query<DisputeSum>('disputes opened', OPENED, [tenantId, from, until]);
