import pg from 'pg';
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { addProviderAccount, askAsOwner } from '../harness/askAsOwner.ts';
import { FaultyProxy, type ProxyFault } from '../harness/faultyProxy.ts';
import { stripeClient } from '../harness/stripeClient.ts';
import { compareThreeBooks, untilNothingIsOpen } from '../harness/threeBooks.ts';
import { startWholeServer, type WholeServer } from '../harness/wholeServer.ts';

// One Guichet takes its payments through another, and what is between them loses requests and answers.
vi.setConfig({ testTimeout: 60_000 });

const DEADLINE_MS = 1_500;
const NUMBER = '4242424242424242';

let upstream: WholeServer;
let downstream: WholeServer;
let proxy: FaultyProxy;
let here: Stripe;
let there: Stripe;
let account: string;

const ask = <T>(path: string, body?: object) => askAsOwner<T>(downstream, path, body);
const accountsHere = async () => (await ask<{ data: { id: string; connector: string }[] }>('/guichet/v1/provider_accounts')).body.data;

beforeAll(async () => {
  [upstream, downstream] = await Promise.all([startWholeServer(), startWholeServer({ BANK_DEADLINE_MS: String(DEADLINE_MS) })]);
  proxy = await FaultyProxy.start(upstream.base);
  [here, there] = [stripeClient(downstream), stripeClient(upstream)];
  account = await addProviderAccount(downstream, { base_url: proxy.url, secret: upstream.key, currencies: ['eur'] });
});
afterAll(async () => {
  await proxy.close();
  await Promise.all([downstream.close(), upstream.close()]);
});

const pay = (changes: Partial<Stripe.PaymentIntentCreateParams> = {}, number = NUMBER) =>
  here.paymentIntents.create({
    ...{ amount: 4990, currency: 'eur', confirm: true, allowed_payment_method_types: ['card'] },
    payment_method_options: { card: { moto: true } },
    payment_method_data: { type: 'card', card: { number, exp_month: 12, exp_year: 2034, cvc: '123' } },
    ...changes,
  } as Stripe.PaymentIntentCreateParams);

/** The upstream's intents of a payment here, each made under an attempt of ours. */
async function upstreamOf(id: string): Promise<Stripe.PaymentIntent[]> {
  const attempts = await attemptsOf(id);
  const all = await there.paymentIntents.list({ limit: 100 });
  return all.data.filter(({ metadata }) => attempts.includes(metadata.guichet_reference ?? ''));
}

async function query<T extends object>(whole: WholeServer, text: string, values: unknown[]): Promise<T[]> {
  const client = new pg.Client(whole.database.ownerPool);
  await client.connect();
  try {
    return (await client.query<T>(text, values)).rows;
  } finally {
    await client.end();
  }
}
const attemptRows = (id: string) =>
  query<{ id: string; connector: string; status: string; kind: string }>(
    downstream,
    'SELECT id, connector, status, kind FROM attempts WHERE payment_intent_id = $1 ORDER BY id',
    [id],
  );
const attemptsOf = async (id: string) => (await attemptRows(id)).map((row) => row.id);

/** What the two say of each payment is the same, and upstream its own books agree with its bank's. */
async function expectAgreement(): Promise<void> {
  await untilNothingIsOpen(downstream.database.ownerPool);
  await untilNothingIsOpen(upstream.database.ownerPool);
  const [ours, theirs] = await Promise.all([here.charges.list({ limit: 100 }), there.charges.list({ limit: 100 })]);
  const sums = ({ data }: Stripe.ApiList<Stripe.Charge>) => {
    const taken = data.filter(({ paid, currency }) => paid && currency === 'eur');
    return {
      charges: taken.length,
      captured: taken.reduce((sum, { amount_captured: amount }) => sum + amount, 0),
      refunded: taken.reduce((sum, { amount_refunded: amount }) => sum + amount, 0),
    };
  };
  const through = new Set(
    (await query<{ id: string }>(downstream, 'SELECT id FROM charges WHERE connector = $1', [account])).map(({ id }) => id),
  );
  const standing = {
    ...theirs,
    data: theirs.data.filter(({ amount_captured: captured, metadata }) => captured > 0 || metadata.held === '1'),
  };
  const held = { ...ours, data: ours.data.filter(({ id, amount_captured: captured }) => through.has(id) && captured > 0) };
  expect(sums(held)).toEqual(sums(standing));
  const { differences } = await compareThreeBooks({
    api: { base: upstream.base, key: upstream.key },
    bank: upstream.bank,
    database: upstream.database.ownerPool,
  });
  expect(differences).toEqual([]);
}

