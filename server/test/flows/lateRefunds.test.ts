import type Stripe from 'stripe';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { askBank } from '../harness/bankBook.ts';
import { stripeClient } from '../harness/stripeClient.ts';
import { compareThreeBooks } from '../harness/threeBooks.ts';
import { startWholeServer, type WholeServer } from '../harness/wholeServer.ts';

let whole: WholeServer;
let stripe: Stripe;

beforeAll(async () => {
  whole = await startWholeServer();
  stripe = stripeClient(whole);
});
afterAll(() => whole.close());

const pay = (token: string) =>
  stripe.paymentIntents.create({
    amount: 4990,
    currency: 'eur',
    payment_method: token,
    allowed_payment_method_types: ['card'],
    payment_method_options: { card: { moto: true } },
    confirm: true,
  });

const passSeconds = (seconds: number) =>
  askBank(whole.bank, '/control/clock', { method: 'POST', body: JSON.stringify({ advance_seconds: seconds }) });

const told = async (id: string): Promise<string[]> => {
  const { data } = await stripe.events.list({ limit: 100 });
  return data
    .filter(({ data: { object } }) => (object as { id: string }).id === id)
    .map(({ type }) => type)
    .reverse();
};

async function expectAgreement(): Promise<void> {
  const { differences, lines } = await compareThreeBooks({
    api: { base: whole.base, key: whole.key },
    bank: whole.bank,
    database: whole.database.ownerPool,
  });
  expect(differences).toEqual([]);
  expect(lines).toBeGreaterThan(0);
}

it('a refund that did not reach its payer comes back, and can be made again', async () => {
  const intent = await pay('pm_card_refundFail');
  const before = await stripe.balance.retrieve();
  const refund = await stripe.refunds.create({ payment_intent: intent.id, amount: 1000 });
  expect(refund.status).toBe('succeeded');
  await passSeconds(3);
  await expect.poll(async () => (await stripe.refunds.retrieve(refund.id)).status).toBe('failed');
  const failed = await stripe.refunds.retrieve(refund.id, { expand: ['failure_balance_transaction'] });
  expect(failed).toMatchObject({
    failure_reason: 'expired_or_canceled_card',
    balance_transaction: refund.balance_transaction,
    failure_balance_transaction: { type: 'refund_failure', amount: 1000, net: 1000, source: refund.id, status: 'available' },
  });
  expect(await stripe.charges.retrieve(refund.charge as string)).toMatchObject({ amount_refunded: 0, refunded: false });
  expect(await told(refund.id)).toEqual(['refund.created', 'refund.updated', 'charge.refund.updated', 'refund.failed']);
  const total = ({ available, pending }: Stripe.Balance) => [...available, ...pending].reduce((sum, { amount }) => sum + amount, 0);
  expect(total(await stripe.balance.retrieve()) - total(before)).toBe(0);
  await expectAgreement();
  expect((await stripe.refunds.create({ payment_intent: intent.id })).amount).toBe(4990);
});

it('a pending refund succeeds later, and cannot be canceled then', async () => {
  const refund = await stripe.refunds.create({ payment_intent: (await pay('pm_card_pendingRefund')).id, amount: 1000 });
  expect(refund).toMatchObject({ status: 'pending', balance_transaction: expect.stringMatching(/^txn_/) });
  await passSeconds(3);
  await expect.poll(async () => (await stripe.refunds.retrieve(refund.id)).status).toBe('succeeded');
  expect(await told(refund.id)).toEqual(['refund.created', 'refund.updated', 'charge.refund.updated']);
  await expect(stripe.refunds.cancel(refund.id)).rejects.toMatchObject({ statusCode: 400, code: 'refund_unexpected_state' });
});

it('a pending refund can be called back, once', async () => {
  const intent = await pay('pm_card_pendingRefund');
  const refund = await stripe.refunds.create({ payment_intent: intent.id, amount: 1000 });
  const canceled = await stripe.refunds.cancel(refund.id, {}, { idempotencyKey: `cancel-${refund.id}` });
  expect(canceled).toMatchObject({ status: 'canceled', failure_reason: 'merchant_request' });
  expect(await stripe.refunds.cancel(refund.id, {}, { idempotencyKey: `cancel-${refund.id}` })).toMatchObject({ status: 'canceled' });
  await expect(stripe.refunds.cancel(refund.id)).rejects.toMatchObject({ code: 'refund_unexpected_state' });
  expect((await stripe.charges.retrieve(refund.charge as string)).amount_refunded).toBe(0);
  await passSeconds(3);
  await expectAgreement();
  await expect(stripe.refunds.cancel('re_none')).rejects.toMatchObject({ statusCode: 404, code: 'resource_missing' });
});

it('left no error in the log', () => {
  expect(whole.errors).toEqual([]);
});
