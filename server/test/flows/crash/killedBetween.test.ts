import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { getFrom, listAll, postTo } from '../../harness/apiClient.ts';
import { addProviderAccount } from '../../harness/askAsOwner.ts';
import { BankServer } from '../../harness/bankServer.ts';
import { comparePassedOn } from '../../harness/passedOn.ts';
import { onTestDatabase, type ServerProcess, startServerProcess } from '../../harness/serverProcess.ts';
import { type TestDatabase, testDatabase } from '../../harness/testDatabase.ts';
import { compareThreeBooks, untilNothingIsOpen } from '../../harness/threeBooks.ts';
import { COMPILE_CACHE } from './compileCache.ts';
import { chargeForm, sale, VISA } from './operations.ts';

// One Guichet takes its payments through another, and either is killed while it does.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 120_000 });

let bank: BankServer;
let databases: { readonly here: TestDatabase; readonly there: TestDatabase };
let here: ServerProcess;
let there: ServerProcess;
let account: string;

beforeAll(async () => {
  bank = await BankServer.start();
  databases = { here: await testDatabase(), there: await testDatabase() };
  const env = { NODE_COMPILE_CACHE: COMPILE_CACHE, GUICHET_TEST_HOOKS: '1', BANK_DEADLINE_MS: '2000' };
  there = await startServerProcess({ ...env, ...onTestDatabase(databases.there), ...bank.env });
  here = await startServerProcess({ ...env, ...onTestDatabase(databases.here) });
  account = await addProviderAccount(here, { base_url: there.base, secret: there.key });
  await sale(here);
});
afterAll(async () => {
  await here.close();
  await there.close();
  await databases.here.close();
  await databases.there.close();
  await bank.close();
});

/** What the two servers say of each payment is the same, and upstream the ledger, the API and the bank agree. */
afterEach(async () => {
  await untilNothingIsOpen(databases.there.ownerPool);
  await untilNothingIsOpen(databases.here.ownerPool, 60_000);
  expect(await comparePassedOn({ api: here, database: databases.here.ownerPool, account }, there)).toEqual([]);
  const { differences, lines } = await compareThreeBooks({ api: there, bank, database: databases.there.ownerPool });
  expect(differences).toEqual([]);
  expect(lines).toBeGreaterThan(0);
});

const SERVERS = { 'the one that passes on': () => here, 'the one that is passed to': () => there };
type Which = keyof typeof SERVERS;

/** Lets a server die at a moment, which it must come to while `act` is under way, and starts it again. Answers what `act` was answered. */
async function dies<T>(which: Which, moment: string, act: () => Promise<T>): Promise<T | null> {
  const server = SERVERS[which]();
  await server.restart({ GUICHET_CRASH_POINT: moment });
  const acting = act().catch(() => null);
  // A server that does not come to that moment would be waited for in vain.
  const end = await Promise.race([server.ended(), acting.then(() => sleep(5_000, 'it lives'))]);
  expect(end).toBe('SIGKILL');
  const answer = await acting;
  await server.restart({});
  return answer;
}

const statusOf = async (path: string): Promise<string> => (await getFrom(here, path)).body.status;
/** Upstream's payments, newest first. */
const theirs = () => listAll<{ id: string; status: string }>(there, '/v1/payment_intents');

describe('a charge', () => {
  it.each<[Which, string, string, string]>([
    // Here nobody was asked: what the other knows nothing of is laid to rest.
    ['the one that passes on', 'after_transaction_1', 'requires_payment_method', 'canceled'],
    ['the one that passes on', 'before_transaction_2', 'succeeded', 'succeeded'],
    ['the one that is passed to', 'after_transaction_1', 'requires_payment_method', 'requires_payment_method'],
    ['the one that is passed to', 'before_transaction_2', 'succeeded', 'succeeded'],
  ])('%s dies %s: %s here, %s upstream', async (which, moment, status, upstream) => {
    const { confirm: _, ...form } = chargeForm(VISA);
    const { id } = (await postTo(here, '/v1/payment_intents', form)).body;
    const before = (await theirs()).length;
    await dies(which, moment, () => postTo(here, `/v1/payment_intents/${id}/confirm`, {}));
    await untilNothingIsOpen(databases.here.ownerPool, 60_000);
    expect(await statusOf(`/v1/payment_intents/${id}`)).toBe(status);
    const made = await theirs();
    expect(made.length - before).toBe(1);
    expect(made[0]?.status).toBe(upstream);
  });
});

describe('a refund', () => {
  it.each<[Which, string, string]>([
    // A refund that nobody has seen yet is asked for again, under its key.
    ['the one that passes on', 'after_transaction_1', 'succeeded'],
    ['the one that passes on', 'before_transaction_2', 'succeeded'],
    ['the one that is passed to', 'after_transaction_1', 'failed'],
    ['the one that is passed to', 'before_transaction_2', 'succeeded'],
  ])('%s dies %s: %s, once', async (which, moment, status) => {
    const payment = await sale(here);
    await dies(which, moment, () => postTo(here, '/v1/refunds', { payment_intent: payment, amount: '1000' }));
    await untilNothingIsOpen(databases.here.ownerPool, 60_000);
    // One that was in doubt there counts as pending here, until an event tells how it ended.
    const ours = async () => (await listAll<{ id: string; status: string }>(here, '/v1/refunds'))[0]?.status;
    await expect.poll(ours, { timeout: 30_000 }).toBe(status);
    const refunds = (await getFrom(there, `/v1/refunds?payment_intent=${(await theirs())[0]?.id}`)).body as unknown as { data: object[] };
    expect(refunds.data).toMatchObject([{ status, amount: 1000 }]);
  });
});
