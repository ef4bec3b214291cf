import type Stripe from 'stripe';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { addProviderAccount, askAsOwner } from '../harness/askAsOwner.ts';
import { FaultyProxy, type ProxyFault } from '../harness/faultyProxy.ts';
import { comparePassedOn } from '../harness/passedOn.ts';
import { stripeClient } from '../harness/stripeClient.ts';
import { compareThreeBooks, untilNothingIsOpen } from '../harness/threeBooks.ts';
import { startWholeServer, type WholeServer } from '../harness/wholeServer.ts';

// One Guichet raises holds, verifies cards and says what payers read through another one.
vi.setConfig({ testTimeout: 60_000 });

let upstream: WholeServer;
let downstream: WholeServer;
let proxy: FaultyProxy;
let here: Stripe;
let there: Stripe;
let account: string;

beforeAll(async () => {
  [upstream, downstream] = await Promise.all([startWholeServer(), startWholeServer({ BANK_DEADLINE_MS: '5000' })]);
  proxy = await FaultyProxy.start(upstream.base);
  [here, there] = [stripeClient(downstream), stripeClient(upstream)];
  account = await addProviderAccount(downstream, { base_url: proxy.url, secret: upstream.key });
});
afterAll(async () => {
  await proxy.close();
  await Promise.all([downstream.close(), upstream.close()]);
});

afterEach(async () => {
  await untilNothingIsOpen(downstream.database.ownerPool);
  const passedOn = { api: { base: downstream.base, key: downstream.key }, database: downstream.database.ownerPool, account };
  const upstreamApi = { base: upstream.base, key: upstream.key };
  expect(await comparePassedOn(passedOn, upstreamApi)).toEqual([]);
  const books = { api: upstreamApi, bank: upstream.bank, database: upstream.database.ownerPool };
  expect((await compareThreeBooks(books)).differences).toEqual([]);
});

const cardData = (number: string) => ({ type: 'card', card: { number, exp_month: 12, exp_year: 2034, cvc: '123' } }) as const;
const pay = (more: object = {}, options: object = {}) =>
  here.paymentIntents.create({
    ...{ amount: 2000, currency: 'eur', confirm: true, allowed_payment_method_types: ['card'] },
    payment_method_options: { card: { moto: true, ...options } },
    payment_method_data: cardData('4242424242424242'),
    ...more,
  } as Stripe.PaymentIntentCreateParams);
const lastThere = async (): Promise<Stripe.PaymentIntent> => {
  const [intent] = (await there.paymentIntents.list({ limit: 1, expand: ['data.latest_charge'] })).data;
  if (intent === undefined) throw new Error('Nothing is there.');
  return intent;
};

const RAISABLE = { request_incremental_authorization: 'if_available' };
const hold = (options: object = RAISABLE) => pay({ capture_method: 'manual' }, options);
const raise = (id: string, amount: number) =>
  here.paymentIntents.incrementAuthorization(id, { amount, statement_descriptor: 'TWO NIGHTS' });

describe('a hold', () => {
  it('is raised there when it is raised here, and captured with what was added', async () => {
    const held = await hold();
    const charge = await here.charges.retrieve(held.latest_charge as string);
    expect(charge.payment_method_details?.card?.incremental_authorization?.status).toBe('available');
    expect(await raise(held.id, 3500)).toMatchObject({ amount: 3500, amount_capturable: 3500 });
    expect(await lastThere()).toMatchObject({ amount: 3500, amount_capturable: 3500 });
    expect(await here.paymentIntents.capture(held.id)).toMatchObject({ amount_received: 3500 });
    expect(await lastThere()).toMatchObject({ amount_received: 3500 });
  });

  it('that was not asked for so cannot be raised', async () => {
    const held = await hold({});
    await expect(raise(held.id, 3500)).rejects.toMatchObject({ code: 'payment_intent_unexpected_state' });
  });

  it('stays as it was when the issuer wants no more, whose reason is told', async () => {
    const held = await hold();
    await expect(raise(held.id, 20_001)).rejects.toMatchObject({ code: 'card_declined', decline_code: 'card_velocity_exceeded' });
    expect(await here.paymentIntents.retrieve(held.id)).toMatchObject({ status: 'requires_capture', amount_capturable: 2000 });
    expect(await lastThere()).toMatchObject({ amount_capturable: 2000 });
  });

  it.each<ProxyFault>(['cut_before', 'cut_after', 'error_500_after'])(
    'is raised once when what is between them fails: %s',
    async (fault) => {
      const held = await hold();
      proxy.strike(fault, /increment_authorization$/);
      await raise(held.id, 3500);
      await expect.poll(async () => (await here.paymentIntents.retrieve(held.id)).amount_capturable, { timeout: 30_000 }).toBe(3500);
      expect(await lastThere()).toMatchObject({ amount_capturable: 3500 });
    },
  );
});

describe('what the payer reads', () => {
  it('names this payment behind the place there; their address for receipts is not passed on', async () => {
    await pay({ statement_descriptor_suffix: 'ORDER 17', receipt_email: 'payer@example.com' });
    const intent = await lastThere();
    expect(intent.statement_descriptor_suffix).toBe('ORDER 17');
    expect(intent.receipt_email).toBeNull();
    expect((intent.latest_charge as Stripe.Charge).calculated_statement_descriptor).toMatch(/\* ORDER 17$/);
    await pay();
    expect((await lastThere()).statement_descriptor_suffix).toBeNull();
  });
});

