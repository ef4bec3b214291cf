import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/harness/testDatabase.ts';
import { openDatabase } from '../../platform/openDatabase.ts';
import type { Database } from '../../platform/sql.ts';
import { withTransaction } from '../../platform/transaction.ts';
import { recordTasks } from './compareWithTill.ts';
import type { RecordRow, Report } from './paymentRecord.ts';
import { dayTotals, insertRecord, insertReports, movementsMissingInTill } from './paymentRecords.store.ts';

const AT = new Date('2026-03-02T09:00:00Z');
const DAY = '2026-03-02';

let test: TestDatabase;
let database: Database;
let owner: pg.Pool;

beforeAll(async () => {
  test = await testDatabase();
  database = openDatabase(test.serverPool);
  owner = new pg.Pool(test.ownerPool);
  await owner.query(
    `INSERT INTO tenants (tenant_id, account, livemode, business_name, country, default_currency, time_zone, created)
     VALUES (1, 'acct_1', false, 'Place', 'FR', 'eur', 'Europe/Paris', $1)`,
    [AT],
  );
});

afterAll(async () => {
  await database.close();
  await owner.end();
  await test.close();
});

const row = (id: RecordRow['id'], more: Partial<RecordRow> = {}): RecordRow => ({
  tenantId: 1,
  id,
  amount: 1000n,
  currency: 'eur',
  customerPresence: null,
  method: 'cash',
  channel: 'in_person',
  created: AT,
  createdBy: 'anna',
  day: DAY,
  ...more,
});

const report = (sequence: number, kind: Report['kind'], more: Partial<Report> = {}): Report => ({
  sequence,
  kind,
  attemptId: 'par_1',
  method: 'cash',
  amount: kind === 'attempt' ? 0n : 1000n,
  moved: kind === 'attempt' ? 0n : 1000n,
  tendered: null,
  reference: null,
  reason: null,
  at: AT,
  created: AT,
  createdBy: 'anna',
  channel: 'in_person',
  day: DAY,
  facts: {},
  person: null,
  ...more,
});

const store = (record: RecordRow, ...reports: Report[]): Promise<void> =>
  withTransaction(database, async (tx) => {
    await insertRecord(tx, record);
    await insertReports(tx, record, reports);
  });

const line = (sequence: number, kind: string, source: string) =>
  owner.query(
    "INSERT INTO fiscal_lines (tenant_id, sequence, kind, day, source, content, signature) VALUES (1, $1, $2, $3, $4, '{}', $5)",
    [sequence, kind, DAY, source, Buffer.alloc(64)],
  );

it('sums up what each person took and gave back on a day', async () => {
  await store(row('pr_1'), report(1, 'attempt'), report(2, 'guaranteed'));
  await store(row('pr_2'), report(1, 'attempt'), report(2, 'guaranteed', { amount: 502n, moved: 500n }));
  await store(
    row('pr_3', { createdBy: 'bruno' }),
    report(1, 'attempt', { createdBy: 'bruno', method: 'cheque' }),
    report(2, 'guaranteed', { createdBy: 'bruno', method: 'cheque' }),
    // Given back by somebody else, out of another drawer.
    report(3, 'refunded', { method: 'cheque', amount: 400n, moved: 400n }),
    report(4, 'refunded', { method: 'cheque', amount: 400n, moved: 400n, day: '2026-03-03' }),
  );
  expect(await dayTotals(database, 1, DAY)).toEqual([
    { createdBy: 'anna', method: 'cash', currency: 'eur', received: 1500n, returned: 0n, count: 2 },
    { createdBy: 'anna', method: 'cheque', currency: 'eur', received: 0n, returned: 400n, count: 1 },
    { createdBy: 'bruno', method: 'cheque', currency: 'eur', received: 1000n, returned: 0n, count: 1 },
  ]);
});

it('finds movements that the till does not have, and tells of them', async () => {
  expect(await movementsMissingInTill(database, 1)).toEqual(['pr_1', 'pr_2', 'pr_3']);
  await line(1, 'received', 'pr_1');
  await line(2, 'received', 'pr_2');
  for (const sequence of [3, 4]) await line(sequence, sequence === 3 ? 'received' : 'returned', 'pr_3');
  // One of two reversals is missing.
  expect(await movementsMissingInTill(database, 1)).toEqual(['pr_3']);
  const errors: object[] = [];
  await recordTasks(database, { error: (found: object) => void errors.push(found) })[0]?.run();
  expect(errors).toEqual([{ tenantId: 1, records: ['pr_3'] }]);
  await line(5, 'returned', 'pr_3');
  expect(await movementsMissingInTill(database, 1)).toEqual([]);
});

it.each([
  'UPDATE payment_records SET amount = 1',
  'DELETE FROM payment_records',
  'UPDATE payment_record_reports SET amount = 1',
  'DELETE FROM payment_record_reports',
])('does not let the server %s', async (statement) => {
  await expect(database.query('', statement)).rejects.toThrow('permission denied');
});
