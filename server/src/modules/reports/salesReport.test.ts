import { BREAKDOWNS, type FeeLine, type RefundLine } from '@guichet/contract/breakdownViews.ts';
import { type Figures, REPORTED_BY, type SalesReport } from '@guichet/contract/reportViews.ts';
import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/harness/testDatabase.ts';
import { openDatabase } from '../../platform/openDatabase.ts';
import { placeDay } from '../../platform/placeDay.ts';
import type { Database } from '../../platform/sql.ts';
import { withTransaction } from '../../platform/transaction.ts';
import { REPORT_RULES } from '../verification/index.ts';
import { breakdownReport } from './breakdownReport.ts';
import { isSomething, withoutNothing } from './figures.rules.ts';
import { foldAll } from './foldAll.ts';
import { foldNext } from './foldReports.store.ts';
import { homeView } from './homeView.ts';
import { packNextCustomers } from './packCustomers.store.ts';
import { salesReport } from './salesReport.ts';
import { CUSTOMERS, type Fact, History, type Sold, type Try } from './testing/history.ts';

const HOUR_MS = 3600_000;

let test: TestDatabase;
let database: Database;
let owner: pg.Pool;
let places = 0;

beforeAll(async () => {
  test = await testDatabase();
  database = openDatabase(test.serverPool);
  owner = new pg.Pool(test.ownerPool);
});
afterAll(async () => {
  await database.close();
  await owner.end();
  await test.close();
});

async function newHistory(timeZone: string): Promise<History> {
  places += 1;
  const history = new History(owner, places);
  await history.open(timeZone);
  return history;
}

/** Folds so many times, a few rows at a time: what is folded ends anywhere. */
async function fold({ tenantId }: History, now: Date, times: number, atOnce: number): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    for (const source of ['movements', 'tries'] as const) {
      await withTransaction(database, (tx) => foldNext(tx, tenantId, source, { bound: new Date(now.getTime() + 1), atOnce }));
    }
  }
}

/** Packs what may be packed of customers. */
async function pack({ tenantId }: History): Promise<void> {
  while (await withTransaction(database, (tx) => packNextCustomers(tx, tenantId)));
}

async function problems({ tenantId }: History): Promise<unknown[]> {
  const found = await Promise.all(REPORT_RULES.rules.map(({ sql }) => owner.query(sql, [tenantId])));
  return found.flatMap(({ rows }) => rows);
}

const sum = (numbers: readonly number[]): number => numbers.reduce((one, other) => one + other, 0);
const ownFirst = (one: { currency: string }, other: { currency: string }): number =>
  Number(other.currency === 'eur') - Number(one.currency === 'eur');

/** What a report must say, from one fact after another. */
function naive(facts: readonly Fact[], tries: readonly Try[]): Figures {
  const of = (kind: Fact['kind'], those: readonly Fact[]) => those.filter((fact) => fact.kind === kind);
  const counted = (those: readonly Fact[]) => ({
    count: sum(those.map(({ count }) => count)),
    amount: sum(those.map(({ amount }) => amount)),
  });
  return {
    sold: [...new Set(facts.map(({ currency }) => currency))]
      .map((currency) => {
        const those = facts.filter((fact) => fact.currency === currency);
        return {
          currency,
          sales: counted(of('sale', those)),
          refunds: counted(of('refund', those)),
          disputes: counted(of('dispute', those)),
        };
      })
      .sort(ownFirst),
    settled: [...new Set(facts.map(({ settledCurrency }) => settledCurrency))]
      .map((currency) => {
        const those = facts.filter((fact) => fact.settledCurrency === currency);
        const [sales, refunds, disputes] = (['sale', 'refund', 'dispute'] as const).map((kind) =>
          sum(of(kind, those).map(({ settled }) => settled)),
        );
        const fees = sum(those.map(({ fee }) => fee));
        return { currency, sales, refunds, disputes, fees, net: Number(sales) - Number(refunds) - Number(disputes) - fees };
      })
      .sort(ownFirst) as unknown as Figures['settled'],
    tries: { asked: tries.length, approved: tries.filter(({ outcome }) => outcome === '').length },
  };
}

