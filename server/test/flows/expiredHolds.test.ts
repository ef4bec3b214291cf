import Stripe from 'stripe';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { askBank } from '../harness/bankBook.ts';
import { startWholeServer, type WholeServer } from '../harness/wholeServer.ts';

const WEEK_S = 7 * 86_400;

let whole: WholeServer;
let stripe: Stripe;

beforeAll(async () => {
  whole = await startWholeServer();
  const { hostname, port } = new URL(whole.base);
  stripe = new Stripe(whole.key, { host: hostname, port, protocol: 'http', telemetry: false });
});
afterAll(() => whole.close());

const hold = () =>
  stripe.paymentIntents.create({
    amount: 4990,
    currency: 'eur',
    payment_method: 'pm_card_visa',
    allowed_payment_method_types: ['card'],
    capture_method: 'manual',
    confirm: true,
  });

it('a hold that nobody took in time is canceled as expired, and its charge says so', async () => {
  const [taken, left] = await Promise.all([hold(), hold()]);
  await stripe.paymentIntents.capture(taken.id);
  await askBank(whole.bank, '/control/clock', { method: 'POST', body: JSON.stringify({ advance_seconds: WEEK_S }) });
  const now = () => stripe.paymentIntents.retrieve(left.id, { expand: ['latest_charge'] });
  await expect.poll(async () => (await now()).status).toBe('canceled');
  const intent = await now();
  expect(intent).toMatchObject({ cancellation_reason: 'expired', amount_capturable: 0, amount_received: 0 });
  expect(intent.latest_charge).toMatchObject({ captured: false, amount_captured: 0 });
  const { data: events } = await stripe.events.list({ types: ['charge.expired', 'payment_intent.canceled'] });
  expect(events.map(({ type, data: { object } }) => [type, (object as { id: string }).id]).sort()).toEqual([
    ['charge.expired', (intent.latest_charge as Stripe.Charge).id],
    ['payment_intent.canceled', left.id],
  ]);
  expect(await stripe.paymentIntents.retrieve(taken.id)).toMatchObject({ status: 'succeeded' });
  expect(whole.errors).toEqual([]);
});
