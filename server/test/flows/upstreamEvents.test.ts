import type Stripe from 'stripe';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { addProviderAccount } from '../harness/askAsOwner.ts';
import { askBank } from '../harness/bankBook.ts';
import { comparePassedOn } from '../harness/passedOn.ts';
import { stripeClient } from '../harness/stripeClient.ts';
import { compareThreeBooks, untilNothingIsOpen } from '../harness/threeBooks.ts';
import { startWholeServer, type WholeServer } from '../harness/wholeServer.ts';

// One Guichet takes its payments through another, and what happens there by itself is taken over here.
vi.setConfig({ testTimeout: 60_000 });

const DAY_S = 86_400;

let upstream: WholeServer;
let downstream: WholeServer;
let here: Stripe;
let there: Stripe;
let account: string;

beforeAll(async () => {
  [upstream, downstream] = await Promise.all([startWholeServer(), startWholeServer()]);
  [here, there] = [stripeClient(downstream), stripeClient(upstream)];
  account = await addProviderAccount(downstream, { base_url: upstream.base, secret: upstream.key });
});
afterAll(() => Promise.all([downstream.close(), upstream.close()]));

afterEach(async () => {
  await untilNothingIsOpen(downstream.database.ownerPool);
  const passedOn = { api: { base: downstream.base, key: downstream.key }, database: downstream.database.ownerPool, account };
  const upstreamApi = { base: upstream.base, key: upstream.key };
  // What one of them has heard already may still be on its way to the other.
  await expect.poll(() => comparePassedOn(passedOn, upstreamApi)).toEqual([]);
  const books = { api: upstreamApi, bank: upstream.bank, database: upstream.database.ownerPool };
  await expect.poll(async () => (await compareThreeBooks(books)).differences).toEqual([]);
  expect(downstream.errors).toEqual([]);
  expect(upstream.errors).toEqual([]);
});