const KEYS = {
  day: (one: Fact | Try, zone: string) => placeDay(one.at, zone),
  month: (one: Fact | Try, zone: string) => placeDay(one.at, zone).slice(0, 7),
  channel: (one: Fact | Try) => one.channel,
  method: (one: Fact | Try) => one.method,
  currency: (one: Fact | Try) => one.currency,
  staff: (one: Fact | Try) => (one.channel === 'api' ? '' : one.staff),
  field: (one: Fact | Try) => one.answer,
} as const;

function expectNaive(report: SalesReport, { facts, tries }: History, zone: string): void {
  const within = (one: { at: Date }) => placeDay(one.at, zone) >= report.period.from && placeDay(one.at, zone) <= report.period.to;
  const [those, asked] = [facts.filter(within), tries.filter(within)];
  expect(report.total).toEqual(naive(those, asked));
  if (report.by === 'customer') return;
  const key = KEYS[report.by];
  for (const { key: name, sold, settled, tries: tried } of report.rows) {
    const figures = naive(
      those.filter((one) => key(one, zone) === name),
      // Answers do not tell tries apart.
      report.by === 'field' ? [] : asked.filter((one) => key(one, zone) === name),
    );
    expect({ name, sold, settled, tries: tried }).toEqual({ name, ...(report.by === 'field' ? withoutNothing(figures) : figures) });
  }
  const names = new Set([...those, ...asked].map((one) => key(one, zone)));
  // An answer with nothing to show is left out: what was given back was called back on days of the same period.
  const shown = [...names].filter((name) => {
    const those = facts.filter((one) => within(one) && key(one, zone) === name);
    return report.by !== 'field' || isSomething(withoutNothing(naive(those, [])));
  });
  expect(report.rows.map(({ key: name }) => name)).toEqual(expect.arrayContaining(shown));
}

const sold: fc.Arbitrary<Sold> = fc
  .record({
    method: fc.constantFrom('card', 'card', 'sepa_debit', 'cash'),
    channel: fc.constantFrom('phone', 'in_person', 'api'),
    staff: fc.constantFrom('anna', 'odile'),
    answer: fc.constantFrom('', 'hall', 'terrace'),
    currency: fc.constantFrom('eur', 'eur', 'usd'),
    amount: fc.integer({ min: 1, max: 100_000 }),
    settled: fc.option(fc.integer({ min: 1, max: 100_000 })),
    fee: fc.integer({ min: 0, max: 300 }),
    customer: fc.constantFrom(...CUSTOMERS),
  })
  .map((one) => ({ ...one, settled: one.currency === 'eur' ? null : one.settled }));

const within = (facts: readonly Fact[], { from, to }: { from: string; to: string }, zone: string): Fact[] =>
  facts.filter(({ at }) => placeDay(at, zone) >= from && placeDay(at, zone) <= to);

async function expectReasons(history: History, period: { from: string; to: string }, zone: string): Promise<void> {
  const { breakdown } = await breakdownReport(database, history.tenantId, { ...period, of: 'refunds' });
  const refunds = within(history.facts, period, zone).filter(({ kind }) => kind === 'refund');
  const keys = new Set(refunds.map(({ reason, currency }) => `${reason} ${currency}`));
  const expected = [...keys].map((key): RefundLine => {
    const [reason = '', currency = ''] = key.split(' ');
    const those = refunds.filter((one) => one.reason === reason && one.currency === currency);
    return { reason, currency, count: sum(those.map(({ count }) => count)), amount: sum(those.map(({ amount }) => amount)) };
  });
  expect(new Set<unknown>(breakdown.rows)).toEqual(new Set<unknown>(expected));
}

