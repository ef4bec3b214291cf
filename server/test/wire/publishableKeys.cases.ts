import type Stripe from 'stripe';
import { beforeAll, describe, expect, it } from 'vitest';
import { runSql } from '../harness/testDatabase.ts';
import { cardFields, clientWith, pay, raw, refused, stripe, whole } from './place.ts';

let key: string;
let page: Stripe;

const CARD = { number: '4242424242424242', exp_month: '12', exp_year: '2041', cvc: '123' };
const withKey = (more: Record<string, string> = {}) => ({ headers: { authorization: `Bearer ${key}`, ...more } });

describe('a token', () => {
  it('holds a card for one use, by the wire’s names', async () => {
    const token = await stripe.tokens.create({ card: CARD });
    expect(token).toMatchObject({
      object: 'token',
      type: 'card',
      used: false,
      livemode: false,
      card: { object: 'card', brand: 'visa', last4: '4242' },
    });
    const method = { type: 'card', card: { token: token.id } };
    const paid = await pay({ payment_method_data: method as never });
    expect(paid.status).toBe('succeeded');
    expect(await stripe.tokens.retrieve(token.id)).toMatchObject({ id: token.id, used: true });
    expect(await refused(pay({ payment_method_data: method as never }))).toMatchObject({ status: 400, code: 'token_already_used' });
    expect(await refused(stripe.tokens.retrieve('tok_none'))).toEqual({ status: 404, code: 'resource_missing', param: 'token' });
  });

  it('is not made of a wrong number', async () => {
    expect(await refused(stripe.tokens.create({ card: { ...CARD, number: '4242424242424241' } }))).toEqual({
      status: 402,
      code: 'incorrect_number',
      param: 'card[number]',
    });
  });
});

describe('a confirmation token', () => {
  const made = (more: object = {}) =>
    stripe.testHelpers.confirmationTokens.create({ payment_method: 'pm_card_visa', return_url: 'https://shop.example.com/', ...more });

  it('brings what a page has gathered, once', async () => {
    const customer = await stripe.customers.create();
    const shipping = { name: 'Ada', address: { line1: '1 rue du Port', country: 'FR' } };
    const token = await made({ setup_future_usage: 'off_session', shipping });
    expect(token).toMatchObject({
      object: 'confirmation_token',
      payment_intent: null,
      payment_method_preview: { type: 'card', card: { last4: '4242' } },
      return_url: 'https://shop.example.com/',
      setup_future_usage: 'off_session',
      shipping: { name: 'Ada' },
    });
    expect((token.expires_at ?? 0) - token.created).toBe(12 * 3600);
    const intent = await stripe.paymentIntents.create({ amount: 1500, currency: 'eur', customer: customer.id });
    const paid = await stripe.paymentIntents.confirm(intent.id, { confirmation_token: token.id });
    expect(paid).toMatchObject({ status: 'succeeded', setup_future_usage: 'off_session', shipping: { name: 'Ada' } });
    expect(await stripe.confirmationTokens.retrieve(token.id)).toMatchObject({ payment_intent: paid.id });
    expect(await refused(pay({ payment_method: undefined as never, confirmation_token: token.id }))).toEqual({
      status: 400,
      code: 'token_already_used',
      param: 'confirmation_token',
    });
  });

  it('confirms what is made with it, payments and setups, and where it says the payer goes back there', async () => {
    const token = await made({ payment_method: 'pm_card_threeDSecure2Required' });
    const waiting = await pay({ payment_method: undefined as never, confirmation_token: token.id, payment_method_options: {} });
    expect(waiting.next_action?.redirect_to_url?.return_url).toBe('https://shop.example.com/');
    const kept = await stripe.setupIntents.create({ confirmation_token: (await made()).id, confirm: true });
    expect(kept.status).toBe('succeeded');
    expect((await stripe.confirmationTokens.retrieve((await made()).id)).setup_intent).toBeNull();
  });

  it('stands beside no other method, and needs a confirmation', async () => {
    const { id: confirmation_token } = await made();
    expect(await refused(pay({ confirmation_token }))).toMatchObject({ code: 'parameters_exclusive', param: 'confirmation_token' });
    expect(await refused(stripe.paymentIntents.create({ amount: 1000, currency: 'eur', confirmation_token }))).toMatchObject({
      code: 'parameter_invalid',
      param: 'confirmation_token',
    });
    expect((await stripe.confirmationTokens.retrieve(confirmation_token)).payment_intent).toBeNull();
  });

  it('is good for twelve hours', async () => {
    const { id } = await made();
    await runSql(whole.database.ownerPool, `UPDATE confirmation_tokens SET expires_at = now() - interval '1 second' WHERE id = '${id}'`);
    expect(await refused(pay({ payment_method: undefined as never, confirmation_token: id }))).toMatchObject({ code: 'resource_missing' });
  });
});

