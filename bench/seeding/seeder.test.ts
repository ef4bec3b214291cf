import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getFrom } from '../../server/test/harness/apiClient.ts';
import { runSql } from '../../server/test/harness/testDatabase.ts';
import { problemsIn } from '../../server/test/harness/verified.ts';
import { startWholeServer, type WholeServer } from '../../server/test/harness/wholeServer.ts';
import { Seeder, type SeedReport } from './seeder.ts';

const PAYMENTS = 500;
const DAYS = 90;

let whole: WholeServer;
let report: SeedReport;

interface Wire {
  readonly id: string;
  readonly data: Wire[];
  readonly object: unknown;
  readonly amount: number;
  readonly status: string;
  readonly created: number;
  readonly customer: string;
  readonly description: string | null;
  readonly latest_charge: string;
  readonly balance_transaction: string;
  readonly payment_intent: string;
  readonly source: string;
  readonly name: string;
}

const get = async (path: string): Promise<Wire> => JSON.parse((await getFrom(whole, path)).text) as Wire;
const count = async (sql: string): Promise<number> =>
  Number((await runSql<{ count: string }>(whole.database.ownerPool, `SELECT count(*)::text AS count FROM ${sql}`))[0]?.count);

beforeAll(async () => {
  whole = await startWholeServer();
  const seeder = await Seeder.on({ ...whole, admin: whole.database.adminPool });
  await seeder.seed(PAYMENTS / 2, DAYS);
  report = await seeder.seed(PAYMENTS / 2, DAYS);
  await seeder.close();
});
afterAll(() => whole.close());

describe('a seeded place', () => {
  it('has the payments, with nothing that verify finds wrong', async () => {
    expect(report).toMatchObject({ payments: PAYMENTS / 2, customers: 10 });
    const made = await count('payment_intents');
    expect(made).toBeGreaterThanOrEqual(PAYMENTS);
    expect(await count('activity_lines')).toBeGreaterThan(PAYMENTS);
    expect(await problemsIn(whole)).toEqual([]);
  });

  it('answers what was seeded as it answers what it made itself', async () => {
    const { data } = await get(`/v1/payment_intents?limit=100&created[lt]=${Math.floor(Date.now() / 1000 - 86_400)}`);
    expect(data).toHaveLength(100);
    const paid = data.find(({ description, status }) => description !== null && status === 'succeeded') as Wire;
    const charge = await get(`/v1/charges/${paid.latest_charge}`);
    expect(charge).toMatchObject({ payment_intent: paid.id, customer: paid.customer, amount: paid.amount, description: paid.description });
    expect(await get(`/v1/customers/${paid.customer}`)).toMatchObject({ id: paid.customer });
    expect(await get(`/v1/balance_transactions/${charge.balance_transaction}`)).toMatchObject({ source: charge.id, amount: paid.amount });
    expect(new Set(data.map(({ description }) => description)).size).toBeGreaterThan(50);
  });

  it('has events of the last days, each with its object as it was', async () => {
    const { data } = await get('/v1/events?limit=100&type=charge.succeeded');
    expect(data.length).toBeGreaterThan(50);
    for (const event of data.slice(-10)) {
      const { object } = (event as unknown as { data: { object: Wire } }).data;
      expect(await get(`/v1/charges/${object.id}`)).toMatchObject({ id: object.id, payment_intent: object.payment_intent });
    }
    expect(await count(`events WHERE created < now() - interval '30 days'`)).toBe(0);
    expect(await count(`idempotency_keys WHERE created < now() - interval '1 day'`)).toBe(0);
  });

  it('is found in as its own payments are', async () => {
    const { data: all } = await get(`/v1/payment_intents?limit=100&created[lt]=${Math.floor(Date.now() / 1000 - 86_400)}`);
    const description = all.find((each) => each.description !== null)?.description ?? '';
    const query = encodeURIComponent(`metadata['order']:'${description.slice('Order '.length)}'`);
    const { data } = await get(`/v1/payment_intents/search?query=${query}`);
    expect(data.map((each) => each.description)).toEqual([description]);
  });

  it('has all indexes again', async () => {
    expect(await count(`pg_indexes WHERE tablename = 'payment_intents'`)).toBeGreaterThan(5);
  });
});
