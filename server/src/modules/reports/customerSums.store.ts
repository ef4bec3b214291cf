import type { Row, Sql } from '../../platform/sql.ts';
import { CustomerTotals } from './customerTotals.rules.ts';
import { movementsText } from './movements.store.ts';

export interface CustomerSum {
  readonly customer_id: string;
  readonly currency: string;
  readonly count: number;
  readonly amount: number;
  readonly refunded: number;
}

/**
 * Pieces of time, each to be read by buckets of its grain. `$5` is up to where rows are folded; before any were, sums that stand there count no
 * more.
 */
const PIECES = `unnest($2::smallint[], $3::timestamptz[], $4::timestamptz[]) AS piece (grain, since, until)`;
const ARE_FOLDED = `$5::timestamptz > '-infinity'`;

const PACKED = `SELECT p.currency, p.body FROM ${PIECES}
  JOIN report_customer_packs p ON p.tenant_id = $1 AND p.grain = piece.grain AND p.bucket >= piece.since AND p.bucket < piece.until
  WHERE ${ARE_FOLDED} AND NOT EXISTS (
    SELECT FROM report_customer_unpacked u WHERE u.tenant_id = $1 AND u.grain = p.grain AND u.bucket = p.bucket
  )`;

/** What is not packed yet, and what is not folded yet, by customer. */
const UNPACKED = `SELECT rest.*, n.number FROM (
    SELECT customer_id, currency, sum(count)::bigint AS count, sum(amount)::bigint AS amount, sum(refunded)::bigint AS refunded FROM (
      SELECT s.customer_id, s.currency, s.count, s.amount, s.refunded FROM ${PIECES}
        JOIN report_customer_unpacked u ON u.tenant_id = $1 AND u.grain = piece.grain AND u.bucket >= piece.since AND u.bucket < piece.until
        CROSS JOIN LATERAL (
          SELECT * FROM report_customer_sums s WHERE s.tenant_id = $1 AND s.grain = u.grain AND s.bucket = u.bucket OFFSET 0
        ) s
        WHERE ${ARE_FOLDED}
      UNION ALL
      SELECT customer_id, currency, CASE kind WHEN 'sale' THEN count ELSE 0 END, CASE kind WHEN 'sale' THEN amount ELSE 0 END,
          CASE kind WHEN 'refund' THEN amount ELSE 0 END
        FROM (${movementsText('p.written >= $5::timestamptz')}) beyond
        WHERE customer_id IS NOT NULL AND kind <> 'dispute' AND created >= $6::timestamptz AND created < $7::timestamptz
    ) parts GROUP BY customer_id, currency
  ) rest LEFT JOIN report_customer_numbers n ON n.tenant_id = $1 AND n.customer_id = rest.customer_id`;

const NAMED = 'SELECT number, customer_id FROM report_customer_numbers WHERE tenant_id = $1 AND number = ANY ($2::int[])';

const monthOf = (at: Date, months = 0): Date => new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months, 1));

/** A period as whole months of UTC, and the hours before and after them. */
function piecesOf(from: Date, until: Date): { readonly grain: 1 | 60; readonly since: Date; readonly until: Date }[] {
  const [first, last] = [monthOf(from).getTime() === from.getTime() ? from : monthOf(from, 1), monthOf(until)];
  if (first >= last) return [{ grain: 60, since: from, until }];
  return [
    { grain: 60, since: from, until: first },
    { grain: 1, since: first, until: last },
    { grain: 60, since: last, until },
  ];
}

/**
 * The customers who spent most, a row per currency; those who spent in several are ranked by each of them, and the place's own comes first. Where
 * the place's days do not begin with an hour of UTC, its first and last day count by whole hours.
 */
export async function topCustomers(
  sql: Sql,
  tenantId: number,
  { from, until, cut, ownCurrency, limit }: { from: Date; until: Date; cut: string; ownCurrency: string; limit: number },
): Promise<CustomerSum[]> {
  const pieces = piecesOf(from, until);
  const which = [tenantId, pieces.map(({ grain }) => grain), pieces.map(({ since }) => since), pieces.map((piece) => piece.until), cut];
  const totals = new CustomerTotals();
  for (const { currency, body } of await sql.query('packed customers', PACKED, which)) totals.addPack(currency, body);
  for (const row of await sql.query<Row>('unpacked customers', UNPACKED, [...which, from, until])) {
    totals.add(row.currency, row.number ?? row.customer_id, Number(row.count), Number(row.amount), Number(row.refunded));
  }
  const top = totals.top(ownCurrency, limit);
  const numbers = top.flatMap(({ customer }) => (typeof customer === 'number' ? [customer] : []));
  const named = new Map((await sql.query('customers by number', NAMED, [tenantId, numbers])).map((row) => [row.number, row.customer_id]));
  return top
    .map(({ customer, ...sum }) => ({ customer_id: typeof customer === 'number' ? (named.get(customer) as string) : customer, ...sum }))
    .sort(
      (a, b) =>
        Number(b.currency === ownCurrency) - Number(a.currency === ownCurrency) ||
        b.amount - b.refunded - (a.amount - a.refunded) ||
        (a.customer_id < b.customer_id ? -1 : 1),
    )
    .slice(0, limit);
}