/** Customers have no quarters of hours, so this is asked where days begin with an hour of UTC. */
async function expectCustomers(history: History, period: { from: string; to: string }, zone: string): Promise<void> {
  const { rows } = await salesReport(database, history.tenantId, { ...period, by: 'customer' });
  const facts = within(history.facts, period, zone);
  const expected = CUSTOMERS.flatMap((customer) =>
    ['eur', 'usd'].map((currency) => {
      const of = (kind: Fact['kind']) => facts.filter((one) => one.customer === customer && one.currency === currency && one.kind === kind);
      const [sales, refunds] = [of('sale'), of('refund')];
      const amounts = [sales, refunds].map((those) => sum(those.map(({ amount }) => amount)));
      return [customer, currency, sum(sales.map(({ count }) => count)), ...amounts] as const;
    }),
  ).filter(([, , count, , refunded]) => count !== 0 || refunded !== 0);
  const shown = rows.flatMap(({ key, sold }) =>
    sold.map(({ currency, sales, refunds }) => [key, currency, sales.count, sales.amount, refunds.amount]),
  );
  expect(new Set(shown.map(String))).toEqual(new Set(expected.map(String)));
  expect(shown).toHaveLength(expected.length);
}

async function expectFees(history: History, period: { from: string; to: string }, zone: string): Promise<void> {
  const { breakdown } = await breakdownReport(database, history.tenantId, { ...period, of: 'fees' });
  const facts = within(history.facts, period, zone);
  for (const line of breakdown.rows as readonly FeeLine[]) {
    const those = facts.filter(({ method, settledCurrency }) => method === line.method && settledCurrency === line.currency);
    const fees = (kinds: readonly Fact['kind'][]): number => sum(those.flatMap(({ kind, fee }) => (kinds.includes(kind) ? [fee] : [])));
    expect([line.processing, line.disputes, line.fees]).toEqual([
      fees(['sale', 'refund']),
      fees(['dispute']),
      fees(['sale', 'refund', 'dispute']),
    ]);
  }
  expect(sum((breakdown.rows as readonly FeeLine[]).map(({ fees }) => fees))).toBe(sum(facts.map(({ fee }) => fee)));
}

const step = fc.record({
  sold,
  // The first sale, or something that comes of an earlier one.
  does: fc.constantFrom('sell', 'sell', 'sell', 'decline', 'leave open', 'refund', 'dispute', 'undo', 'answer', 'fold'),
  hoursLater: fc.integer({ min: 0, max: 40 }),
  // How long before it was written the server says that it happened.
  saidEarlierMs: fc.constantFrom(0, 0, 30_000, 7 * HOUR_MS),
  which: fc.nat(),
  atOnce: fc.integer({ min: 0, max: 4 }),
});

type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** Lives a history, and folds in the middle of it. */
async function live(history: History, steps: readonly Step[], begin: Date): Promise<void> {
  let now = begin;
  const taken: { source: string; sold: Sold; undo?: 'refund' | 'dispute' }[] = [];
  const open: { charge: string; sold: Sold; at: Date }[] = [];
  for (const { sold: one, does, hoursLater, saidEarlierMs, which, atOnce } of steps) {
    now = new Date(now.getTime() + hoursLater * HOUR_MS + 1);
    const said = new Date(now.getTime() - saidEarlierMs);
    const earlier = taken[which % Math.max(1, taken.length)];
    if (does === 'sell') {
      const source = await history.ask(one, now, '');
      await history.take(source, one, said, now);
      if (one.method !== 'cash' || one.settled === null) taken.push({ source, sold: one });
    } else if (does === 'decline' && one.method !== 'cash') await history.ask(one, now, 'card_declined');
    else if (does === 'leave open' && one.method !== 'cash') open.push({ charge: await history.ask(one, now, null), sold: one, at: now });
    else if (
      (does === 'refund' || does === 'dispute') &&
      earlier !== undefined &&
      !(does === 'dispute' && earlier.sold.method === 'cash')
    ) {
      await history.takeBack(does, earlier.source, earlier.sold, said, now, 1);
      if (earlier.sold.method !== 'cash') earlier.undo = does;
    } else if (does === 'undo' && earlier?.undo !== undefined) {
      await history.takeBack(earlier.undo, earlier.source, earlier.sold, said, now, -1);
    } else if (does === 'answer' && open.length > 0) {
      const answered = open.splice(which % open.length, 1)[0] as (typeof open)[number];
      const outcome = which % 2 === 0 ? '' : 'insufficient_funds';
      await history.answer(answered.charge, answered.sold, answered.at, outcome);
      if (outcome === '') await history.take(answered.charge, answered.sold, said, now);
    } else if (does === 'fold') {
      await fold(history, now, 1 + (which % 3), atOnce);
      if (which % 2 === 0) await pack(history);
    }
  }
}

