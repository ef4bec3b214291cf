import type Stripe from 'stripe';
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import { stripeClient } from '../harness/stripeClient.ts';
import { runSql } from '../harness/testDatabase.ts';
import { until } from '../harness/until.ts';
import { startWholeServer, type WholeServer } from '../harness/wholeServer.ts';

// A server with room for four requests at once.
const ROOM = 4;

let whole: WholeServer;
beforeAll(async () => {
  whole = await startWholeServer({ MAX_IN_FLIGHT: String(ROOM) });
});
afterAll(() => whole.close());

const sale = (amount: number): Stripe.PaymentIntentCreateParams => ({
  ...{ amount, currency: 'eur', confirm: true, payment_method: 'pm_card_visa', allowed_payment_method_types: ['card'] },
  payment_method_options: { card: { moto: true } },
});

const load = async (): Promise<Record<string, number>> => ((await (await fetch(`${whole.base}/readyz`)).json()) as { load: never }).load;

/** Makes the bank take its time over so many payments, each of which holds its place meanwhile. */
async function slowBank(delayMs: number, times: number): Promise<void> {
  const { url, token } = whole.bank;
  const authorization = `Bearer ${token}`;
  const tell = async (method: string, init: RequestInit): Promise<void> => {
    expect((await fetch(`${url}/control/faults`, { method, ...init })).status).toBeLessThan(300);
  };
  const body = JSON.stringify({ kind: 'slow_answer', operation: 'authorise', delay_ms: delayMs, times });
  await tell('POST', { headers: { authorization, 'content-type': 'application/json' }, body });
  onTestFinished(() => tell('DELETE', { headers: { authorization } }));
}

it('a client of the SDK that retries gets through, and nothing is charged twice', async () => {
  await slowBank(300, 100_000);
  const client = stripeClient(whole, { maxNetworkRetries: 5 });
  const amounts = Array.from({ length: 10 * ROOM }, (_, at) => 1_000 + at);
  const paid = await Promise.all(amounts.map((amount) => client.paymentIntents.create(sale(amount))));
  expect(paid.map(({ status }) => status)).toEqual(amounts.map(() => 'succeeded'));
  const { refused, ...counts } = await load();
  expect(counts).toMatchObject({ limit: ROOM, in_flight: 0, queued: 0 });
  // Otherwise nobody had to come back, and this has shown nothing.
  expect(refused).toBeGreaterThan(0);
  const charges = await runSql<{ amount: string }>(
    whole.database.ownerPool,
    "SELECT amount::text FROM charges WHERE status = 'succeeded' ORDER BY amount",
  );
  expect(charges.map(({ amount }) => Number(amount))).toEqual(amounts);
}, 60_000);

it('what was refused has claimed no key, and holds up neither health nor pages', async () => {
  await slowBank(12_000, ROOM);
  const client = stripeClient(whole);
  const inside = Array.from({ length: ROOM }, (_, at) => client.paymentIntents.create(sale(5_000 + at)));
  await vi.waitUntil(async () => (await load()).in_flight === ROOM, { timeout: 10_000 });
  const { refused } = await load();
  const waiting = client.paymentIntents.create(sale(6_000), { idempotencyKey: 'late' }).catch((error: unknown) => error);
  await until(async () => {
    const now = await load();
    return now.queued === 1 || Number(now.refused) > Number(refused);
  });
  expect((await fetch(`${whole.base}/sign-in`, { headers: { accept: 'text/html' } })).status).toBe(200);
  expect(await waiting).toMatchObject({ type: 'StripeRateLimitError', statusCode: 429, code: 'rate_limit' });
  expect((await Promise.all(inside)).map(({ status }) => status)).toEqual(inside.map(() => 'succeeded'));
  // Other parameters would be refused if the key had been claimed.
  expect(await client.paymentIntents.create(sale(7_000), { idempotencyKey: 'late' })).toMatchObject({ status: 'succeeded', amount: 7_000 });
}, 60_000);