const pay = (number: string, more: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
  here.paymentIntents.create({
    ...{ amount: 4990, currency: 'eur', confirm: true, allowed_payment_method_types: ['card'] },
    payment_method_options: { card: { moto: true } },
    payment_method_data: { type: 'card', card: { number, exp_month: 12, exp_year: 2034, cvc: '123' } },
    ...more,
  } as Stripe.PaymentIntentCreateParams);

const passSeconds = (seconds: number) =>
  askBank(upstream.bank, '/control/clock', { method: 'POST', body: JSON.stringify({ advance_seconds: seconds }) });

const found = <T>(ask: () => Promise<T | undefined>): Promise<T> =>
  vi.waitUntil(async () => (await ask()) ?? false, { timeout: 20_000, interval: 200 }) as Promise<T>;
const disputeOf = (intent: string) => found(async () => (await here.disputes.list({ payment_intent: intent })).data[0]);
const becomes = (dispute: string, status: Stripe.Dispute.Status) =>
  expect.poll(async () => (await here.disputes.retrieve(dispute)).status, { timeout: 20_000 }).toBe(status);

const told = async ({ id }: { id: string }): Promise<string[]> => {
  const { data } = await here.events.list({ limit: 100 });
  return data.flatMap(({ type, data: { object } }) => ((object as { id: string }).id === id ? [type] : [])).reverse();
};
const total = async (stripe: Stripe) => {
  const { available, pending } = await stripe.balance.retrieve();
  return [...available, ...pending].reduce((sum, { amount }) => sum + amount, 0);
};

const OPENED = ['charge.dispute.created', 'charge.dispute.funds_withdrawn'];

it('a dispute there is a dispute here; evidence given here is given there, and what is won comes back in both', async () => {
  const intent = await pay('4000000000002685');
  const dispute = await disputeOf(intent.id);
  expect(dispute).toMatchObject({ status: 'needs_response', reason: 'product_not_received', amount: 4990, network_reason_code: '13.1' });
  const before = await total(here);
  expect(await here.disputes.update(dispute.id, { evidence: { uncategorized_text: 'winning_evidence' } })).toMatchObject({
    status: 'under_review',
    evidence_details: { submission_count: 1 },
  });
  const theirs = (await there.disputes.list({ limit: 1 })).data[0];
  expect(theirs).toMatchObject({ evidence: { uncategorized_text: 'winning_evidence' } });
  // Their bank decides within a second.
  expect(['under_review', 'won']).toContain(theirs?.status);
  await passSeconds(1);
  await becomes(dispute.id, 'won');
  expect((await total(here)) - before).toBe(4990);
  expect(await told(dispute)).toEqual([...OPENED, 'charge.dispute.updated', 'charge.dispute.closed', 'charge.dispute.funds_reinstated']);
});

it('files that are enclosed here are enclosed there', async () => {
  const dispute = await disputeOf((await pay('4000000000002685')).id);
  const data = Buffer.from('%PDF-1.7 a receipt');
  const upload = (name: string) => here.files.create({ purpose: 'dispute_evidence', file: { data, name, type: 'application/pdf' } });
  const [receipt, policy] = [await upload('receipt.pdf'), await upload('policy.pdf')];
  const evidence = { receipt: receipt.id, refund_policy: policy.id, customer_name: 'Odile' };
  expect((await here.disputes.update(dispute.id, { evidence })).status).toBe('under_review');
  const [theirs] = (await there.disputes.list({ limit: 1 })).data;
  expect(theirs?.evidence.customer_name).toBe('Odile');
  const files = await there.files.list({ purpose: 'dispute_evidence' });
  expect(files.data.map(({ filename, size }) => [filename, size])).toEqual([
    ['policy.pdf', data.length],
    ['receipt.pdf', data.length],
  ]);
  expect([theirs?.evidence.refund_policy, theirs?.evidence.receipt]).toEqual(files.data.map(({ id }) => id));
});

it('a dispute that is given up here is lost there', async () => {
  const dispute = await disputeOf((await pay('4000000000000259')).id);
  expect((await here.disputes.close(dispute.id)).status).toBe('lost');
  expect((await there.disputes.list({ limit: 1 })).data[0]?.status).toBe('lost');
});

it('a dispute that is answered there, and not here, is under review here, and lost as decided there', async () => {
  const dispute = await disputeOf((await pay('4000000000000259')).id);
  const [theirs] = (await there.disputes.list({ limit: 1 })).data;
  await there.disputes.update(theirs?.id ?? '', { evidence: { uncategorized_text: 'losing_evidence' } });
  await passSeconds(1);
  await becomes(dispute.id, 'lost');
  expect(await told(dispute)).toEqual([...OPENED, 'charge.dispute.updated', 'charge.dispute.closed']);
});

it('an inquiry takes no money, and becomes a dispute here when it does there', async () => {
  const intent = await pay('4000000000001976');
  const inquiry = await disputeOf(intent.id);
  expect(inquiry).toMatchObject({ status: 'warning_needs_response', balance_transactions: [] });
  await here.disputes.update(inquiry.id, { evidence: { uncategorized_text: 'escalate_inquiry_evidence' } });
  await passSeconds(1);
  await becomes(inquiry.id, 'needs_response');
  expect((await here.disputes.retrieve(inquiry.id)).balance_transactions).toMatchObject([{ amount: -4990 }]);
});

it('a warning of fraud there is one here', async () => {
  const intent = await pay('4000000000005423');
  const warning = await found(async () => (await here.radar.earlyFraudWarnings.list({ payment_intent: intent.id })).data[0]);
  expect(warning).toMatchObject({ fraud_type: 'unauthorized_use_of_card', charge: intent.latest_charge });
});

it('a refund that fails there later has failed here', async () => {
  const intent = await pay('4000000000005126');
  const refund = await here.refunds.create({ payment_intent: intent.id, amount: 1000 });
  expect(refund.status).toBe('succeeded');
  await passSeconds(3);
  await expect.poll(async () => (await here.refunds.retrieve(refund.id)).status, { timeout: 20_000 }).toBe('failed');
  expect(await here.refunds.retrieve(refund.id)).toMatchObject({ failure_reason: 'expired_or_canceled_card' });
  expect(await here.charges.retrieve(intent.latest_charge as string)).toMatchObject({ amount_refunded: 0 });
});

it('a refund that is pending there is pending here, and succeeds when it does', async () => {
  const refund = await here.refunds.create({ payment_intent: (await pay('4000000000007726')).id, amount: 1000 });
  expect(refund.status).toBe('pending');
  await passSeconds(3);
  await expect.poll(async () => (await here.refunds.retrieve(refund.id)).status, { timeout: 20_000 }).toBe('succeeded');
});

it('a hold that expires there has expired here; what others do there is no concern of ours', async () => {
  const held = await pay('4242424242424242', { capture_method: 'manual' });
  const card = { payment_method: 'pm_card_visa', allowed_payment_method_types: ['card'] as ['card'] };
  await there.paymentIntents.create({ amount: 700, currency: 'eur', confirm: true, capture_method: 'manual', ...card });
  const disputed = await there.paymentIntents.create({
    amount: 700,
    currency: 'eur',
    confirm: true,
    ...card,
    payment_method: 'pm_card_createDispute',
  });
  await found(async () => (await there.disputes.list({ payment_intent: disputed.id })).data[0]);
  const disputes = (await here.disputes.list({ limit: 100 })).data.length;
  await passSeconds(7 * DAY_S);
  await expect.poll(async () => (await here.paymentIntents.retrieve(held.id)).status, { timeout: 20_000 }).toBe('canceled');
  expect(await here.paymentIntents.retrieve(held.id)).toMatchObject({ cancellation_reason: 'expired' });
  expect((await here.disputes.list({ limit: 100 })).data).toHaveLength(disputes);
});
