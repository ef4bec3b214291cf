import type { Row, Transaction } from '../../platform/sql.ts';
import { type PackedSum, packSums } from './customerPack.rules.ts';

/** Buckets that are over, so that they are packed once and seldom again. Many hours at a time, or one month, which has everybody in it. */
const NEXT = `SELECT grain, bucket FROM (
    (SELECT grain, bucket FROM report_customer_unpacked
      WHERE tenant_id = $1 AND grain = 60 AND bucket < $2::timestamptz - interval '2 hours' ORDER BY bucket LIMIT 24)
    UNION ALL
    (SELECT grain, bucket FROM report_customer_unpacked
      WHERE tenant_id = $1 AND grain = 1 AND bucket < date_trunc('month', $2::timestamptz - interval '2 hours', 'UTC') ORDER BY bucket LIMIT 1)
  ) next`;

const OF_BUCKETS = `FROM unnest($2::smallint[], $3::timestamptz[]) AS b (grain, bucket)
  JOIN report_customer_sums s ON s.tenant_id = $1 AND s.grain = b.grain AND s.bucket = b.bucket`;

const NUMBER = `INSERT INTO report_customer_numbers (tenant_id, number, customer_id)
  SELECT $1, (SELECT coalesce(max(number), 0) FROM report_customer_numbers WHERE tenant_id = $1) + row_number() OVER (), customer_id
  FROM (SELECT DISTINCT s.customer_id ${OF_BUCKETS}) named
  WHERE NOT EXISTS (SELECT FROM report_customer_numbers n WHERE n.tenant_id = $1 AND n.customer_id = named.customer_id)`;

const SUMS = `SELECT s.grain, s.bucket, s.currency, n.number, s.count, s.amount, s.refunded ${OF_BUCKETS}
  JOIN report_customer_numbers n ON n.tenant_id = $1 AND n.customer_id = s.customer_id`;

const PACK = `INSERT INTO report_customer_packs (tenant_id, grain, bucket, currency, count, amount, refunded, body)
  SELECT $1, * FROM unnest($2::smallint[], $3::timestamptz[], $4::text[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bytea[])
  ON CONFLICT (tenant_id, grain, bucket, currency)
    DO UPDATE SET count = excluded.count, amount = excluded.amount, refunded = excluded.refunded, body = excluded.body`;

const PACKED = `DELETE FROM report_customer_unpacked u USING unnest($2::smallint[], $3::timestamptz[]) AS b (grain, bucket)
  WHERE u.tenant_id = $1 AND u.grain = b.grain AND u.bucket = b.bucket`;

interface Bucket {
  readonly grain: number;
  readonly bucket: Date;
}

const sumOf = ({ number, count, amount, refunded }: Row): PackedSum => ({
  number,
  ...{ count: Number(count), amount: Number(amount), refunded: Number(refunded) },
});

/**
 * Packs sums of customers that lie some time before the cut. Answers whether there may be more. Whoever folds or packs the same place
 * meanwhile waits.
 */
export async function packNextCustomers(tx: Transaction, tenantId: number): Promise<boolean> {
  const [locked] = await tx.query<{ cut: string }>(
    'lock cut to pack',
    "SELECT cut::text AS cut FROM report_cuts WHERE tenant_id = $1 AND source = 'movements' FOR UPDATE",
    [tenantId],
  );
  if (locked === undefined) return false;
  const buckets = await tx.query<Bucket & Row>('next customers to pack', NEXT, [tenantId, locked.cut]);
  if (buckets.length === 0) return false;
  const which = [tenantId, buckets.map(({ grain }) => grain), buckets.map(({ bucket }) => bucket)];
  await tx.query('number customers', NUMBER, which);
  const rows = await tx.query('customers to pack', SUMS, which);
  const packs = [...Map.groupBy(rows, ({ grain, bucket, currency }) => `${grain} ${bucket.toISOString()} ${currency}`).values()].map(
    (of) => ({ first: of[0] as Row, sums: of.map(sumOf) }),
  );
  const total = (of: 'count' | 'amount' | 'refunded') => packs.map(({ sums }) => sums.reduce((sum, each) => sum + each[of], 0));
  await tx.query('pack customers', PACK, [
    tenantId,
    ...(['grain', 'bucket', 'currency'] as const).map((of) => packs.map(({ first }) => first[of])),
    ...(['count', 'amount', 'refunded'] as const).map(total),
    packs.map(({ sums }) => packSums(sums)),
  ]);
  await tx.query('customers packed', PACKED, which);
  return true;
}
