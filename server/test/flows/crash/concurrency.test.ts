import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answered, type ApiAccess, getFrom, postTo } from '../../harness/apiClient.ts';
import { BankServer } from '../../harness/bankServer.ts';
import { onTestDatabase, type ServerProcess, startServerProcess } from '../../harness/serverProcess.ts';
import { type TestDatabase, testDatabase } from '../../harness/testDatabase.ts';
import { compareThreeBooks, readAttempts, untilNothingIsOpen } from '../../harness/threeBooks.ts';
import { COMPILE_CACHE } from './compileCache.ts';
import { AMOUNT, chargeForm, hold, sale, toldBy, VISA } from './operations.ts';

let bank: BankServer;
let database: TestDatabase;
let servers: readonly [ServerProcess, ServerProcess];

beforeAll(async () => {
  [bank, database] = await Promise.all([BankServer.start(), testDatabase()]);
  const env = { ...onTestDatabase(database), ...bank.env, NODE_COMPILE_CACHE: COMPILE_CACHE };
  const first = await startServerProcess(env);
  servers = [first, await startServerProcess({ ...env, GUICHET_TEST_KEY: first.key, DATA_DIR: folderWithKeysOf(first) })];
});
afterAll(async () => {
  for (const server of servers) await server.close();
  await database.close();
  await bank.close();
});

/** What one server has sealed the other must be able to open. */
function folderWithKeysOf(server: ServerProcess): string {
  const folder = mkdtempSync(join(tmpdir(), `guichet-test-${process.pid}-`));
  cpSync(join(server.dataDir, 'keys'), join(folder, 'keys'), { recursive: true });
  return folder;
}

async function expectBooksToAgree(): Promise<void> {
  await untilNothingIsOpen(database.ownerPool);
  const { lines, differences } = await compareThreeBooks({ api: servers[0], bank, database: database.ownerPool });
  expect(differences).toEqual([]);
  expect(lines).toBeGreaterThan(0);
}

/** How often each answer was given. */
function tally(answers: readonly Answered[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const answer of answers) counts[toldBy(answer)] = (counts[toldBy(answer)] ?? 0) + 1;
  return counts;
}

/** How many authorisations the engine asked for in the name of a payment; the books say that the bank has no others. */
const authorisationsOf = async (payment: string): Promise<number> =>
  (await readAttempts(database.ownerPool)).filter((attempt) => attempt.payment === payment && attempt.kind === 'authorise').length;

