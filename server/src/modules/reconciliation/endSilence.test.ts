import { afterAll, beforeAll, expect, it } from 'vitest';
import { insertTenant, runSql, type TestDatabase, testDatabase } from '../../../test/harness/testDatabase.ts';
import { manualClock } from '../../platform/clock.ts';
import { openDatabase } from '../../platform/openDatabase.ts';
import { placeDay } from '../../platform/placeDay.ts';
import type { Database } from '../../platform/transaction.ts';
import { endSilence, momentsOfDays } from './endSilence.ts';

const RESTORED_TO = '2026-11-21T14:00:00Z';
const RESTORED = '2026-11-22T09:00:00Z';

let testing: TestDatabase;
let database: Database;

beforeAll(async () => {
  testing = await testDatabase();
  database = openDatabase(testing.serverPool);
  await insertTenant(testing.ownerPool);
});
afterAll(async () => {
  await database.close();
  await testing.close();
});

const end = () =>
  endSilence({
    database,
    clock: manualClock(new Date('2026-11-22T10:00:00Z')),
    sources: async () =>
      ['sandbox', 'pacc_1'].map((name) => ({ tenantId: 1, name, provider: () => Promise.reject(new Error('not asked')) })),
  });
const read = (provider: string, day: string, from: string, until: string, ran = '2026-11-22T09:30:00Z') =>
  runSql(testing.ownerPool, `INSERT INTO reconciliations VALUES (1, '${provider}', '${day}', '${from}', '${until}', '${ran}', 0, 0, 0)`);

it('a place that was not restored has nothing to end', async () => {
  expect(await end()).toBeNull();
});

it('ends when each provider was read from the moment on until after the restore, and not before', async () => {
  await runSql(testing.ownerPool, `INSERT INTO restorations VALUES ('${RESTORED}', '${RESTORED_TO}')`);
  expect(await end()).toBe('silent');
  for (const provider of ['sandbox', 'pacc_1']) await read(provider, '2026-11-21', '2026-11-20T23:00:00Z', '2026-11-21T23:00:00Z');
  expect(await end()).toBe('silent');
  await read('sandbox', '2026-11-22', '2026-11-21T23:00:00Z', '2026-11-22T09:29:00Z');
  expect(await end()).toBe('silent');
  // Read before the restore: what it wrote then is not in this place.
  await read('pacc_1', '2026-11-22', '2026-11-21T23:00:00Z', '2026-11-22T08:58:00Z', '2026-11-22T08:59:00Z');
  expect(await end()).toBe('silent');
  await runSql(testing.ownerPool, "DELETE FROM reconciliations WHERE provider = 'pacc_1' AND day = '2026-11-22'");
  await read('pacc_1', '2026-11-22', '2026-11-21T23:00:00Z', '2026-11-22T09:29:00Z');
  expect(await end()).toBe('over');
  expect(await end()).toBeNull();
  expect(await runSql(testing.ownerPool, 'SELECT reconciled FROM restorations')).toEqual([
    { reconciled: new Date('2026-11-22T10:00:00Z') },
  ]);
});

it.each([
  // Of a few hours, over midnight, of some days, and over nights in which clocks go forward, back, and forward at midnight.
  ['Europe/Paris', '2026-11-22T09:00:00Z', '2026-11-22T10:00:00Z', ['2026-11-22']],
  ['Europe/Paris', '2026-11-21T14:00:00Z', '2026-11-22T10:00:00Z', ['2026-11-21', '2026-11-22']],
  ['Europe/Paris', '2026-11-19T10:00:00Z', '2026-11-22T10:00:00Z', ['2026-11-19', '2026-11-20', '2026-11-21', '2026-11-22']],
  ['Europe/Paris', '2026-03-28T22:30:00Z', '2026-03-31T10:00:00Z', ['2026-03-28', '2026-03-29', '2026-03-30', '2026-03-31']],
  ['Europe/Paris', '2026-10-24T21:30:00Z', '2026-10-26T10:00:00Z', ['2026-10-24', '2026-10-25', '2026-10-26']],
  ['Antarctica/Troll', '2026-03-28T23:59:00Z', '2026-03-30T10:00:00Z', ['2026-03-28', '2026-03-29', '2026-03-30']],
  ['America/Santiago', '2026-09-06T03:59:00Z', '2026-09-08T10:00:00Z', ['2026-09-05', '2026-09-06', '2026-09-07', '2026-09-08']],
])('in %s all days are read from %s until %s', (zone, from, until, days) => {
  const moments = momentsOfDays(new Date(from), new Date(until));
  expect([...new Set(moments.map((moment) => placeDay(moment, zone)))]).toEqual(days);
});
