import type { Sql } from '../../platform/sql.ts';
import { movementsText } from './movements.store.ts';

export interface CustomerSum {
  readonly customer_id: string;
  readonly currency: string;
  readonly count: bigint;
  readonly amount: bigint;
  readonly refunded: bigint;
}

/**
 * Whole months of UTC that lie in the period, less and plus the hours by which it differs from them. So a place's month is read from the sums of a month
 * and a few hours, and not from thirty days of them. $2 to $3 is the period, $4 to $5 the months; $6 is up to where rows are folded;
 * before any were, sums that stand there count no more.
 */
const PARTS = `
  SELECT * FROM (
    SELECT customer_id, currency, count, amount, refunded FROM report_customer_sums
      WHERE tenant_id = $1 AND grain = 1 AND bucket >= $4::timestamptz AND bucket < $5::timestamptz
    UNION ALL
    SELECT customer_id, currency, count, amount, refunded FROM report_customer_sums
      WHERE tenant_id = $1 AND grain = 60 AND bucket >= $2::timestamptz AND bucket < $4::timestamptz
    UNION ALL
    SELECT customer_id, currency, -count, -amount, -refunded FROM report_customer_sums
      WHERE tenant_id = $1 AND grain = 60 AND bucket >= $4::timestamptz AND bucket < $2::timestamptz
    UNION ALL
    SELECT customer_id, currency, count, amount, refunded FROM report_customer_sums
      WHERE tenant_id = $1 AND grain = 60 AND bucket >= $5::timestamptz AND bucket < $3::timestamptz
    UNION ALL
    SELECT customer_id, currency, -count, -amount, -refunded FROM report_customer_sums
      WHERE tenant_id = $1 AND grain = 60 AND bucket >= $3::timestamptz AND bucket < $5::timestamptz
  ) folded WHERE $6::timestamptz > '-infinity'
  UNION ALL
  SELECT customer_id, currency, CASE kind WHEN 'sale' THEN count ELSE 0 END, CASE kind WHEN 'sale' THEN amount ELSE 0 END,
      CASE kind WHEN 'refund' THEN amount ELSE 0 END
    FROM (${movementsText('p.written >= $6::timestamptz')}) rest
    WHERE customer_id IS NOT NULL AND kind <> 'dispute' AND created >= $2::timestamptz AND created < $3::timestamptz`;

// Customers who spent in several currencies are ranked by each of them; the place's own comes first.
const TOP = `SELECT customer_id, currency, sum(count)::bigint AS count, sum(amount)::bigint AS amount, sum(refunded)::bigint AS refunded
  FROM (${PARTS}) parts GROUP BY customer_id, currency HAVING sum(count) <> 0 OR sum(refunded) <> 0
  ORDER BY (currency = $7) DESC, sum(amount) - sum(refunded) DESC, customer_id LIMIT $8`;

/** The first of the month of UTC that is nearest to a moment. */
function nearestMonth(at: Date): Date {
  const first = (months: number): Date => new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months, 1));
  const [before, after] = [first(0), first(1)];
  return at.getTime() - before.getTime() <= after.getTime() - at.getTime() ? before : after;
}

/**
 * The customers who spent most, a row per currency. Where the place's days do not begin with an hour of UTC, its first and last day count by
 * whole hours.
 */
export function topCustomers(
  sql: Sql,
  tenantId: number,
  { from, until, cut, ownCurrency, limit }: { from: Date; until: Date; cut: string; ownCurrency: string; limit: number },
): Promise<CustomerSum[]> {
  const [first, last] = [nearestMonth(from), nearestMonth(until)];
  // A period without a month in it is read by its hours alone.
  const [monthsFrom, monthsUntil] = first.getTime() === last.getTime() ? [from, from] : [first, last];
  return sql.query<CustomerSum>('top customers', TOP, [tenantId, from, until, monthsFrom, monthsUntil, cut, ownCurrency, limit]);
}