const WHOLE_HOURS = ['Europe/Paris', 'America/New_York', 'UTC'];

describe('a report', () => {
  it('equals the sum over the rows, whatever was folded when, in any zone', { timeout: 240_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 1, maxLength: 30 }),
        fc.constantFrom('Europe/Paris', 'America/New_York', 'Asia/Kolkata', 'Pacific/Chatham', 'UTC'),
        fc.constantFrom('Europe/Paris', 'America/New_York', 'Australia/Lord_Howe'),
        fc.integer({ min: 0, max: 20 }),
        async (steps, zone, movedTo, fromDay) => {
          const history = await newHistory(zone);
          await live(history, steps, new Date('2026-03-20T09:07:03Z'));
          const period = { from: `2026-03-${20 + (fromDay % 11)}`, to: '2026-05-02' };
          for (const timeZone of [zone, movedTo]) {
            await history.move(timeZone);
            for (const by of REPORTED_BY)
              expectNaive(
                await salesReport(database, history.tenantId, { ...period, by, ...(by === 'field' && { field: 'table' }) }),
                history,
                timeZone,
              );
            await expectReasons(history, period, timeZone);
            await expectFees(history, period, timeZone);
            if (WHOLE_HOURS.includes(timeZone)) await expectCustomers(history, period, timeZone);
          }
          expect(await problems(history)).toEqual([]);
        },
      ),
      { numRuns: 12 },
    );
  });
});

const CARD: Sold = { method: 'card', channel: 'phone', staff: 'anna', answer: '', currency: 'eur', amount: 1000, settled: null, fee: 30 };

describe('a day of the place', () => {
  it.each([
    // 29 March 2026 has 23 hours in Paris, 25 October 25; in New York it is 8 March and 1 November.
    ['Europe/Paris', '2026-03-29', '2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z', 23],
    ['Europe/Paris', '2026-10-25', '2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z', 25],
    ['America/New_York', '2026-03-08', '2026-03-08T05:00:00Z', '2026-03-09T04:00:00Z', 23],
    ['America/New_York', '2026-11-01', '2026-11-01T04:00:00Z', '2026-11-02T05:00:00Z', 25],
  ])('%s %s lasts from its first to its last hour', async (zone, day, begin, end, hours) => {
    const history = await newHistory(zone);
    const [from, until] = [Date.parse(begin), Date.parse(end)];
    expect((until - from) / HOUR_MS).toBe(hours);
    // One sale each hour and a half after its beginning, and one just outside on either side.
    const within = Array.from({ length: hours }, (_, hour) => from + (hour + 0.5) * HOUR_MS);
    for (const ms of [from - 1, from, ...within, until - 1, until].sort((one, other) => one - other)) {
      await history.take(await history.ask(CARD, new Date(ms), ''), CARD, new Date(ms), new Date(ms));
    }
    const report = () => salesReport(database, history.tenantId, { from: day, to: day, by: 'day' });
    const live = await report();
    expect(live.rows).toHaveLength(1);
    expect(live.total.sold).toMatchObject([{ sales: { count: hours + 2, amount: 1000 * (hours + 2) } }]);
    await fold(history, new Date(), 5, 1000);
    expect(await report()).toEqual(live);
  });

  it('is another one after the place has moved', async () => {
    const history = await newHistory('Europe/Paris');
    const at = new Date('2026-06-10T22:30:00Z');
    await history.take(await history.ask(CARD, at, ''), CARD, at, at);
    await fold(history, at, 2, 10);
    const days = async () =>
      (await salesReport(database, history.tenantId, { from: '2026-06-10', to: '2026-06-11', by: 'day' })).rows.map(
        ({ sold }) => sold[0]?.sales.count ?? 0,
      );
    expect(await days()).toEqual([0, 1]);
    await history.move('America/New_York');
    expect(await days()).toEqual([1, 0]);
  });
});