describe('what the provider keeps', () => {
  const feesOf = async (intent: Stripe.PaymentIntent) => {
    const charge = await here.charges.retrieve(intent.latest_charge as string, { expand: ['balance_transaction'] });
    const { fee, net, fee_details: details } = charge.balance_transaction as Stripe.BalanceTransaction;
    return { fee, net, parts: details.map(({ amount }) => amount) };
  };

  it('is booked by the price list of the account from its next payment on', async () => {
    expect(await feesOf(await pay())).toEqual({ fee: 0, net: 2000, parts: [] });
    const fees = [
      { basis_points: 290, brands: ['amex'] },
      { basis_points: 150, methods: ['card'], fixed: [{ currency: 'eur', amount: 25 }] },
    ];
    await askAsOwner(downstream, `/guichet/v1/provider_accounts/${account}`, { fees, dispute_fees: [{ currency: 'eur', amount: 2000 }] });
    expect(await feesOf(await pay())).toEqual({ fee: 55, net: 1945, parts: [30, 25] });
    expect(await feesOf(await pay({ payment_method_data: cardData('378282246310005') }))).toEqual({ fee: 58, net: 1942, parts: [58] });
    const disputed = await pay({ payment_method_data: cardData('4000000000000259') });
    const movements = async () => (await here.disputes.list({ payment_intent: disputed.id })).data[0]?.balance_transactions;
    await expect.poll(movements, { timeout: 20_000 }).toMatchObject([{ amount: -2000, fee: 2000 }]);
  });
});

it.each([
  ['evidence', (id: string) => here.disputes.update(id, { evidence: { customer_name: 'Odile' } }), 'under_review', /disputes\/[^/]+$/],
  ['giving in', (id: string) => here.disputes.close(id), 'lost', /close$/],
] as const)('%s whose answer was lost was given once', async (_what, answer, status, path) => {
  const disputed = await pay({ payment_method_data: cardData('4000000000000259') });
  const find = async () => (await here.disputes.list({ payment_intent: disputed.id })).data[0];
  const dispute = await vi.waitUntil(find, { timeout: 20_000, interval: 200 });
  proxy.strike('cut_after', path);
  await answer(dispute?.id ?? '');
  await expect.poll(async () => (await find())?.status, { timeout: 20_000 }).toBe(status);
  expect((await there.disputes.list({ limit: 1 })).data).toMatchObject([{ status }]);
});

it('whether the provider answers is told, without asking it, and a provider that is down leaves the server ready', async () => {
  const ready = async () => {
    const response = await fetch(`${downstream.base}/readyz`);
    return { status: response.status, body: (await response.json()) as object };
  };
  await pay();
  const at = expect.any(Number);
  expect(await ready()).toEqual({
    status: 200,
    body: { status: 'ready', reasons: [], providers: [{ account, answers: true, at }], load: expect.any(Object) },
  });
  await proxy.close();
  expect((await pay()).status).toBe('succeeded');
  expect(await ready()).toMatchObject({ status: 200, body: { providers: [{ account, answers: false }] } });
  await proxy.open();
});

describe('a card that is to be kept', () => {
  const setUp = (number: string, more: Partial<Stripe.SetupIntentCreateParams> = {}) =>
    here.setupIntents.create({
      ...{ allowed_payment_method_types: ['card'], confirm: true, payment_method_options: { card: { moto: true } } },
      payment_method_data: cardData(number),
      ...more,
    } as Stripe.SetupIntentCreateParams);
  const setUpsThere = async () => (await there.setupIntents.list({ limit: 1 })).data;

  it('is verified there, and can be charged later', async () => {
    const customer = await here.customers.create();
    const done = await setUp('4242424242424242', { customer: customer.id });
    expect(done.status).toBe('succeeded');
    expect(await setUpsThere()).toMatchObject([{ status: 'succeeded', metadata: { guichet_reference: expect.stringMatching(/^att_/) } }]);
    const method = await here.paymentMethods.retrieve(done.payment_method as string);
    expect(method.card).toMatchObject({ country: 'US', funding: 'credit', checks: { cvc_check: 'pass' } });
    const paid = { customer: customer.id, payment_method: method.id, off_session: true, payment_method_data: undefined };
    expect((await pay({ ...paid, payment_method_options: undefined })).status).toBe('succeeded');
  });

  it('is declined with the code of its issuer', async () => {
    await expect(setUp('4000000000009995')).rejects.toMatchObject({ code: 'card_declined', decline_code: 'insufficient_funds' });
    await expect(setUp('4000002760003184', { payment_method_options: {} })).rejects.toMatchObject({ code: 'authentication_required' });
  });

  it.each<[ProxyFault, Stripe.SetupIntent.Status]>([
    ['cut_before', 'requires_payment_method'],
    ['cut_after', 'succeeded'],
    ['error_500_after', 'succeeded'],
  ])('%s at the confirmation: %s', async (fault, status) => {
    const intent = await here.setupIntents.create({ allowed_payment_method_types: ['card'] });
    proxy.strike(fault, /setup_intents\/[^/]+\/confirm$/);
    const confirm = { payment_method_options: { card: { moto: true } }, payment_method_data: cardData('4242424242424242') };
    await here.setupIntents.confirm(intent.id, confirm as Stripe.SetupIntentConfirmParams).catch(() => undefined);
    await expect.poll(async () => (await here.setupIntents.retrieve(intent.id)).status, { timeout: 30_000 }).toBe(status);
    expect(await setUpsThere()).toMatchObject([{ status: status === 'succeeded' ? 'succeeded' : 'canceled' }]);
  });
});
