import { runSql } from '../server/test/harness/testDatabase.ts';
import type { BenchPlace } from './place.ts';

/** What lies on disk of each table and of each index, in bytes. */
export interface Sizes {
  readonly payments: number;
  readonly parts: ReadonlyMap<string, number>;
}

export interface BytesReport {
  readonly payments: number;
  readonly per_payment: number;
  readonly tables: Readonly<Record<string, number>>;
  readonly indexes: Readonly<Record<string, number>>;
}

const SIZES = `SELECT c.relname AS name, (CASE c.relkind WHEN 'r' THEN pg_table_size(c.oid) ELSE pg_relation_size(c.oid) END)::text AS bytes
  FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'i')`;
const INDEX_MARK = 'i:';

export async function sizesOf({ database }: BenchPlace): Promise<Sizes> {
  const indexes = new Set(
    (await runSql<{ name: string }>(database, `SELECT indexname AS name FROM pg_indexes WHERE schemaname = 'public'`)).map(
      ({ name }) => name,
    ),
  );
  const rows = await runSql<{ name: string; bytes: string }>(database, SIZES);
  const [count] = await runSql<{ count: string }>(database, 'SELECT count(*)::text AS count FROM payment_intents');
  const parts = rows.map(({ name, bytes }) => [`${indexes.has(name) ? INDEX_MARK : ''}${name}`, Number(bytes)] as const);
  return { payments: Number(count?.count), parts: new Map(parts) };
}

/** What the payments between two moments have taken, per payment, the largest parts first; parts of less than a byte are left out. */
export function bytesPerPayment(before: Sizes, after: Sizes): BytesReport {
  const payments = after.payments - before.payments;
  const grown = [...after.parts]
    .map(([name, bytes]) => [name, (bytes - (before.parts.get(name) ?? 0)) / Math.max(1, payments)] as const)
    .filter(([, bytes]) => bytes >= 1)
    .sort(([, a], [, b]) => b - a);
  const of = (areIndexes: boolean): Record<string, number> =>
    Object.fromEntries(
      grown.flatMap(([name, bytes]) =>
        name.startsWith(INDEX_MARK) === areIndexes ? [[name.replace(INDEX_MARK, ''), Math.round(bytes)]] : [],
      ),
    );
  const total = grown.reduce((sum, [, bytes]) => sum + bytes, 0);
  return { payments, per_payment: Math.round(total), tables: of(false), indexes: of(true) };
}