describe('what happens late', () => {
  it('counts on the day on which it happened', async () => {
    const history = await newHistory('Europe/Paris');
    const [sale, refund] = [new Date('2026-06-10T10:00:00Z'), new Date('2026-06-12T10:00:00Z')];
    const charge = await history.ask(CARD, sale, '');
    await history.take(charge, CARD, sale, sale);
    await fold(history, sale, 2, 10);
    await history.takeBack('refund', charge, CARD, refund, refund, 1);
    const { rows, total, before } = await salesReport(database, history.tenantId, { from: '2026-06-10', to: '2026-06-12', by: 'day' });
    expect(rows.map(({ settled }) => settled[0] && [settled[0].sales, settled[0].refunds, settled[0].fees, settled[0].net])).toEqual([
      [1000, 0, 30, 970],
      undefined,
      [0, 1000, 0, -1000],
    ]);
    expect(total.settled).toEqual([{ currency: 'eur', sales: 1000, refunds: 1000, disputes: 0, fees: 30, net: -30 }]);
    expect(before).toMatchObject({ period: { from: '2026-06-07', to: '2026-06-09' }, total: { sold: [] } });
  });

  it('and sums that were taken away count no more, and are folded anew', async () => {
    const history = await newHistory('Europe/Paris');
    const at = new Date('2026-06-10T10:00:00Z');
    const one: Sold = { ...CARD, answer: 'hall', sale: await history.sell([600, 300], 100, at) };
    const [sold, charge, open] = [await history.ask(one, at, ''), await history.ask(CARD, at, ''), await history.ask(CARD, at, null)];
    await history.take(sold, one, at, at);
    await history.take(charge, CARD, at, at);
    await history.takeBack('refund', charge, CARD, new Date(at.getTime() + 1), new Date(at.getTime() + 1), 1);
    await fold(history, new Date(at.getTime() + 1), 2, 10);
    // Its answer comes after it was noted as open.
    await history.answer(open, CARD, at, 'card_declined');
    const period = { from: '2026-06-01', to: '2026-06-30' };
    const reports = () =>
      Promise.all([
        ...REPORTED_BY.map((by) => salesReport(database, history.tenantId, { ...period, by, ...(by === 'field' && { field: 'table' }) })),
        ...BREAKDOWNS.map((of) => breakdownReport(database, history.tenantId, { ...period, of })),
        homeView(database, history.tenantId, new Date('2026-06-10T12:00:00Z')),
      ]);
    const before = await reports();
    await owner.query('DELETE FROM report_cuts WHERE tenant_id = $1', [history.tenantId]);
    expect(await reports()).toEqual(before);
    await fold(history, new Date(at.getTime() + 1), 2, 10);
    expect(await reports()).toEqual(before);
    await owner.query('UPDATE report_sums SET amount = amount + 1 WHERE tenant_id = $1', [history.tenantId]);
    // Each sum of three grains, of a sale and a refund, is neither what the rows say nor what the totals say.
    expect(await problems(history)).toHaveLength(12);
    await owner.query('DELETE FROM report_cuts WHERE tenant_id = $1', [history.tenantId]);
    await fold(history, new Date(at.getTime() + 1), 2, 10);
    expect(await problems(history)).toEqual([]);
  });
});