describe.each([
  ['one server', (at: number) => at * 0],
  ['two servers', (at: number) => at % 2],
] as const)('at the same time, at %s,', (place, turn) => {
  const api = (at: number): ApiAccess => servers[turn(at)] ?? servers[0];
  /** Sends so many requests at once. */
  const atOnce = (count: number, send: (api: ApiAccess, at: number) => Promise<Answered>): Promise<Answered[]> =>
    Promise.all(Array.from({ length: count }, (_, at) => send(api(at), at)));

  it('50 confirmations charge an intent once', async () => {
    const { confirm: _, ...form } = chargeForm(VISA);
    const { body } = await postTo(api(0), '/v1/payment_intents', form);
    const answers = await atOnce(50, (to, at) => postTo(to, `/v1/payment_intents/${body.id}/confirm`, {}, `${place}-confirm-${at}`));
    expect(tally(answers)).toEqual({ '200 succeeded': 1, '400 payment_intent_unexpected_state': 49 });
    expect(await authorisationsOf(body.id)).toBe(1);
    const again = await atOnce(50, (to, at) => postTo(to, `/v1/payment_intents/${body.id}/confirm`, {}, `${place}-confirm-${at}`));
    expect(tally(again)).toEqual(tally(answers));
    await expectBooksToAgree();
  });

  it('50 payments with one key are one payment', async () => {
    const pay = (to: ApiAccess) => postTo(to, '/v1/payment_intents', chargeForm(VISA), `${place}-pay`);
    const answers = await atOnce(50, pay);
    const { '200 succeeded': paid = 0, '409 idempotency_key_in_use': busy = 0, ...others } = tally(answers);
    expect(others).toEqual({});
    expect(paid).toBeGreaterThanOrEqual(1);
    expect(paid + busy).toBe(50);
    const bodies = new Set([...answers, ...(await atOnce(50, pay))].filter(({ status }) => status === 200).map(({ text }) => text));
    expect(bodies.size).toBe(1);
    const [only = ''] = bodies;
    expect(await authorisationsOf((JSON.parse(only) as { id: string }).id)).toBe(1);
    await expectBooksToAgree();
  });

  it('20 refunds of parts never give back more than was paid', async () => {
    const payment = await sale(api(0), VISA, 10_000);
    const charge = (await getFrom(api(0), `/v1/payment_intents/${payment}`)).body.latest_charge as unknown as string;
    // By payment and by charge, which must lock both in one order.
    const answers = await atOnce(20, (to, at) => postTo(to, '/v1/refunds', { ...(at % 4 < 2 ? { payment_intent: payment } : { charge }), amount: '900' }));
    expect(tally(answers)).toEqual({ '200 succeeded': 11, '400 amount_too_large': 9 });
    const { body } = await getFrom(api(1), `/v1/charges/${charge}`);
    expect(body).toMatchObject({ amount_captured: 10_000, amount_refunded: 9_900, refunded: false });
    await expectBooksToAgree();
  });

  it('capture and cancel exclude each other', async () => {
    const payments = await Promise.all(Array.from({ length: 10 }, (_, at) => hold(api(at))));
    const races = payments.map(async (payment, at) => {
      // Whoever is sent first changes from race to race.
      const steps = at % 2 === 0 ? ['capture', 'cancel'] : ['cancel', 'capture'];
      const answers = await Promise.all(steps.map((step, which) => postTo(api(which), `/v1/payment_intents/${payment}/${step}`, {})));
      const winner = answers.find(({ status }) => status === 200);
      expect(answers.map(toldBy)).toContain('400 payment_intent_unexpected_state');
      expect(['succeeded', 'canceled']).toContain(winner?.body.status);
      const { body } = await getFrom(api(1), `/v1/payment_intents/${payment}`);
      expect(body).toMatchObject({ status: winner?.body.status, amount_received: winner?.body.status === 'succeeded' ? AMOUNT : 0 });
    });
    await Promise.all(races);
    await expectBooksToAgree();
  });

  it('payments with one saved card do not get into each other’s way', async () => {
    const { body: customer } = await postTo(api(0), '/v1/customers', { name: 'Camille' });
    const first = await postTo(api(0), '/v1/payment_intents', chargeForm(VISA, { customer: customer.id, setup_future_usage: 'off_session' }));
    const card = first.body.payment_method as unknown as string;
    const form = { amount: '700', currency: 'eur', confirm: 'true', 'payment_method_types[]': 'card', customer: customer.id, payment_method: card };
    const answers = await atOnce(20, (to) => postTo(to, '/v1/payment_intents', { ...form, 'payment_method_options[card][moto]': 'true' }));
    expect(tally(answers)).toEqual({ '200 succeeded': 20 });
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(20);
    await expectBooksToAgree();
  });
});

describe('two servers that find the same attempts open', () => {
  it('resolve each once', async () => {
    const payments = await Promise.all(Array.from({ length: 10 }, () => sale(servers[0], VISA)));
    await bank.fault({ kind: 'cut_after', operation: 'refund', times: 5 });
    await bank.fault({ kind: 'cut_before', operation: 'refund', times: 5 });
    await bank.fault({ kind: 'error_500_before', operation: 'lookup', times: 1_000 });
    const refund = (payment: string, at: number) => postTo(servers[at % 2] ?? servers[0], '/v1/refunds', { payment_intent: payment, amount: '300' });
    expect(tally(await Promise.all(payments.map(refund)))).toEqual({ '200 pending': 10 });
    await bank.clearFaults();
    await expectBooksToAgree();
    const charges = await Promise.all(payments.map((payment) => getFrom(servers[1], `/v1/charges?payment_intent=${payment}`)));
    const refunded = charges.map(({ text }) => (JSON.parse(text) as { data: [{ amount_refunded: number }] }).data[0].amount_refunded);
    expect(refunded.sort()).toEqual([0, 0, 0, 0, 0, 300, 300, 300, 300, 300]);
  });
});