it('an account is tried, and its secret never shown again', async () => {
  expect(await ask(`/guichet/v1/provider_accounts/${account}/test`, {})).toMatchObject({
    status: 200,
    body: { works: true, reason: null },
  });
  const accounts = await accountsHere();
  expect(accounts.map(({ connector }) => connector)).toEqual(['stripe', 'sandbox']);
  expect(JSON.stringify(accounts)).not.toContain(upstream.key);
  for (const { id } of accounts) expect((await ask(`/guichet/v1/provider_accounts/${id}/test`, {})).body).toMatchObject({ works: true });
});

it('a key of the other mode is refused, and so is a new address without the key', async () => {
  const refused = await ask('/guichet/v1/provider_accounts', {
    ...{ connector: 'stripe', name: 'Live', base_url: 'https://api.stripe.com', secret: 'sk_live_0123456789' },
  });
  expect(refused).toMatchObject({ status: 400, body: { error: { code: 'parameter_invalid', param: 'secret' } } });
  const moved = await ask(`/guichet/v1/provider_accounts/${account}`, { base_url: 'http://elsewhere.example' });
  expect(moved).toMatchObject({ status: 400, body: { error: { code: 'parameter_missing', param: 'secret' } } });
});

describe('through the other server', () => {
  it('charges, and refunds in parts', async () => {
    const intent = await pay();
    expect(intent).toMatchObject({ status: 'succeeded', amount_received: 4990 });
    const [theirs] = await upstreamOf(intent.id);
    expect(theirs).toMatchObject({ status: 'succeeded', amount_received: 4990, currency: 'eur' });
    expect((await here.refunds.create({ payment_intent: intent.id, amount: 1000 })).status).toBe('succeeded');
    expect((await here.refunds.create({ payment_intent: intent.id, amount: 500 })).status).toBe('succeeded');
    const refunds = await there.refunds.list({ payment_intent: theirs?.id ?? '' });
    expect(refunds.data.map(({ amount }) => amount)).toEqual([500, 1000]);
    await expectAgreement();
  });

  it('declines with the code of the issuer', async () => {
    await expect(pay({}, '4000000000009995')).rejects.toMatchObject({ code: 'card_declined', decline_code: 'insufficient_funds' });
    await expect(pay({}, '4000000000000069')).rejects.toMatchObject({ code: 'expired_card' });
  });

  it('holds and captures a part, or lets go', async () => {
    const held = await pay({ capture_method: 'manual' });
    expect(held).toMatchObject({ status: 'requires_capture', amount_capturable: 4990 });
    expect(await here.paymentIntents.capture(held.id, { amount_to_capture: 3000 })).toMatchObject({ amount_received: 3000 });
    expect((await upstreamOf(held.id))[0]).toMatchObject({ status: 'succeeded', amount_received: 3000 });
    const given = await pay({ capture_method: 'manual' });
    expect((await here.paymentIntents.cancel(given.id)).status).toBe('canceled');
    expect((await upstreamOf(given.id))[0]).toMatchObject({ status: 'canceled' });
    await expectAgreement();
  });

  it('in another currency the next account is asked', async () => {
    const intent = await pay({ currency: 'usd' });
    expect(await attemptRows(intent.id)).toMatchObject([{ connector: 'sandbox', status: 'approved' }]);
  });
});