describe('answers', () => {
  it('count where they are one of the choices; what was typed instead stands in no sum', async () => {
    const history = await newHistory('Europe/Paris');
    const at = new Date('2026-06-10T10:00:00Z');
    for (const answer of ['hall', 'Odile Martin']) {
      const one = { ...CARD, answer };
      await history.take(await history.ask(one, at, ''), one, at, at);
    }
    const answers = async () => {
      const { rows } = await salesReport(database, history.tenantId, { from: '2026-06-10', to: '2026-06-10', by: 'field', field: 'table' });
      return rows.map(({ key, sold }) => [key, sold[0]?.sales]).sort();
    };
    const counted = [
      ['', { count: 1, amount: 1000 }],
      ['hall', { count: 1, amount: 1000 }],
    ];
    expect(await answers()).toEqual(counted);
    await fold(history, at, 2, 10);
    expect(await answers()).toEqual(counted);
    const { rows } = await owner.query('SELECT DISTINCT facet, value FROM report_facets WHERE tenant_id = $1', [history.tenantId]);
    expect(rows).toEqual([{ facet: 'field:table', value: 'hall' }]);
  });
});

describe('verify', () => {
  it.each([
    ['report_totals', 'amount', "kind = 'sale'"],
    ['report_try_totals', 'count', 'true'],
    ['report_facets', 'amount', "facet = 'reason'"],
    ['report_facets', 'count', "facet = 'field:table' AND grain = 60"],
    ['report_items', 'sold', "item = 'tip'"],
    ['report_items', 'quantity', 'grain = 1440'],
    ['report_taxes', 'tax', 'grain = 60'],
  ])('finds %s whose %s is wrong', async (table, column, where) => {
    const history = await newHistory('Europe/Paris');
    const at = new Date('2026-06-10T10:00:00Z');
    const one: Sold = { ...CARD, answer: 'hall', sale: await history.sell([600, 300], 100, at) };
    const charge = await history.ask(one, at, '');
    await history.take(charge, one, at, at);
    await history.takeBack('refund', charge, one, new Date(at.getTime() + 1), new Date(at.getTime() + 1), 1);
    await fold(history, new Date('2026-06-11T10:00:00Z'), 3, 10);
    expect(await problems(history)).toEqual([]);
    await owner.query(`UPDATE ${table} SET ${column} = ${column} + 1 WHERE tenant_id = $1 AND ${where}`, [history.tenantId]);
    expect(await problems(history)).not.toEqual([]);
  });
});

describe('products and taxes', () => {
  it('are what payments paid of sales, part by part, whatever was folded when', async () => {
    const history = await newHistory('Europe/Paris');
    const at = (minute: number): Date => new Date(Date.UTC(2026, 5, 10, 10, minute));
    // 6.00 and 3.01 with 1.50 of tax in them, and a tip of 1.00, in three parts that do not go up evenly.
    const sale = await history.sell([600, 301], 100, at(0));
    const part = (amount: number, method: Sold['method']): Sold => ({ ...CARD, amount, method, sale });
    const parts = [part(333, 'card'), part(334, 'cash'), part(334, 'card')];
    const reports = async () => {
      const of = async (name: 'products' | 'taxes') =>
        (await breakdownReport(database, history.tenantId, { from: '2026-06-10', to: '2026-06-10', of: name })).breakdown.rows;
      return [await of('products'), await of('taxes')];
    };
    const sources: string[] = [];
    for (const [minute, one] of parts.entries()) {
      const source = await history.ask(one, at(minute), '');
      await history.take(source, one, at(minute), at(minute));
      sources.push(source);
      const before = await reports();
      await fold(history, at(minute), 1 + (minute % 2), 1);
      expect(await reports()).toEqual(before);
    }
    const alone = { ...CARD, amount: 5000 };
    await history.take(await history.ask(alone, at(20), ''), alone, at(20), at(20));
    const line = { currency: 'eur', refunded: 0 };
    expect(await reports()).toEqual([
      [
        { what: 'product', key: 'prod_1', name: null, quantity: 1, sold: 600, net: 600, ...line },
        { what: 'line', key: '', name: null, quantity: 2, sold: 301, net: 301, ...line },
        { what: 'tip', key: '', name: null, quantity: 0, sold: 100, net: 100, ...line },
        { what: 'none', key: '', name: null, quantity: 0, sold: 5000, net: 5000, ...line },
      ],
      [{ tax_rate: 'txr_1', name: null, rate: null, inclusive: false, currency: 'eur', base: 751, tax: 150 }],
    ]);

    // All of it is given back, the cash first: nothing is left of anything, nor of its tax.
    for (const [place, which] of [1, 0, 2].entries()) {
      const minute = at(30 + place);
      await history.takeBack('refund', sources[which] ?? '', parts[which] as Sold, minute, minute, 1);
      await fold(history, minute, 1, 1);
    }
    const [products, taxes] = await reports();
    const given = [600, 301, 100].map((amount) => ({ quantity: 0, sold: amount, refunded: amount, net: 0 }));
    expect(products).toEqual(expect.arrayContaining(given.map((each) => expect.objectContaining(each))));
    expect(taxes).toEqual([]);
    expect(await problems(history)).toEqual([]);
    // Words that somebody typed, which may name a payer, are in no sum.
    const { rows } = await owner.query('SELECT DISTINCT item FROM report_items WHERE tenant_id = $1 ORDER BY item', [history.tenantId]);
    expect(rows.map(({ item }) => item)).toEqual(['line', 'prod_1', 'tip']);
  });
});

