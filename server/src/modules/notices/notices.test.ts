import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { insertTenant, runSql, type TestDatabase, testDatabase } from '../../../test/harness/testDatabase.ts';
import type { Provider, ProviderNotice } from '../../connectors/index.ts';
import { manualClock } from '../../platform/clock.ts';
import { createLogger } from '../../platform/log.ts';
import { openDatabase } from '../../platform/openDatabase.ts';
import type { Database } from '../../platform/transaction.ts';
import type { Notice } from './notice.ts';
import { NoticeRefused } from './noticeRefused.ts';
import { Notices } from './notices.ts';

const clock = manualClock(new Date('2026-03-02T09:00:00Z'));

let testing: TestDatabase;
let database: Database;
let logged: string[];
/** What was applied, as `reference kind`. */
let applied: string[];
let feed: ProviderNotice[];
let answers: boolean;
let provider: number;

beforeAll(async () => {
  testing = await testDatabase();
  database = openDatabase(testing.serverPool);
  await insertTenant(testing.ownerPool);
  provider = 0;
});
afterAll(async () => {
  await database.close();
  await testing.close();
});
beforeEach(async () => {
  await runSql(testing.ownerPool, 'DELETE FROM provider_notices');
  provider += 1;
  [logged, applied, feed, answers] = [[], [], [], true];
});

function tell(reference: string, kind = 'thing.happened', account = 'acct_1'): void {
  feed.push({ sequence: feed.length + 1, kind, account, reference, at: 1_772_442_000, data: { n: feed.length } });
}

/** A server's notices, over a provider whose feed the test writes. */
function server(apply: (notice: Notice) => 'applied' | 'later' = () => 'applied'): Notices {
  const told = {
    account: { connector: { name: `scripted${provider}` } },
    tellsNotices: true,
    notices: async ({ after, limit }: { after: number; limit: number }) => {
      if (!answers) return { answer: 'unknown', reason: 'time-out' };
      const notices = feed.slice(after, after + Math.min(limit, 2));
      return { answer: 'notices', notices, hasMore: feed.length > after + notices.length };
    },
  } as unknown as Provider;
  const log = createLogger('error', { write: (line) => void logged.push(line) });
  const notices = new Notices({ database, clock, log, providers: () => [{ provider: told, livemode: false }] });
  notices.handle('thing.happened', async (_tx, notice) => {
    const outcome = apply(notice);
    if (outcome === 'applied') applied.push(`${notice.reference} ${notice.kind}`);
    return outcome;
  });
  return notices;
}

it('are applied once each, in order, over several pages, however often they are read and by however many servers', async () => {
  for (const reference of ['a', 'b', 'c', 'd', 'e']) tell(reference);
  await Promise.all([server().run(), server().run(), server().run()]);
  await server().run();
  expect([...applied].sort()).toEqual(['a', 'b', 'c', 'd', 'e'].map((reference) => `${reference} thing.happened`));
  tell('f');
  await server().run();
  expect(applied.at(-1)).toBe('f thing.happened');
});

it('wait for what they are about, and the next ones about it wait with them, but no others', async () => {
  tell('a');
  tell('a');
  tell('b');
  let there = false;
  const one = server(({ reference }) => (reference === 'a' && !there ? 'later' : 'applied'));
  await one.run();
  expect(applied).toEqual(['b thing.happened']);
  there = true;
  await one.run();
  expect(applied).toHaveLength(1);
  clock.advance(60_000);
  await one.run();
  expect(applied).toEqual(['b thing.happened', 'a thing.happened', 'a thing.happened']);
});

it('that break their handler are told in the log and tried again, and so is one that nobody handles', async () => {
  tell('a');
  tell('b', 'thing.unheard_of');
  let broken = true;
  const one = server(() => {
    if (broken) throw new Error('A bug.');
    return 'applied';
  });
  await one.run();
  expect(logged.map((line) => (JSON.parse(line) as { kind: string }).kind)).toEqual(['thing.happened', 'thing.unheard_of']);
  broken = false;
  clock.advance(60_000);
  await one.run();
  expect(applied).toEqual(['a thing.happened']);
});

it('that can never be applied are put aside with the reason, once, and hold up no other', async () => {
  tell('a');
  tell('a');
  let asked = 0;
  const one = server(({ data }) => {
    if (data.n !== 0) return 'applied';
    asked += 1;
    throw new NoticeRefused('It cannot be true.');
  });
  await one.run();
  await one.run();
  expect(applied).toEqual(['a thing.happened']);
  expect([asked, logged.map((line) => (JSON.parse(line) as { reason: string }).reason)]).toEqual([1, ['It cannot be true.']]);
  const rows = await runSql(testing.ownerPool, 'SELECT refused, applied IS NOT NULL AS applied FROM provider_notices ORDER BY sequence');
  expect(rows).toEqual([
    { refused: 'It cannot be true.', applied: true },
    { refused: null, applied: true },
  ]);
});

it('for an account that is not here are told in the log and stop nothing', async () => {
  tell('a', 'thing.happened', 'acct_other');
  tell('b');
  await server().run();
  expect(applied).toEqual(['b thing.happened']);
  expect(logged).toHaveLength(1);
});

it('of a provider that is silent are asked for again after a while', async () => {
  tell('a');
  const one = server();
  answers = false;
  await one.run();
  answers = true;
  await one.run();
  expect(applied).toEqual([]);
  clock.advance(1_001);
  await one.run();
  expect(applied).toEqual(['a thing.happened']);
});