/** Each fault at the confirmation, with what becomes of the payment. */
const CONFIRM: readonly [ProxyFault, 'succeeded' | 'requires_payment_method'][] = [
  ['cut_before', 'requires_payment_method'],
  ['cut_after', 'succeeded'],
  ['error_500_before', 'requires_payment_method'],
  ['error_500_after', 'succeeded'],
  ['no_answer_after', 'succeeded'],
];
const end = (id: string) =>
  vi.waitUntil(async () => {
    const intent = await here.paymentIntents.retrieve(id);
    return intent.status === 'processing' ? undefined : intent;
  }, 30_000);

describe('when what is between them fails', () => {
  it.each(CONFIRM)('%s at the confirmation: %s, charged once at most, and nobody else is asked', async (fault, status) => {
    const intent = await here.paymentIntents.create({ amount: 4990, currency: 'eur', allowed_payment_method_types: ['card'] });
    proxy.strike(fault, /\/confirm$/);
    await here.paymentIntents
      .confirm(intent.id, {
        payment_method_options: { card: { moto: true } },
        payment_method_data: { type: 'card', card: { number: NUMBER, exp_month: 12, exp_year: 2034, cvc: '123' } },
      } as Stripe.PaymentIntentConfirmParams)
      .catch((error: Stripe.errors.StripeError) => expect(error.code).toBe('processing_error'));
    expect((await end(intent.id))?.status).toBe(status);
    const theirs = await upstreamOf(intent.id);
    expect(theirs.map((one) => one.status)).toEqual([status === 'succeeded' ? 'succeeded' : 'canceled']);
    expect((await attemptRows(intent.id)).map(({ connector }) => connector)).toEqual([account]);
    await expectAgreement();
  });

  it.each<ProxyFault>(['cut_before', 'cut_after', 'error_500_after'])('%s at a refund: it is made once', async (fault) => {
    const intent = await pay();
    proxy.strike(fault, /\/refunds$/);
    const refund = await here.refunds.create({ payment_intent: intent.id, amount: 700 });
    await expect.poll(async () => (await here.refunds.retrieve(refund.id)).status, { timeout: 30_000 }).toBe('succeeded');
    const [theirs] = await upstreamOf(intent.id);
    expect((await there.refunds.list({ payment_intent: theirs?.id ?? '' })).data.map(({ amount }) => amount)).toEqual([700]);
    await expectAgreement();
  });

  it.each<ProxyFault>(['cut_before', 'cut_after'])('%s at a capture: it is made once', async (fault) => {
    const held = await pay({ capture_method: 'manual' });
    proxy.strike(fault, /\/capture$/);
    await here.paymentIntents.capture(held.id, { amount_to_capture: 2000 });
    expect(await end(held.id)).toMatchObject({ status: 'succeeded', amount_received: 2000 });
    expect((await upstreamOf(held.id))[0]).toMatchObject({ status: 'succeeded', amount_received: 2000 });
    await expectAgreement();
  });
});

describe('when the other server cannot be reached', () => {
  it('the next account is asked within the same request; what was taken before stays where it is', async () => {
    const before = await pay();
    await proxy.close();
    const intent = await pay();
    expect(intent.status).toBe('succeeded');
    expect(await attemptRows(intent.id)).toMatchObject([
      { connector: account, status: 'failed' },
      { connector: 'sandbox', status: 'approved' },
    ]);
    expect((await here.charges.list({ payment_intent: intent.id })).data).toHaveLength(1);
    // A refund goes to who took the payment, or nowhere.
    expect((await here.refunds.create({ payment_intent: before.id, amount: 100 })).status).toBe('failed');
    await proxy.open();
    expect((await here.refunds.create({ payment_intent: before.id, amount: 100 })).status).toBe('succeeded');
    await expectAgreement();
  });

  it('an account that is switched off takes nothing new, and what it took can be refunded', async () => {
    const before = await pay();
    await ask(`/guichet/v1/provider_accounts/${account}`, { active: false });
    expect(await attemptRows((await pay()).id)).toMatchObject([{ connector: 'sandbox' }]);
    expect((await here.refunds.create({ payment_intent: before.id })).status).toBe('succeeded');
    await ask(`/guichet/v1/provider_accounts/${account}`, { active: true });
    expect(await attemptRows((await pay()).id)).toMatchObject([{ connector: account }]);
    await expectAgreement();
  });
});