describe('the job', () => {
  it('folds what was written a while ago, and leaves what may still have neighbours that are on their way', async () => {
    const history = await newHistory('Europe/Paris');
    // The cut follows the database's clock, so these times do as well.
    for (const ago of [3 * HOUR_MS, 60_000]) {
      const at = new Date(Date.now() - ago);
      await history.take(await history.ask(CARD, at, ''), CARD, at, at);
    }
    await foldAll(database, new AbortController().signal);
    const folded = async (table: string) =>
      (await owner.query(`SELECT sum(count)::int AS count FROM ${table} WHERE tenant_id = $1 AND grain = 60`, [history.tenantId])).rows[0]
        ?.count;
    expect([await folded('report_sums'), await folded('report_tries')]).toEqual([1, 1]);
    await foldAll(database, new AbortController().signal);
    expect([await folded('report_sums'), await folded('report_tries')]).toEqual([1, 1]);
  });
});

describe('customers', () => {
  it.each([
    ['2026-06-01', '2026-06-30', 3],
    ['2026-06-10', '2026-06-20', 1],
    ['2026-05-20', '2026-07-02', 4],
    ['2026-06-28', '2026-07-05', 2],
  ])('from %s to %s bought %i times', async (from, to, count) => {
    const history = await newHistory('Europe/Paris');
    for (const day of ['2026-05-31T23:30:00Z', '2026-06-15T10:00:00Z', '2026-06-30T21:30:00Z', '2026-06-30T22:30:00Z']) {
      const at = new Date(day);
      await history.take(await history.ask(CARD, at, ''), CARD, at, at);
    }
    for (const _ of [1, 2]) {
      const { rows } = await salesReport(database, history.tenantId, { from, to, by: 'customer' });
      expect(rows.map(({ key, sold }) => [key, sold[0]?.sales])).toEqual([['cus_1', { count, amount: 1000 * count }]]);
      await fold(history, new Date(), 3, 2);
    }
  });

  it('are packed once their hours and months are over, and told right all the while, whatever comes late', async () => {
    const history = await newHistory('Europe/Paris');
    let written = new Date('2026-08-01T00:00:00Z');
    const sell = async (day: string, customer: Sold['customer'] & string) => {
      const at = new Date(day);
      written = new Date(written.getTime() + HOUR_MS);
      const one = { ...CARD, customer };
      const charge = await history.ask(one, written, '');
      await history.take(charge, one, at, written);
      await fold(history, written, 1, 100);
      return { charge, one };
    };
    const top = async () =>
      (await salesReport(database, history.tenantId, { from: '2026-05-20', to: '2026-08-02', by: 'customer' })).rows.map(
        ({ key, sold }) => [key, sold[0]?.sales.count],
      );
    const rows = async (table: string) =>
      (
        await owner.query(`SELECT grain, count(*)::int AS count FROM ${table} WHERE tenant_id = $1 GROUP BY grain ORDER BY grain`, [
          history.tenantId,
        ])
      ).rows;
    await sell('2026-05-31T10:00:00Z', 'cus_1');
    const { charge, one } = await sell('2026-06-15T10:00:00Z', 'cus_2');
    await sell('2026-06-15T10:05:00Z', 'cus_2');
    await pack(history);
    expect(await rows('report_customer_unpacked')).toEqual([]);
    expect(await rows('report_customer_packs')).toEqual([
      { grain: 1, count: 2 },
      { grain: 60, count: 2 },
    ]);
    expect(await top()).toEqual([
      ['cus_2', 2],
      ['cus_1', 1],
    ]);
    // Late, for an hour that was packed, of somebody whom no pack knows; and given back since, in an hour that is not over.
    for (const _ of [1, 2, 3]) await sell('2026-06-15T10:10:00Z', 'cus_3');
    expect(await rows('report_customer_unpacked')).toEqual([
      { grain: 1, count: 1 },
      { grain: 60, count: 1 },
    ]);
    written = new Date(written.getTime() + HOUR_MS);
    await history.takeBack('refund', charge, one, written, written, 1);
    await fold(history, written, 1, 100);
    for (const _ of [1, 2]) {
      expect(await top()).toEqual([
        ['cus_3', 3],
        ['cus_1', 1],
        ['cus_2', 2],
      ]);
      expect(await problems(history)).toEqual([]);
      await pack(history);
    }
    expect((await rows('report_customer_unpacked')).map(({ count }) => count)).toEqual([1, 1]);
  });

  it('whose packs say something else are found out', async () => {
    const history = await newHistory('Europe/Paris');
    const at = new Date('2026-06-15T10:00:00Z');
    await history.take(await history.ask(CARD, at, ''), CARD, at, at);
    await fold(history, new Date(), 1, 100);
    await pack(history);
    expect(await problems(history)).toEqual([]);
    await owner.query('UPDATE report_customer_packs SET amount = amount + 1 WHERE tenant_id = $1 AND grain = 60', [history.tenantId]);
    expect(await problems(history)).toMatchObject([{ says: expect.stringContaining('sums of reports say') }]);
  });
});