describe('a publishable key', () => {
  beforeAll(async () => {
    const rows = await runSql(whole.database.ownerPool, `SELECT shown FROM api_keys WHERE type = 'publishable'`);
    key = String(rows[0]?.shown);
    page = clientWith(key);
  });

  it('makes tokens, methods and confirmation tokens, and confirms with the client secret', async () => {
    expect((await page.tokens.create({ card: CARD })).object).toBe('token');
    const method = await page.paymentMethods.create(cardFields('4242424242424242'));
    const intent = await stripe.paymentIntents.create({ amount: 1200, currency: 'eur', metadata: { secret: 'x' } });
    const client_secret = intent.client_secret ?? '';
    const seen = await page.paymentIntents.retrieve(intent.id, { client_secret });
    expect(seen).toMatchObject({ id: intent.id, amount: 1200, status: 'requires_payment_method' });
    expect(Object.keys(seen)).not.toContain('metadata');
    expect(Object.keys(seen)).not.toContain('customer');
    const paid = await page.paymentIntents.confirm(intent.id, {
      client_secret,
      payment_method: method.id,
      expand: ['payment_method'],
    } as never);
    expect(paid).toMatchObject({ status: 'succeeded', payment_method: { id: method.id } });
    expect(Object.keys(paid)).not.toContain('metadata');
    const setUp = await stripe.setupIntents.create();
    const secret = { client_secret: setUp.client_secret ?? '' };
    expect((await page.setupIntents.retrieve(setUp.id, secret)).id).toBe(setUp.id);
    expect(await page.setupIntents.confirm(setUp.id, { ...secret, payment_method: 'pm_card_visa' } as never)).toMatchObject({
      status: 'succeeded',
    });
    const gathered = await raw('POST', '/v1/confirmation_tokens', {
      ...withKey(),
      body: 'payment_method_data[type]=card&payment_method_data[card][token]=tok_visa',
    });
    expect(gathered.status).toBe(200);
  });

  it('leaves to the merchant what is the merchant’s: a payer cannot call the sale a telephone order', async () => {
    const intent = await stripe.paymentIntents.create({
      amount: 1200,
      currency: 'eur',
      payment_method_options: { card: { request_three_d_secure: 'any' } },
    });
    const by = { client_secret: intent.client_secret ?? '', payment_method: 'pm_card_threeDSecure2Required' };
    const moto = { ...by, payment_method_options: { card: { moto: true } } };
    expect(await refused(page.paymentIntents.confirm(intent.id, moto as never))).toEqual({
      status: 403,
      code: 'forbidden',
      param: 'payment_method_options[card][moto]',
    });
    expect((await page.paymentIntents.confirm(intent.id, by as never)).status).toBe('requires_action');
    const setUp = await stripe.setupIntents.create();
    const verifying = page.setupIntents.confirm(setUp.id, { ...moto, client_secret: setUp.client_secret } as never);
    expect(await refused(verifying)).toMatchObject({ status: 403, param: 'payment_method_options[card][moto]' });
    const byHand = await stripe.paymentIntents.create({ amount: 1200, currency: 'eur', confirmation_method: 'manual' });
    const confirming = page.paymentIntents.confirm(byHand.id, {
      client_secret: byHand.client_secret,
      payment_method: 'pm_card_visa',
    } as never);
    expect(await refused(confirming)).toMatchObject({ status: 403, param: 'confirmation_method' });
  });

  it('has idempotency keys of its own, so that a visitor takes none from the merchant', async () => {
    const idempotencyKey = 'order-of-a-visitor';
    const token = await page.tokens.create({ card: CARD }, { idempotencyKey });
    expect((await pay({}, { idempotencyKey })).status).toBe('succeeded');
    expect((await page.tokens.create({ card: CARD }, { idempotencyKey })).id).toBe(token.id);
  });

  it('shows in a refusal what it shows of the intent', async () => {
    const intent = await stripe.paymentIntents.create({ amount: 1200, currency: 'eur', metadata: { secret: 'x' } });
    const confirming = page.paymentIntents.confirm(intent.id, {
      client_secret: intent.client_secret ?? '',
      payment_method: 'pm_card_chargeDeclined',
    } as never);
    const error = (await confirming.catch((reason: unknown) => reason)) as Stripe.errors.StripeCardError;
    expect(error.code).toBe('card_declined');
    expect(error.payment_intent).toMatchObject({ id: intent.id });
    expect(Object.keys(error.payment_intent ?? {})).not.toContain('metadata');
  });

  it('reaches no intent without its client secret, and nothing by expanding', async () => {
    const intent = await stripe.paymentIntents.create({ amount: 1200, currency: 'eur' });
    expect(await refused(page.paymentIntents.retrieve(intent.id))).toEqual({
      status: 400,
      code: 'parameter_missing',
      param: 'client_secret',
    });
    const wrong = { client_secret: `${intent.id}_secret_wrong` };
    expect(await refused(page.paymentIntents.retrieve(intent.id, wrong))).toMatchObject({ status: 404, code: 'resource_missing' });
    expect(await refused(page.paymentIntents.confirm(intent.id, { ...wrong, payment_method: 'pm_card_visa' } as never))).toMatchObject({
      status: 404,
    });
    const right = { client_secret: intent.client_secret ?? '', expand: ['customer'] };
    expect(await refused(page.paymentIntents.retrieve(intent.id, right))).toMatchObject({ status: 403, code: 'forbidden' });
  });

  it('does nothing else', async () => {
    const intent = await pay();
    const tries: Promise<unknown>[] = [
      page.paymentIntents.create({ amount: 1000, currency: 'eur' }),
      page.paymentIntents.list(),
      page.paymentIntents.cancel(intent.id),
      page.paymentIntents.capture(intent.id),
      page.paymentIntents.update(intent.id, { description: 'x' }),
      page.refunds.create({ payment_intent: intent.id }),
      page.customers.create(),
      page.customers.list(),
      page.charges.list(),
      page.events.list(),
      page.balance.retrieve(),
      page.paymentMethods.list(),
      page.paymentMethods.retrieve(intent.payment_method as string),
      page.setupIntents.create(),
      page.testHelpers.confirmationTokens.create({ payment_method: 'pm_card_visa' }),
    ];
    for (const answer of await Promise.all(tries.map(refused))) expect(answer).toMatchObject({ status: 403, code: 'forbidden' });
    for (const { method, path } of whole.server.routes.filter((one) => one.permission !== 'public' && !one.publishable)) {
      const { status } = await raw(method, path.replace(/:\w+/g, 'x'), withKey());
      expect([method, path, status]).toEqual([method, path, 403]);
    }
  });

  it('is read by pages of other sites, where it may be used and nowhere else', async () => {
    const preflight = await fetch(`${whole.base}/v1/tokens`, { method: 'OPTIONS', headers: { origin: 'https://shop.example.com' } });
    expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([204, '*']);
    expect(preflight.headers.get('access-control-allow-headers')).toContain('authorization');
    expect(preflight.headers.get('access-control-allow-credentials')).toBeNull();
    const allowed = async (path: string, options: Parameters<typeof raw>[2] = {}) =>
      (await raw('GET', path, options)).headers.get('access-control-allow-origin');
    const { id } = await stripe.paymentIntents.create({ amount: 1200, currency: 'eur' });
    expect(await allowed(`/v1/payment_intents/${id}`, withKey())).toBe('*');
    expect(
      await allowed(`/v1/payment_intents/${id}`, withKey({ authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` })),
    ).toBe('*');
    expect(await allowed(`/v1/payment_intents/${id}`)).toBeNull();
    expect(await allowed('/v1/payment_intents', withKey())).toBeNull();
    const elsewhere = await fetch(`${whole.base}/v1/refunds`, { method: 'OPTIONS', headers: { origin: 'https://shop.example.com' } });
    expect(elsewhere.headers.get('access-control-allow-origin')).toBeNull();
  });
});
