import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { getFrom, postTo } from '../../harness/apiClient.ts';
import { askBank } from '../../harness/bankBook.ts';
import { BankServer } from '../../harness/bankServer.ts';
import { type ServerProcess, startServerProcess } from '../../harness/serverProcess.ts';
import { untilNothingIsOpen } from '../../harness/threeBooks.ts';
import { COMPILE_CACHE } from './compileCache.ts';

// Whole servers are started and awaited here; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let bank: BankServer;
let server: ServerProcess;

beforeAll(async () => {
  bank = await BankServer.start();
  server = await startServerProcess({ ...bank.env, GUICHET_TEST_HOOKS: '1', NODE_COMPILE_CACHE: COMPILE_CACHE });
});
afterAll(async () => {
  await server.close();
  await bank.close();
});

interface Summary {
  readonly currencies: Readonly<Record<string, { readonly counts: { readonly approved: number } }>>;
}

const approvals = async (): Promise<number> => (await askBank<Summary>(bank, '/v1/book/summary'))?.currencies.eur?.counts.approved ?? 0;

/** A payment whose payer has proved themselves; answers the path at which they come back. */
async function proven(): Promise<{ id: string; back: string }> {
  const form = { amount: '4990', currency: 'eur', confirm: 'true', payment_method: 'pm_card_threeDSecure2Required' };
  const { body } = await postTo(server, '/v1/payment_intents', form);
  expect(body.status).toBe('requires_action');
  const { next_action: action } = body as unknown as { next_action: { use_stripe_sdk: { stripe_js: string } } };
  const page = await fetch(action.use_stripe_sdk.stripe_js);
  const answered = await fetch(page.url, { method: 'POST', body: new URLSearchParams({ answer: 'approve' }), redirect: 'manual' });
  return { id: body.id, back: new URL(answered.headers.get('location') ?? '').pathname };
}

it.each([
  // Spent and stored, but nobody was asked: what the bank knows nothing of is laid to rest.
  ['after_transaction_1', 'requires_payment_method', 0],
  // The bank has charged: the next start finds that out.
  ['before_transaction_2', 'succeeded', 1],
  // Nothing had begun: the bank’s notice brings it about.
  ['before_transaction_1', 'succeeded', 1],
])('a server that dies %s as a payer comes back leaves a payment that is %s, charged %d times', async (moment, status, charged) => {
  const before = await approvals();
  const { id, back } = await proven();
  // Killed by the payer's return, or by the notice that was quicker: perhaps before the server has said that it is open.
  const end = await server.restart({ GUICHET_CRASH_POINT: moment }).then(
    async () => {
      await fetch(server.base + back, { redirect: 'manual' }).catch(() => undefined);
      return server.ended();
    },
    (error: Error) => error.message,
  );
  expect(end).toContain('SIGKILL');
  await server.restart({});
  await vi.waitUntil(async () => (await getFrom(server, `/v1/payment_intents/${id}`)).body.status === status, {
    timeout: 30_000,
    interval: 200,
  });
  await untilNothingIsOpen(server.ownerPool());
  expect(await approvals()).toBe(before + charged);
  // The payer who comes back again changes nothing.
  await fetch(server.base + back, { redirect: 'manual' });
  expect((await getFrom(server, `/v1/payment_intents/${id}`)).body.status).toBe(status);
  expect(await approvals()).toBe(before + charged);
});