describe('Home', () => {
  it('compares today with the same day last week, and the month with the one before, up to the same time', async () => {
    const history = await newHistory('Europe/Paris');
    const times = ['2026-05-29T12:10:00Z', '2026-05-29T12:40:00Z', '2026-06-22T12:10:00Z', '2026-06-22T13:00:00Z', '2026-06-29T12:35:00Z'];
    for (const at of times.map((time) => new Date(time))) await history.take(await history.ask(CARD, at, ''), CARD, at, at);
    await history.ask(CARD, new Date('2026-06-29T12:36:00Z'), 'insufficient_funds');
    const home = await homeView(database, history.tenantId, new Date('2026-06-29T12:37:00Z'));
    expect(home).toMatchObject({ day: '2026-06-29', empty: false });
    expect(home.today).toMatchObject({ sold: [{ sales: { count: 1 } }], tries: { asked: 2, approved: 1 } });
    expect(home.last_week).toMatchObject({ period: { from: '2026-06-22' }, until: '14:30', figures: { sold: [{ sales: { count: 1 } }] } });
    expect(home.month).toMatchObject({ period: { from: '2026-06-01', to: '2026-06-29' }, figures: { sold: [{ sales: { count: 3 } }] } });
    expect(home.month_before).toMatchObject({
      period: { from: '2026-05-01', to: '2026-05-29' },
      figures: { sold: [{ sales: { count: 1 } }] },
    });
    expect(home.days).toHaveLength(31);
    expect(home.declines).toEqual([{ code: 'insufficient_funds', count: 1 }]);
    expect(home.methods.map(({ key }) => key)).toEqual(['card']);
  });

  it('says of a new place that it is empty', async () => {
    const { tenantId } = await newHistory('Europe/Paris');
    expect(await homeView(database, tenantId, new Date('2026-06-29T12:37:00Z'))).toMatchObject({ empty: true, today: { sold: [] } });
  });
});
