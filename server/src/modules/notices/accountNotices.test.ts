import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { insertTenant, runSql, type TestDatabase, testDatabase } from '../../../test/harness/testDatabase.ts';
import type { NoticesRequest, Provider, ProviderNotice } from '../../connectors/index.ts';
import { manualClock } from '../../platform/clock.ts';
import { createLogger } from '../../platform/log.ts';
import { openDatabase } from '../../platform/openDatabase.ts';
import type { Database } from '../../platform/transaction.ts';
import { AccountNotices } from './accountNotices.ts';

const clock = manualClock(new Date('2026-03-02T09:00:00Z'));
const SINCE = new Date('2026-03-01T09:00:00Z');

let testing: TestDatabase;
let database: Database;
let feed: ProviderNotice[];
let asked: NoticesRequest[];
let answers: boolean;
let logged: string[];

beforeAll(async () => {
  testing = await testDatabase();
  database = openDatabase(testing.serverPool);
  await insertTenant(testing.ownerPool);
});
afterAll(async () => {
  await database.close();
  await testing.close();
});
beforeEach(async () => {
  await runSql(testing.ownerPool, 'DELETE FROM provider_notices; DELETE FROM provider_notice_cursors');
  [feed, asked, answers, logged] = [[], [], true, []];
});

function tell(reference: string): void {
  const id = `evt_${feed.length + 1}`;
  feed.push({ sequence: null, id, kind: 'thing.happened', account: null, reference, at: 1_772_442_000, data: {} });
}

/** A server over an account that tells two events at a time, always with the last one again. */
function server(): AccountNotices {
  const provider = {
    notices: async (request: NoticesRequest) => {
      asked.push(request);
      if (!answers) return { answer: 'unknown', reason: 'time-out' };
      const from = Math.max(Number(request.position ?? 0) - 1, 0);
      const notices = feed.slice(from, from + 3);
      return { answer: 'notices', notices, hasMore: feed.length > from + 3, position: String(from + notices.length) };
    },
  } as unknown as Provider;
  return new AccountNotices({
    ...{ database, clock, log: createLogger('warn', { write: (line) => void logged.push(line) }) },
    sources: async () => [{ tenantId: 1, name: 'pacc_1', since: SINCE, provider: async () => provider }],
    ours: async (_source, references) => new Set(references.filter((reference) => !reference.startsWith('foreign'))),
  });
}

const stored = async () =>
  (
    await runSql<{ line: string }>(
      testing.ownerPool,
      `SELECT sequence || ' ' || event || ' ' || reference AS line FROM provider_notices ORDER BY sequence`,
    )
  ).map(({ line }) => line);

it('stores each event once and in order, however often it is told and by however many servers, and none that is not ours', async () => {
  for (const reference of ['a', 'foreign', 'b', 'c', 'a']) tell(reference);
  await Promise.all([server().run(), server().run(), server().run()]);
  await server().run();
  const FIRST = ['1 evt_1 a', '2 evt_3 b', '3 evt_4 c', '4 evt_5 a'];
  expect(await stored()).toEqual(FIRST);
  tell('d');
  await server().run();
  expect(await stored()).toEqual([...FIRST, '5 evt_6 d']);
});

it('begins a little before the account was made, and goes on from where it was', async () => {
  tell('a');
  const one = server();
  await one.run();
  await one.run();
  expect(asked).toMatchObject([
    { position: null, since: SINCE.getTime() / 1000 - 600, now: clock.now().getTime() / 1000 },
    { position: '1' },
  ]);
});

it('leaves an account that is silent alone for a while, and says so', async () => {
  tell('a');
  const one = server();
  answers = false;
  await one.run();
  answers = true;
  await one.run();
  expect([asked.length, await stored()]).toEqual([1, []]);
  expect(logged.join()).toContain('time-out');
  clock.advance(10_001);
  await one.run();
  expect(await stored()).toEqual(['1 evt_1 a']);
});

it('gives an account that always says that there is more its turn, and no more than that', async () => {
  let pages = 0;
  const endless = {
    notices: async () => {
      pages += 1;
      return { answer: 'notices', notices: [], hasMore: true, position: String(pages) };
    },
  } as unknown as Provider;
  const one = new AccountNotices({
    ...{ database, clock, log: createLogger('warn', { write: (line) => void logged.push(line) }) },
    sources: async () => [{ tenantId: 1, name: 'pacc_endless', since: SINCE, provider: async () => endless }],
    ours: async () => new Set(),
  });
  await one.run();
  expect(pages).toBe(10);
  await one.run();
  expect(pages).toBe(20);
  const slow = async () => {
    clock.advance(3_000);
    pages += 1;
    return { answer: 'notices', notices: [], hasMore: true, position: String(pages) };
  };
  Object.assign(endless, { notices: slow });
  await one.run();
  expect(pages).toBe(22);
});
