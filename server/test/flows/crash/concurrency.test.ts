import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Answered, type ApiAccess, getFrom, postTo } from '../../harness/apiClient.ts';
import { askBank } from '../../harness/bankBook.ts';
import { BankServer } from '../../harness/bankServer.ts';
import { onTestDatabase, type ServerProcess, startServerProcess } from '../../harness/serverProcess.ts';
import { runSql, type TestDatabase, testDatabase } from '../../harness/testDatabase.ts';
import { compareThreeBooks, readAttempts, untilNothingIsOpen } from '../../harness/threeBooks.ts';
import { COMPILE_CACHE } from './compileCache.ts';
import { AMOUNT, chargeForm, hold, sale, toldBy, VISA } from './operations.ts';

// Whole servers are started and awaited here; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 60_000 });

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
  /** Sends so many requests at once. Who is not let in yet asks again as they are told, with the same key. */
  const atOnce = (count: number, send: (api: ApiAccess, at: number) => Promise<Answered>): Promise<Answered[]> =>
    Promise.all(
      Array.from({ length: count }, async (_, at) => {
        for (;;) {
          const answer = await send(api(at), at);
          if (answer.status !== 429) return answer;
        }
      }),
    );

  it('200 confirmations charge an intent once', async () => {
    const { confirm: _, ...form } = chargeForm(VISA);
    const { body } = await postTo(api(0), '/v1/payment_intents', form);
    const answers = await atOnce(200, (to, at) => postTo(to, `/v1/payment_intents/${body.id}/confirm`, {}, `${place}-confirm-${at}`));
    expect(tally(answers)).toEqual({ '200 succeeded': 1, '400 payment_intent_unexpected_state': 199 });
    expect(await authorisationsOf(body.id)).toBe(1);
    const again = await atOnce(200, (to, at) => postTo(to, `/v1/payment_intents/${body.id}/confirm`, {}, `${place}-confirm-${at}`));
    expect(tally(again)).toEqual(tally(answers));
    await expectBooksToAgree();
  });

  it('200 payments with one key are one payment', async () => {
    const pay = (to: ApiAccess) => postTo(to, '/v1/payment_intents', chargeForm(VISA), `${place}-pay`);
    const answers = await atOnce(200, pay);
    const { '200 succeeded': paid = 0, '409 idempotency_key_in_use': busy = 0, ...others } = tally(answers);
    expect(others).toEqual({});
    expect(paid).toBeGreaterThanOrEqual(1);
    expect(paid + busy).toBe(200);
    const bodies = new Set([...answers, ...(await atOnce(200, pay))].filter(({ status }) => status === 200).map(({ text }) => text));
    expect(bodies.size).toBe(1);
    const [only = ''] = bodies;
    expect(await authorisationsOf((JSON.parse(only) as { id: string }).id)).toBe(1);
    await expectBooksToAgree();
  });

  it('20 refunds of parts never give back more than was paid', async () => {
    const payment = await sale(api(0), VISA, 10_000);
    const charge = (await getFrom(api(0), `/v1/payment_intents/${payment}`)).body.latest_charge as unknown as string;
    // By payment and by charge, which must lock both in one order.
    const answers = await atOnce(20, (to, at) =>
      postTo(to, '/v1/refunds', { ...(at % 4 < 2 ? { payment_intent: payment } : { charge }), amount: '900' }),
    );
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
    const first = await postTo(
      api(0),
      '/v1/payment_intents',
      chargeForm(VISA, { customer: customer.id, setup_future_usage: 'off_session' }),
    );
    const card = first.body.payment_method as unknown as string;
    const form = {
      amount: '700',
      currency: 'eur',
      confirm: 'true',
      'payment_method_types[]': 'card',
      customer: customer.id,
      payment_method: card,
    };
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
    const refund = (payment: string, at: number) =>
      postTo(servers[at % 2] ?? servers[0], '/v1/refunds', { payment_intent: payment, amount: '300' });
    expect(tally(await Promise.all(payments.map(refund)))).toEqual({ '200 pending': 10 });
    await bank.clearFaults();
    await expectBooksToAgree();
    const charges = await Promise.all(payments.map((payment) => getFrom(servers[1], `/v1/charges?payment_intent=${payment}`)));
    const refunded = charges.map(({ text }) => (JSON.parse(text) as { data: [{ amount_refunded: number }] }).data[0].amount_refunded);
    expect(refunded.sort()).toEqual([0, 0, 0, 0, 0, 300, 300, 300, 300, 300]);
  });
});

describe('the comparison that all this rests on', () => {
  const compare = () => compareThreeBooks({ api: servers[0], bank, database: database.ownerPool });

  /** Tells an untruth to one side, and answers what the comparison finds that it did not find before. */
  async function findsAfter(untruth: () => Promise<unknown>): Promise<string[]> {
    const before = new Set((await compare()).differences);
    await untruth();
    return (await compare()).differences.filter((difference) => !before.has(difference));
  }

  const referenceOf = async (payment: string): Promise<string> => {
    const found = (await readAttempts(database.ownerPool)).find((attempt) => attempt.payment === payment && attempt.kind === 'authorise');
    return found?.reference ?? '';
  };

  it('sees a refund that only the bank knows of', async () => {
    const payment = await sale(servers[0]);
    const authorisation = await referenceOf(payment);
    const refund = { reference: 'behind-our-back', authorisation, amount: 1 };
    const found = await findsAfter(() => askBank(bank, '/v1/refunds', { method: 'POST', body: JSON.stringify(refund) }));
    expect(found).toContain('refunds of behind-our-back: the bank says 1 eur, the ledger says nothing, the API says nothing');
    expect(found).toContain(
      `money of ${authorisation}: the bank says 4990 eur taken, 1 given back, the ledger says 4990 eur taken, 0 given back, the API says 4990 eur taken, 0 given back`,
    );
  });

  it('sees a posting that is not there', async () => {
    const payment = await sale(servers[0]);
    const found = await findsAfter(() =>
      runSql(
        database.ownerPool,
        `DELETE FROM postings p USING ledger_transactions t, charges c WHERE t.id = p.transaction_id AND t.source = c.id AND c.payment_intent_id = '${payment}'`,
      ),
    );
    expect(found).toContain(
      `payments of ${payment}: the bank says 4990 eur taken, 0 given back, the ledger says nothing, the API says 4990 eur taken, 0 given back`,
    );
    expect(found.some((difference) => difference.startsWith('balances of eur'))).toBe(true);
  });

  it('sees a hold that the API has forgotten, and a second charge', async () => {
    const [held, paid] = [await hold(servers[0]), await sale(servers[0])];
    const found = await findsAfter(async () => {
      await runSql(database.ownerPool, `UPDATE payment_intents SET status = 'canceled' WHERE id = '${held}'`);
      await runSql(database.ownerPool, `UPDATE attempts SET payment_intent_id = '${paid}' WHERE payment_intent_id = '${held}'`);
    });
    expect(found).toContain(`${paid} was charged twice`);
    expect(found.filter((difference) => difference.startsWith('holds of'))).toEqual([
      expect.stringContaining('the bank says 4990 eur, the API says nothing'),
    ]);
  });
});
