import type Stripe from 'stripe';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { stripeClient } from '../harness/stripeClient.ts';
import { runSql } from '../harness/testDatabase.ts';
import { startWholeServer, type WholeServer } from '../harness/wholeServer.ts';

// Each case has a place of its own: what is counted is what it did.

let whole: WholeServer;
let shop: Stripe;
beforeAll(async () => {
  whole = await startWholeServer();
  shop = stripeClient(whole);
});
afterAll(() => whole.close());

const DECLINING = ['4000000000000002', '4000000000009995', '4000000000009987', '4000000000009979', '4000000000000069'] as const;

const sale = (number: string, amount: number): Stripe.PaymentIntentCreateParams => ({
  ...{ amount, currency: 'eur', confirm: true, allowed_payment_method_types: ['card'] },
  payment_method_data: { type: 'card', card: { number, exp_month: 12, exp_year: 2040, cvc: '123' } } as never,
  payment_method_options: { card: { moto: true } },
});

/** How a call ended: its status and code, and when to come back. */
async function end(call: Promise<unknown>): Promise<Record<string, unknown>> {
  const error = await call.then(
    () => null,
    (reason: Stripe.errors.StripeError) => reason,
  );
  if (error === null) return { status: 200 };
  const { statusCode: status, code, headers = {} } = error;
  return { status, code, retryAfter: headers['retry-after'], shouldRetry: headers['stripe-should-retry'] };
}

const countOf = async (sql: string): Promise<number> => Number((await runSql<{ count: string }>(whole.database.ownerPool, sql))[0]?.count);

it('a card that is declined again and again is not asked about any more, while others are charged', async () => {
  for (let at = 0; at < 10; at += 1) {
    expect(await end(shop.paymentIntents.create(sale(DECLINING[0], 1_000 + at)))).toMatchObject({ status: 402, code: 'card_declined' });
  }
  const attempts = await countOf('SELECT count(*) FROM attempts');
  const slowed = await end(shop.paymentIntents.create(sale(DECLINING[0], 2_000), { idempotencyKey: 'slowed' }));
  expect(slowed).toMatchObject({ status: 429, code: 'card_decline_rate_limit_exceeded', shouldRetry: 'false' });
  expect(Number(slowed.retryAfter)).toBeGreaterThan(60);
  // Saving it is a try as well.
  const setup = shop.setupIntents.create({
    confirm: true,
    allowed_payment_method_types: ['card'],
    payment_method_data: { type: 'card', card: { number: DECLINING[0], exp_month: 12, exp_year: 2040, cvc: '123' } } as never,
  } as never);
  expect(await end(setup)).toMatchObject({ status: 429, code: 'card_decline_rate_limit_exceeded' });
  expect(await countOf('SELECT count(*) FROM attempts')).toBe(attempts);
  // Nothing was stored, so the same key may bring another card.
  expect((await shop.paymentIntents.create(sale('4242424242424242', 2_000), { idempotencyKey: 'slowed' })).status).toBe('succeeded');
  await expect
    .poll(() => countOf("SELECT count(*) FROM activity_lines WHERE action = 'payments.slow_down' AND details->>'by' = 'card'"))
    .toBe(1);
});

it('a payer who tries card after card is slowed down, and the shop goes on', async () => {
  const [row] = await runSql<{ shown: string }>(whole.database.ownerPool, "SELECT shown FROM api_keys WHERE type = 'publishable'");
  const page = stripeClient({ base: whole.base, key: row?.shown ?? '' });
  const tryCard = async (at: number): Promise<Record<string, unknown>> => {
    const intent = await shop.paymentIntents.create({ amount: 3_000 + at, currency: 'eur', allowed_payment_method_types: ['card'] });
    const card = { number: DECLINING[1 + (at % 4)] ?? '', exp_month: 12, exp_year: 2040, cvc: '123' };
    const confirmation = { client_secret: intent.client_secret, payment_method_data: { type: 'card', card } };
    return end(page.paymentIntents.confirm(intent.id, confirmation as never));
  };
  const ends: Record<string, unknown>[] = [];
  for (let at = 0; at < 12; at += 1) ends.push(await tryCard(at));
  expect(ends.slice(0, 10).map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 402));
  expect(ends.slice(10)).toEqual(
    Array.from({ length: 2 }, () => ({
      status: 429,
      code: 'rate_limit',
      shouldRetry: 'false',
      retryAfter: expect.stringMatching(/^\d+$/),
    })),
  );
  expect((await shop.paymentIntents.create(sale('4242424242424242', 4_000))).status).toBe('succeeded');
  expect(whole.errors).toEqual([]);
});
