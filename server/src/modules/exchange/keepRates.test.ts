import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { money } from '@guichet/contract/money.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runSql, type TestDatabase, testDatabase } from '../../../test/harness/testDatabase.ts';
import { manualClock } from '../../platform/clock.ts';
import { createLogger } from '../../platform/log.ts';
import { openDatabase } from '../../platform/openDatabase.ts';
import { type Database, withTransaction } from '../../platform/transaction.ts';
import { newestRateDay } from './exchangeRates.store.ts';
import { addShippedRates, rateKeeper } from './keepRates.ts';
import { requireSettlement, settlementOf } from './settlementOf.ts';
import { writeSettlementTerms } from './settlementTerms.store.ts';

const HOUR_MS = 3600_000;
const DAY_MS = 24 * HOUR_MS;

let testing: TestDatabase;
let database: Database;
let publisher: Server;
let url: string;
/** What the publisher answers, and how often it was asked. */
let answer: { status: number; body: string };
let asked = 0;

const daily = (day: string, usd: string): string =>
  `<gesmes:Envelope xmlns:gesmes="x"><Cube><Cube time='${day}'><Cube currency='USD' rate='${usd}'/><Cube currency='GBP' rate='0.9'/></Cube></Cube></gesmes:Envelope>`;

beforeAll(async () => {
  testing = await testDatabase();
  database = openDatabase(testing.serverPool);
  publisher = createServer((_request, response) => {
    asked += 1;
    response.writeHead(answer.status, { location: '/elsewhere' }).end(answer.body);
  });
  await new Promise<void>((resolve) => publisher.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(publisher.address() as AddressInfo).port}/eurofxref-daily.xml`;
  await runSql(
    testing.ownerPool,
    `INSERT INTO tenants (tenant_id, account, livemode, business_name, country, default_currency, time_zone, created) VALUES
     (1, 'acct_1', false, 'Chez Odile', 'FR', 'eur', 'Europe/Paris', now()), (2, 'acct_2', true, 'Chez Odile', 'FR', 'chf', 'Europe/Paris', now())`,
  );
});
afterAll(async () => {
  await database.close();
  await testing.close();
  await new Promise((resolve) => publisher.close(resolve));
});

it('the shipped set is added once, and settles charges at once', async () => {
  expect(await settlementOf(database, 1, 'gbp', new Date('2026-04-20T09:00:00Z'))).toEqual({ currency: 'gbp', quote: null });
  expect(await addShippedRates(database)).toBeGreaterThan(1000);
  expect(await addShippedRates(database)).toBe(0);
  const quote = { from: 'gbp', to: 'eur', fromRate: '0.87058', toRate: '1', marginBasisPoints: 200, source: 'ecb', day: '2026-04-13' };
  expect(await settlementOf(database, 1, 'gbp', new Date('2026-04-20T09:00:00Z'))).toEqual({ currency: 'eur', quote });
});

it('the day of the rate is the newest that is not later than the charge, weekends go back to Friday', async () => {
  const dayAt = async (moment: string) => (await settlementOf(database, 1, 'gbp', new Date(moment))).quote?.day;
  expect(await dayAt('2026-04-12T23:00:00Z')).toBe('2026-04-10');
  expect(await dayAt('2026-04-13T00:00:00Z')).toBe('2026-04-13');
  expect(await dayAt('2020-01-01T00:00:00Z')).toBeUndefined();
});

it('an old rate converts in test mode, and in live mode is refused when it is older than a week, before anything is charged', async () => {
  const ask = (tenantId: number, moment: string) => requireSettlement(database, tenantId, money(1000n, 'gbp'), new Date(moment));
  await ask(1, '2027-04-13T09:00:00Z');
  await ask(2, '2026-04-20T23:59:00Z');
  await expect(ask(2, '2026-04-21T00:00:00Z')).rejects.toMatchObject({ code: 'exchange_rate_unavailable' });
  // Its own currency needs no rate.
  await requireSettlement(database, 2, money(1000n, 'chf'), new Date('2027-04-13T09:00:00Z'));
  // What was taken is settled whatever the age.
  expect((await settlementOf(database, 2, 'gbp', new Date('2026-05-21T00:00:00Z'))).currency).toBe('chf');
  await withTransaction(database, (tx) =>
    writeSettlementTerms(
      tx,
      2,
      { defaultCurrency: 'chf', currencies: ['chf', 'gbp'], marginBasisPoints: 0, maxRateAgeDays: 7 },
      new Date(),
    ),
  );
  await ask(2, '2027-04-13T09:00:00Z');
});

it('an amount that would settle as more than an amount can be is refused', async () => {
  const huge = money(999_999_999_999n, 'gbp');
  await expect(requireSettlement(database, 1, huge, new Date('2026-04-20T09:00:00Z'))).rejects.toMatchObject({ code: 'amount_too_large' });
});

it('rates are fetched once a day, and a failure is logged and tried again after an hour', async () => {
  const clock = manualClock(new Date('2026-06-01T15:00:00Z'));
  const warnings: string[] = [];
  const log = createLogger('warn', { write: (line) => void warnings.push(line) });
  const keep = rateKeeper({ database, clock, log, url });
  const round = async (ms: number) => {
    clock.advance(ms);
    await keep();
  };
  for (const wrong of [
    { status: 503, body: '' },
    { status: 302, body: daily('2026-06-01', '1.2') },
    { status: 200, body: '<html>' },
    { status: 200, body: daily('2026-06-01', 'N/A') },
  ]) {
    answer = wrong;
    await round(HOUR_MS);
    expect(await newestRateDay(database)).toBe('2026-04-13');
  }
  expect([asked, warnings.length]).toEqual([4, 4]);
  await round(HOUR_MS - 1);
  expect(asked).toBe(4);

  answer = { status: 200, body: daily('2026-06-01', '1.2') };
  await round(1);
  expect(await newestRateDay(database)).toBe('2026-06-01');
  await round(2 * HOUR_MS);
  expect(asked).toBe(5);
  // The next day is asked for until it is there, and what is known stays as it was.
  answer = { status: 200, body: daily('2026-06-01', '9.9') };
  await round(DAY_MS);
  const [row] = await runSql<{ rate: string }>(
    testing.ownerPool,
    `SELECT rate FROM exchange_rates WHERE day = '2026-06-01' AND currency = 'usd'`,
  );
  expect([asked, row?.rate]).toEqual([6, '1.2']);
});

it('nothing is fetched from nowhere', async () => {
  const before = asked;
  const log = createLogger('warn', { write: () => {} });
  await rateKeeper({ database, clock: manualClock(new Date('2026-07-01T15:00:00Z')), log, url: undefined })();
  expect(asked).toBe(before);
});
