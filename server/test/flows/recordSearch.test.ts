import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { listRecords, type RecordFilter } from '../../src/modules/payment_records/paymentRecords.store.ts';
import { openDatabase } from '../../src/platform/openDatabase.ts';
import type { Sql } from '../../src/platform/sql.ts';
import type { Database } from '../../src/platform/transaction.ts';
import { type TestDatabase, testDatabase } from '../harness/testDatabase.ts';

// Which indexes PostgreSQL takes for what is looked for among many records.

const ROWS = 60_000;

let database: TestDatabase;
let server: Database;

const padded = "lpad(n::text, 9, '0')";

/** Written without the checks of foreign keys: what matters here is how much there is to look through. */
const SEED = `
  INSERT INTO payment_records (tenant_id, id, amount, currency, method, channel, created, created_by, day)
    SELECT 1, 'pr_' || ${padded}, 1000, 'eur', 'cash', 'in_person', to_timestamp(1767225600 + n), 'user_' || n % 10, '2026-01-01' FROM generate_series(1, ${ROWS}) n;
  INSERT INTO payment_record_reports (tenant_id, payment_record_id, sequence, kind, attempt_id, method, currency, amount, amount_moved, reference, at, created,
      created_by, channel, day, data)
    SELECT 1, 'pr_' || ${padded}, s, CASE s WHEN 1 THEN 'attempt' ELSE 'guaranteed' END, 'par_' || ${padded}, 'cash', 'eur', (s - 1) * 1000, (s - 1) * 1000,
      CASE WHEN s = 1 AND n % 3 = 0 THEN 'Ref ' || md5(n::text) END, now(), now(), 'user_' || n % 10, 'in_person', '2026-01-01',
      CASE s WHEN 1 THEN jsonb_build_object('description', CASE WHEN n % 4 = 0 THEN 'Dépôt ' || n ELSE 'Everyday' END,
        'customer', 'cus_' || n % 5000, 'metadata', jsonb_build_object('order', 'A-' || n)) ELSE '{}' END
    FROM generate_series(1, ${ROWS}) n, generate_series(1, 2) s;`;

beforeAll(async () => {
  database = await testDatabase();
  const admin = new pg.Client(database.adminPool);
  await admin.connect();
  await admin.query(`SET session_replication_role = replica; ${SEED}`);
  await admin.query('VACUUM ANALYZE payment_records, payment_record_reports');
  await admin.end();
  server = openDatabase({ ...database.serverPool, max: 2 });
}, 180_000);

afterAll(async () => {
  await server.close();
  await database.close();
});

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Index Name'?: string;
  readonly Plans?: readonly PlanNode[];
}
const nodesIn = (plan: PlanNode): PlanNode[] => [plan, ...(plan.Plans ?? []).flatMap(nodesIn)];

/** Answers the plan in place of the rows. */
function explaining(seen: PlanNode[]): Sql {
  return {
    async query(_name, text, values = []) {
      const { rows } = await server.pool.query(`EXPLAIN (FORMAT JSON) ${text}`, [...values]);
      seen.push(...nodesIn(rows[0]['QUERY PLAN'][0].Plan));
      return [];
    },
    write: async () => {},
    batch: () => Promise.reject(new Error('A list asks in no batch.')),
  };
}

const text = (more: Partial<NonNullable<RecordFilter['text']>>): RecordFilter => ({
  text: { pattern: '%nothing has this%', exact: 'nothing', customers: [], answers: [], ...more },
});
const FIND = 'payment_records_find';

it.each<[string, RecordFilter, number, string]>([
  ['a part of the reference', text({ pattern: '%c4ca4238%' }), 0, FIND],
  ['the description, without its accents', text({ pattern: '%depot 5204%' }), 4, FIND],
  ['an answer', text({ answers: ['{"order":"A-777"}'] }), 1, FIND],
  ['a customer', text({ customers: ['cus_77'] }), 12, 'payment_records_of_customer'],
  ['an id', text({ exact: 'pr_000000777' }), 1, 'payment_record_reports_pkey'],
  ['whose they are', { customer: 'cus_77' }, 12, 'payment_records_of_customer'],
])('finds records by %s, by an index', async (_by, filter, count, index) => {
  const page = { take: 26 };
  expect(await listRecords(server, 1, filter, page)).toHaveLength(count);
  const nodes: PlanNode[] = [];
  await listRecords(explaining(nodes), 1, filter, page);
  expect(nodes.map((node) => node['Index Name'])).toContain(index);
  expect(nodes.map((node) => node['Node Type'])).not.toContain('Seq Scan');
});

it('shows the newest of what most records have without reading them all', async () => {
  const startedMs = performance.now();
  expect(await listRecords(server, 1, text({ pattern: '%every%' }), { take: 26 })).toHaveLength(26);
  const nodes: PlanNode[] = [];
  await listRecords(explaining(nodes), 1, text({ pattern: '%every%' }), { take: 26 });
  expect(nodes.map((node) => node['Node Type'])).not.toContain('Seq Scan');
  expect(performance.now() - startedMs).toBeLessThan(2_000);
});
