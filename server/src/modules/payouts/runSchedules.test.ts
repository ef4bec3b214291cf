import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Money, money } from '@guichet/contract/money.ts';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { runSql, type TestDatabase, testDatabase } from '../../../test/harness/testDatabase.ts';
import { postTransactions } from '../../ledger/index.ts';
import { manualClock } from '../../platform/clock.ts';
import { idMaker } from '../../platform/ids.ts';
import { openDatabase } from '../../platform/openDatabase.ts';
import { systemRandom } from '../../platform/random.ts';
import { type Database, withTransaction } from '../../platform/transaction.ts';
import { openKeyFile } from '../../vault/index.ts';
import { lockPurse, writeSchedule } from './payoutSchedules.store.ts';
import { runSchedules } from './runSchedules.ts';
import type { PayoutSchedule } from './schedule.rules.ts';
import { openTestAccounts } from './testBankAccounts.ts';

const HOUR_MS = 3600_000;
const DAY_MS = 24 * HOUR_MS;

let testing: TestDatabase;
let folder: string;
/** Two servers on one database. */
let servers: Database[];
let vault: { keys: ReturnType<typeof openKeyFile>; random: typeof systemRandom };
let tenantId = 0;
let clock: ReturnType<typeof manualClock>;
const makeId = () => idMaker(clock, systemRandom);

beforeAll(async () => {
  testing = await testDatabase();
  folder = mkdtempSync(join(tmpdir(), `guichet-test-${process.pid}-`));
  vault = { keys: openKeyFile(join(folder, 'vault.key'), systemRandom), random: systemRandom };
  servers = [openDatabase(testing.serverPool), openDatabase(testing.serverPool)];
});
afterAll(async () => {
  for (const server of servers) await server.close();
  await testing.close();
  rmSync(folder, { recursive: true, force: true });
});

const first = (): Database => servers[0] as Database;

beforeEach(async () => {
  tenantId += 1;
  // A Monday in Paris.
  clock = manualClock(new Date('2026-03-02T09:00:00Z'));
  await runSql(
    testing.ownerPool,
    `UPDATE payout_schedules SET frequency = 'manual', weekday = NULL, month_day = NULL;
     INSERT INTO tenants (tenant_id, account, livemode, business_name, country, default_currency, time_zone, created)
     VALUES (${tenantId}, 'acct_${tenantId}', false, 'Chez Odile', 'FR', 'eur', 'Europe/Paris', now())`,
  );
  await withTransaction(first(), (tx) => openTestAccounts(tx, { makeId: makeId(), vault }, tenantId, ['eur', 'usd', 'huf'], clock.now()));
});

async function decide(changes: Partial<PayoutSchedule>): Promise<void> {
  const schedule = { frequency: 'daily', weekday: null, monthDay: null, delayDays: 0, sinceDay: '2026-03-02', ...changes } as const;
  await withTransaction(first(), async (tx) => {
    await lockPurse(tx, tenantId);
    await writeSchedule(tx, tenantId, schedule);
  });
}

/** Money that becomes available after so many days. */
async function earn(amount: Money, afterDays = 0): Promise<void> {
  const [created, id] = [clock.now(), makeId()('txn')];
  const availableOn = new Date(created.getTime() + afterDays * DAY_MS);
  const postings = [{ debit: 'provider_receivable', credit: 'sales', amount }] as const;
  await withTransaction(first(), (tx) =>
    postTransactions(tx, [{ tenantId, id, event: 'charge.captured', source: 'ch_1', created, availableOn, postings }]),
  );
}

const runOn = (database: Database) => runSchedules({ database, clock, makeId: makeId(), connectorFor: () => 'sandbox' });

const paid = async (): Promise<string[]> => {
  const rows = await runSql<{ line: string }>(
    testing.ownerPool,
    `SELECT schedule_day || ' ' || amount || ' ' || currency AS line FROM payouts WHERE tenant_id = ${tenantId} ORDER BY schedule_day, currency`,
  );
  return rows.map(({ line }) => line);
};

it('pays each currency once a day, whichever server looks and however often', async () => {
  await decide({});
  await earn(money(5000n, 'eur'));
  await earn(money(700n, 'usd'));
  await Promise.all([...servers, ...servers].map(runOn));
  expect(await paid()).toEqual(['2026-03-02 5000 eur', '2026-03-02 700 usd']);
  // What comes in later on the day waits for the next.
  await earn(money(300n, 'eur'));
  clock.advance(HOUR_MS);
  await Promise.all(servers.map(runOn));
  expect(await paid()).toHaveLength(2);
  clock.advance(DAY_MS);
  await Promise.all(servers.map(runOn));
  expect(await paid()).toEqual(['2026-03-02 5000 eur', '2026-03-02 700 usd', '2026-03-03 300 eur']);
});

it('goes by the days of the place', async () => {
  await decide({});
  await runOn(first());
  await earn(money(100n, 'eur'));
  // 23:30 in Paris, then half past midnight.
  clock.advance(13.5 * HOUR_MS);
  await runOn(first());
  expect(await paid()).toEqual([]);
  clock.advance(HOUR_MS);
  await runOn(first());
  expect(await paid()).toEqual(['2026-03-03 100 eur']);
});

it('pays weekly on its day, and makes up for one that was missed', async () => {
  await decide({ frequency: 'weekly', weekday: 3 });
  await earn(money(100n, 'eur'));
  await runOn(first());
  expect(await paid()).toEqual([]);
  clock.advance(3 * DAY_MS);
  await runOn(first());
  expect(await paid()).toEqual(['2026-03-04 100 eur']);
});

it('leaves what is pending, what has not been available for long enough, and what no bank pays in parts', async () => {
  await decide({ delayDays: 2 });
  await earn(money(1000n, 'eur'), 1);
  await earn(money(12_345n, 'huf'));
  await runOn(first());
  expect(await paid()).toEqual([]);
  clock.advance(2 * DAY_MS);
  await runOn(first());
  expect(await paid()).toEqual(['2026-03-04 12300 huf']);
  clock.advance(DAY_MS);
  await runOn(first());
  expect(await paid()).toEqual(['2026-03-04 12300 huf', '2026-03-05 1000 eur']);
});

it('does nothing where a place pays itself out by hand', async () => {
  await decide({ frequency: 'manual' });
  await earn(money(1000n, 'eur'));
  await runOn(first());
  expect(await paid()).toEqual([]);
});

it('keeps the number of an account where only the vault can read it', async () => {
  const rows = await runSql<{ row: string }>(
    testing.ownerPool,
    `SELECT bank_accounts::text AS row FROM bank_accounts WHERE tenant_id = ${tenantId}`,
  );
  expect(rows).toHaveLength(3);
  for (const { row } of rows) expect(row).not.toMatch(/370400440532013000|000123456789/);
});
