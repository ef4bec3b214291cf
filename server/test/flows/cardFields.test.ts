import pg from 'pg';
import type Stripe from 'stripe';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { addProviderAccount, askAsOwner } from '../harness/askAsOwner.ts';
import { FaultyProxy } from '../harness/faultyProxy.ts';
import { stripeClient } from '../harness/stripeClient.ts';
import { untilNothingIsOpen } from '../harness/threeBooks.ts';
import { startWholeServer, type WholeServer } from '../harness/wholeServer.ts';

// Cards that are entered in the fields of another Guichet: here only its tokens are known.
vi.setConfig({ testTimeout: 60_000 });

const NUMBER = '4242424242424242';
const ORIGIN = 'https://counter.example';

let upstream: WholeServer;
let downstream: WholeServer;
let proxy: FaultyProxy;
let here: Stripe;
let there: Stripe;
let page: Stripe;
let publishableKey: string;
let account: string;

async function ask<T = { id: string }>(path: string, body?: object, at: WholeServer = downstream): Promise<{ status: number; body: T }> {
  const response = await fetch(at.base + path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${at.key}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as T };
}

const askOwner = <T = { id: string }>(path: string, body?: object, at: WholeServer = downstream) => askAsOwner<T>(at, path, body);

async function query<T extends object>(text: string, values: unknown[] = []): Promise<T[]> {
  const client = new pg.Client(downstream.database.ownerPool);
  await client.connect();
  try {
    return (await client.query<T>(text, values)).rows;
  } finally {
    await client.end();
  }
}

const accounts = async () =>
  (await askOwner<{ data: { id: string; connector: string; active: boolean }[] }>('/guichet/v1/provider_accounts')).body.data;
const sandboxAccount = async () => (await accounts()).find(({ connector }) => connector === 'sandbox')?.id ?? '';
const set = (id: string, change: object) => askOwner<{ id: string; error?: object }>(`/guichet/v1/provider_accounts/${id}`, change);

/** What the provider's frame does: the card goes to the provider, and its token comes out. */
const enterThere = async (number = NUMBER): Promise<string> =>
  (
    await page.paymentMethods.create({
      type: 'card',
      card: { number, exp_month: 12, exp_year: 2034, cvc: '123' },
    } as Stripe.PaymentMethodCreateParams)
  ).id;
const hand = (token: string, to = account) =>
  ask<{ id: string; card: { brand: string; last4: string; fingerprint: string } }>('/guichet/v1/card_tokens', {
    provider_account: to,
    token,
  });
const enter = async (number = NUMBER): Promise<string> => {
  const handed = await hand(await enterThere(number));
  expect(handed.status).toBe(200);
  return handed.body.id;
};

const payment: Stripe.PaymentIntentCreateParams = { amount: 4990, currency: 'eur', confirm: true, allowed_payment_method_types: ['card'] };
const MOTO = { payment_method_options: { card: { moto: true } } } as const;
const pay = (token: string, changes: object = {}) =>
  here.paymentIntents.create({
    ...payment,
    ...MOTO,
    payment_method_data: { type: 'card', card: { token } },
    ...changes,
  } as Stripe.PaymentIntentCreateParams);
const payWith = (method: string, changes: object = {}) =>
  here.paymentIntents.create({ ...payment, ...MOTO, payment_method: method, ...changes } as Stripe.PaymentIntentCreateParams);

const attemptsOf = (intent: string) =>
  query<{ id: string; connector: string; status: string }>(
    'SELECT id, connector, status FROM attempts WHERE payment_intent_id = $1 ORDER BY id',
    [intent],
  );
/** The provider's side of a payment here. */
async function upstreamOf(intent: string): Promise<Stripe.PaymentIntent[]> {
  const references = (await attemptsOf(intent)).map(({ id }) => id);
  const all = await there.paymentIntents.list({ limit: 100 });
  return all.data.filter(({ metadata }) => references.includes(metadata.guichet_reference ?? ''));
}
const customersThereOf = async (customer: string) =>
  (await there.customers.list({ limit: 100 })).data.filter(({ metadata }) => metadata.guichet_reference === customer);

const terms = (changes: object = {}) => ({
  ...{ connector: 'stripe', name: 'Upstream', base_url: proxy.url, secret: upstream.key, methods: ['card'], currencies: ['eur'] },
  ...{ cards: 'fields', publishable_key: publishableKey, ...changes },
});

beforeAll(async () => {
  [upstream, downstream] = await Promise.all([startWholeServer(), startWholeServer({ BANK_DEADLINE_MS: '5000' })]);
  proxy = await FaultyProxy.start(upstream.base);
  here = stripeClient(downstream);
  there = stripeClient(upstream);
  publishableKey = (await askOwner<{ publishable_key: string }>('/guichet/v1/card_fields', undefined, upstream)).body.publishable_key;
  page = stripeClient({ base: upstream.base, key: publishableKey });
  account = await addProviderAccount(downstream, terms());
  expect(await accounts()).toMatchObject([{ id: account, cards: 'fields', publishable_key: publishableKey }, { connector: 'sandbox' }]);
});
afterAll(async () => {
  await proxy.close();
  await Promise.all([downstream.close(), upstream.close()]);
});
beforeEach(async () => {
  await set(account, { active: true });
});

describe('an account with card fields', () => {
  it.each([
    ['without the publishable key', { publishable_key: undefined }, 'parameter_missing', 'publishable_key'],
    ['with a key of the other mode', { publishable_key: `pk_live_${'a'.repeat(40)}` }, 'parameter_invalid', 'publishable_key'],
    ['with a secret key in its place', { publishable_key: 'sk_test_0123456789' }, 'parameter_invalid', 'publishable_key'],
    [
      'with a key that the provider does not know',
      { publishable_key: `pk_test_${'a'.repeat(40)}` },
      'parameter_invalid',
      'publishable_key',
    ],
    ['at Stripe, in words', { base_url: 'https://api.stripe.com' }, 'parameter_invalid', 'cards'],
    ['at an address where nobody is', { base_url: 'http://127.0.0.1:9' }, 'parameter_invalid', 'base_url'],
  ])('is refused %s', async (_what, change, code, param) => {
    const before = await accounts();
    expect(await askOwner('/guichet/v1/provider_accounts', terms(change))).toMatchObject({ status: 400, body: { error: { code, param } } });
    expect(await accounts()).toEqual(before);
  });

  it('cannot be had at the sandbox bank, and a change is checked as a new one', async () => {
    const refused = await set(await sandboxAccount(), { cards: 'fields', publishable_key: publishableKey });
    expect(refused).toMatchObject({ status: 400, body: { error: { param: 'cards' } } });
    const changed = await set(account, { publishable_key: `pk_test_${'b'.repeat(40)}` });
    expect(changed).toMatchObject({ status: 400, body: { error: { code: 'parameter_invalid', param: 'publishable_key' } } });
  });

  it('is where a card is entered for its currency, and nowhere else', async () => {
    const entry = (currency: string) => ask(`/guichet/v1/card_entry?currency=${currency}&origin=${encodeURIComponent(ORIGIN)}&language=fr`);
    expect(await entry('eur')).toMatchObject({ body: { cards: 'fields', provider_account: account, provider_name: 'Upstream' } });
    const { frame_url: frame } = (await entry('eur')).body as unknown as { frame_url: string };
    expect(frame).toBe(`${proxy.url}/pay/fields?key=${publishableKey}&origin=${encodeURIComponent(ORIGIN)}&lang=fr`);
    expect(await entry('usd')).toMatchObject({ body: { cards: 'raw', frame_url: null } });
    await set(account, { active: false });
    expect(await entry('eur')).toMatchObject({ body: { cards: 'raw', frame_url: null } });
  });
});

describe('a token', () => {
  it('is charged at its provider, and only what the provider says of the card is known here', async () => {
    const token = await enterThere();
    const handed = await hand(token);
    expect(handed.body.card).toMatchObject({ brand: 'visa', last4: '4242' });
    const intent = await pay(handed.body.id);
    expect(intent).toMatchObject({ status: 'succeeded', amount_received: 4990 });
    expect(await attemptsOf(intent.id)).toMatchObject([{ connector: account, status: 'approved' }]);
    expect(await upstreamOf(intent.id)).toMatchObject([{ status: 'succeeded', payment_method: token, amount_received: 4990 }]);
    const [theirs, ours] = await Promise.all([
      there.paymentMethods.retrieve(token),
      here.paymentMethods.retrieve(intent.payment_method as string),
    ]);
    expect(ours.card).toMatchObject({ brand: 'visa', last4: '4242', exp_month: 12, exp_year: 2034, funding: 'credit', country: 'US' });
    expect(ours.card?.fingerprint).toBe(`${account}_${theirs.card?.fingerprint}`);
    expect((await here.refunds.create({ payment_intent: intent.id, amount: 500 })).status).toBe('succeeded');
  });

  it('is good once', async () => {
    const token = await enter();
    await pay(token);
    await expect(pay(token)).rejects.toMatchObject({ code: 'token_already_used' });
  });

  it('that the issuer refuses is declined with the issuer’s code', async () => {
    await expect(pay(await enter('4000000000009995'))).rejects.toMatchObject({ code: 'card_declined', decline_code: 'insufficient_funds' });
  });

  it('is held and captured', async () => {
    const held = await pay(await enter(), { capture_method: 'manual' });
    expect(held.status).toBe('requires_capture');
    expect(await here.paymentIntents.capture(held.id, { amount_to_capture: 1500 })).toMatchObject({ amount_received: 1500 });
  });

  it.each([
    ['that the provider does not know', () => hand('pm_unknown'), 404, 'resource_missing', 'token'],
    ['of an account that is not there', () => hand('pm_1', 'pacc_unknown'), 404, 'resource_missing', 'provider_account'],
    ['of an account that takes numbers', async () => hand('pm_1', await sandboxAccount()), 400, 'parameter_invalid', 'provider_account'],
    ['without its account', () => ask('/guichet/v1/card_tokens', { token: 'pm_1' }), 400, 'parameter_missing', 'provider_account'],
    ['with an encrypted card', () => ask('/guichet/v1/card_tokens', { token: 'pm_1', jwe: 'x' }), 400, 'parameters_exclusive', 'jwe'],
  ])('%s is refused', async (_what, handing, status, code, param) => {
    expect(await handing()).toMatchObject({ status, body: { error: { code, param } } });
  });

  it('is handed in once, also by two at the same time', async () => {
    const token = await enterThere();
    const both = await Promise.all([hand(token), hand(token)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 400]);
    const handed = both.find(({ status }) => status === 200);
    await pay(handed?.body.id ?? '');
    const again = { status: 400, body: { error: { code: 'token_already_used', param: 'token' } } };
    expect(await hand(token)).toMatchObject(again);
  });

  it('that is on a customer’s file at the provider is refused in words', async () => {
    const [token, customer] = [await enterThere(), await there.customers.create({ name: 'Theirs' })];
    await there.paymentMethods.attach(token, { customer: customer.id });
    const error = { code: 'parameter_invalid', param: 'token', message: expect.stringContaining('on a customer’s file at the provider') };
    expect(await hand(token)).toMatchObject({ status: 400, body: { error } });
  });

  it('that cannot be read now is asked for again', async () => {
    const token = await enterThere();
    await proxy.close();
    expect(await hand(token)).toMatchObject({ status: 502, body: { error: { code: 'provider_no_answer' } } });
    await proxy.open();
    expect((await hand(token)).status).toBe(200);
  });
});

describe('on file', () => {
  it('saved with its first payment it is charged again, by telephone and off session, and the provider knows the customer once', async () => {
    const customer = await here.customers.create({ name: 'Ada Martin', email: 'ada@example.com' });
    const first = await pay(await enter(), { customer: customer.id, setup_future_usage: 'off_session' });
    expect(first.status).toBe('succeeded');
    const method = first.payment_method as string;
    expect((await here.paymentMethods.retrieve(method)).customer).toBe(customer.id);
    expect((await payWith(method, { customer: customer.id })).status).toBe('succeeded');
    const unattended = await payWith(method, { customer: customer.id, off_session: true, payment_method_options: undefined });
    expect(unattended.status).toBe('succeeded');
    expect(await attemptsOf(unattended.id)).toMatchObject([{ connector: account, status: 'approved' }]);

    const second = await pay(await enter('5555555555554444'), { customer: customer.id, setup_future_usage: 'off_session' });
    expect(second.status).toBe('succeeded');
    const known = await customersThereOf(customer.id);
    expect(known).toHaveLength(1);
    // What we know of a person is not the provider's to know.
    expect(known[0]).toMatchObject({ name: null, email: null });
    const cards = await there.paymentMethods.list({ customer: known[0]?.id ?? '', type: 'card' });
    expect(cards.data.map(({ card }) => card?.brand).sort()).toEqual(['mastercard', 'visa']);
    const [theirs] = await upstreamOf(first.id);
    expect(theirs).toMatchObject({ customer: known[0]?.id, setup_future_usage: 'off_session' });
  });

  it('declined with its first payment it is on nobody’s file, here or there', async () => {
    const customer = await here.customers.create({ name: 'Bea' });
    await expect(pay(await enter('4000000000000002'), { customer: customer.id, setup_future_usage: 'off_session' })).rejects.toMatchObject({
      code: 'card_declined',
    });
    const [known] = await customersThereOf(customer.id);
    expect((await there.paymentMethods.list({ customer: known?.id ?? '' })).data).toEqual([]);
    expect((await here.paymentMethods.list({ customer: customer.id })).data).toEqual([]);
  });

  it('saved after a payment with the holder’s consent it is charged again', async () => {
    const customer = await here.customers.create({ name: 'Carla' });
    const paid = await pay(await enter());
    const saved = await ask('/guichet/v1/saved_cards', {
      payment_method: paid.payment_method,
      customer: customer.id,
      consent: { channel: 'phone', language: 'fr', text: 'Oui' },
    });
    expect(saved).toMatchObject({ status: 200, body: { customer: customer.id } });
    expect((await payWith(paid.payment_method as string, { customer: customer.id })).status).toBe('succeeded');
    expect(await customersThereOf(customer.id)).toHaveLength(1);
  });

  it('attached before it is charged; an answer that was lost on the way makes nothing twice', async () => {
    const customer = await here.customers.create({ name: 'Dora' });
    const method = await here.paymentMethods.create({ type: 'card', card: { token: await enter() } });
    proxy.strike('cut_after', /\/customers$/);
    await expect(here.paymentMethods.attach(method.id, { customer: customer.id })).rejects.toMatchObject({ code: 'provider_no_answer' });
    expect((await here.paymentMethods.retrieve(method.id)).customer).toBeNull();
    proxy.strike('cut_after', /\/attach$/);
    await expect(here.paymentMethods.attach(method.id, { customer: customer.id })).rejects.toMatchObject({ code: 'provider_no_answer' });
    expect((await here.paymentMethods.attach(method.id, { customer: customer.id })).customer).toBe(customer.id);
    expect(await customersThereOf(customer.id)).toHaveLength(1);
    expect((await payWith(method.id, { customer: customer.id })).status).toBe('succeeded');
  });

  it('an answer to its charge that was lost is found again by its key, customer and all', async () => {
    const customer = await here.customers.create({ name: 'Elsa' });
    const first = await pay(await enter(), { customer: customer.id, setup_future_usage: 'off_session' });
    proxy.strike('cut_after', /\/confirm$/);
    const second = await payWith(first.payment_method as string, { customer: customer.id });
    await untilNothingIsOpen(downstream.database.ownerPool);
    expect((await here.paymentIntents.retrieve(second.id)).status).toBe('succeeded');
    expect(await upstreamOf(second.id)).toMatchObject([{ status: 'succeeded' }]);
  });

  it('a setup intent says that it cannot set it up', async () => {
    const method = await here.paymentMethods.create({ type: 'card', card: { token: await enter() } });
    await expect(
      here.setupIntents.create({
        payment_method: method.id,
        confirm: true,
        allowed_payment_method_types: ['card'],
      } as Stripe.SetupIntentCreateParams),
    ).rejects.toMatchObject({ code: 'payment_method_unexpected_state', param: 'payment_method' });
  });
});

describe('only its own account charges it', () => {
  it('never another, although one would', async () => {
    await expect(pay(await enter(), { currency: 'usd' })).rejects.toMatchObject({ code: 'provider_account_unavailable' });
    const token = await enter();
    const other = await askOwner('/guichet/v1/provider_accounts', terms({ name: 'Second' }));
    expect(other.status).toBe(200);
    await set(account, { active: false });
    await expect(pay(token)).rejects.toMatchObject({
      code: 'provider_account_unavailable',
      message: expect.stringContaining('"Upstream"'),
    });
    expect(await hand(await enterThere())).toMatchObject({ status: 400, body: { error: { code: 'provider_account_unavailable' } } });
    await set(other.body.id, { active: false });
    // Refused before anything was spent, so the token is still good.
    await set(account, { active: true });
    expect((await pay(token)).status).toBe('succeeded');
  });

  it('is not passed over when it cannot be reached', async () => {
    const token = await enter();
    await proxy.close();
    await expect(pay(token)).rejects.toMatchObject({ code: 'processing_error' });
    await proxy.open();
    const rows = await query<{ connector: string; status: string }>('SELECT connector, status FROM attempts ORDER BY id DESC LIMIT 1');
    expect(rows).toEqual([{ connector: account, status: 'failed' }]);
  });

  it('no number of our vault is sent to it: another account takes that, or a refusal says the way out', async () => {
    const keyed = () =>
      here.paymentIntents.create({
        ...payment,
        ...MOTO,
        payment_method_data: { type: 'card', card: { number: NUMBER, exp_month: 12, exp_year: 2034, cvc: '123' } },
      } as unknown as Stripe.PaymentIntentCreateParams);
    expect(await attemptsOf((await keyed()).id)).toMatchObject([{ connector: 'sandbox', status: 'approved' }]);
    const sandbox = await sandboxAccount();
    await set(sandbox, { active: false });
    await expect(keyed()).rejects.toMatchObject({ code: 'card_fields_required', message: expect.stringContaining('"Upstream"') });
    await set(sandbox, { active: true });
  });
});

describe('the page of the fields', () => {
  const page = (query: Record<string, string | undefined>, accept = 'fr') => {
    const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
    return fetch(`${upstream.base}/pay/fields?${new URLSearchParams(given)}`, { headers: { 'accept-language': accept } });
  };
  const policyOf = (response: Response): Record<string, string> =>
    Object.fromEntries(
      (response.headers.get('content-security-policy') ?? '').split('; ').map((part) => {
        const [name = '', ...values] = part.split(' ');
        return [name, values.join(' ')];
      }),
    );
  const register = (origins: unknown) => askOwner<{ origins: string[] }>('/guichet/v1/card_fields', { origins }, upstream);
  const known = () => ({ key: publishableKey, origin: ORIGIN, lang: 'en' });

  it('is nobody’s until an origin is registered, and says so where it is shown', async () => {
    expect((await askOwner('/guichet/v1/card_fields', undefined, upstream)).body).toMatchObject({ origins: [], livemode: false });
    const response = await page(known());
    expect(response.status).toBe(403);
    const text = await response.text();
    expect(text).toContain(ORIGIN);
    expect(text).not.toMatch(/<script|<input|<form/);
    expect(policyOf(response)).toMatchObject({ 'default-src': "'none'", 'frame-ancestors': ORIGIN });
    expect(policyOf(response)).not.toHaveProperty('script-src');
  });

  it('may be framed by the one origin that it is asked for, runs its own script, and speaks to its own server', async () => {
    expect((await register([ORIGIN, 'https://Shop.example/'])).body.origins).toEqual([ORIGIN, 'https://shop.example']);
    const response = await page(known());
    expect(response.status).toBe(200);
    const policy = policyOf(response);
    expect(policy).toMatchObject({
      'default-src': "'none'",
      'connect-src': "'self'",
      'frame-ancestors': ORIGIN,
      'base-uri': "'none'",
      'form-action': "'none'",
    });
    const [, nonce = ''] = /^'self' 'nonce-([^']+)'$/.exec(policy['script-src'] ?? '') ?? [];
    const text = await response.text();
    expect(text).toContain(`nonce="${nonce}"`);
    expect(nonce.length).toBeGreaterThan(20);
    expect(policyOf(await page(known()))['script-src']).not.toBe(policy['script-src']);
    expect(response.headers.get('set-cookie')).toBeNull();
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
  });

  it.each([
    ['an origin that is not registered', { origin: 'https://evil.example' }, 403],
    ['one that begins like a registered one', { origin: `${ORIGIN}.evil.example` }, 403],
    ['a registered one at another port', { origin: `${ORIGIN}:8443` }, 403],
    ['a registered one without encryption', { origin: ORIGIN.replace('https', 'http') }, 400],
    ['no origin', { origin: undefined }, 400],
    ['more of a policy', { origin: `${ORIGIN}; script-src *` }, 400],
    ['an origin with a path', { origin: `${ORIGIN}/counter` }, 400],
    ['the opaque origin', { origin: 'null' }, 400],
    ['a key that is not known', { key: `pk_test_${'z'.repeat(40)}` }, 404],
    ['a secret key', { key: 'sk_test_wholeServer0123456789' }, 404],
    ['no key', { key: undefined }, 404],
  ])('shows no fields to %s', async (_what, change, status) => {
    const response = await page({ ...known(), ...change });
    expect(response.status).toBe(status);
    expect(await response.text()).not.toMatch(/<script|<input|<form/);
    expect(policyOf(response)).not.toHaveProperty('script-src');
    expect(response.headers.get('content-security-policy')).not.toContain('*');
  });

  it('is refused in the language that the page asks for', async () => {
    expect(await (await page({ ...known(), key: undefined, lang: 'it' })).text()).toContain('Qui non ci sono campi per la carta');
    expect(await (await page({ origin: ORIGIN })).text()).toContain('Pas de champs de carte ici');
  });

  it.each([
    ['https://shop.example/counter', 'origins[0]'],
    ['http://shop.example', 'origins[0]'],
    ['*', 'origins[0]'],
    [`${ORIGIN} https://evil.example`, 'origins[0]'],
  ])('%s cannot be registered', async (origin, param) => {
    expect(await register([origin])).toMatchObject({ status: 400, body: { error: { code: 'url_invalid', param } } });
    expect((await askOwner('/guichet/v1/card_fields', undefined, upstream)).body).toMatchObject({
      origins: [ORIGIN, 'https://shop.example'],
    });
  });

  it('a publishable key may not register anybody, and is told of no card', async () => {
    const asked = (path: string, init: RequestInit = {}) =>
      fetch(upstream.base + path, { ...init, headers: { authorization: `Bearer ${publishableKey}`, 'content-type': 'application/json' } });
    const registered = await asked('/guichet/v1/card_fields', {
      method: 'POST',
      body: JSON.stringify({ origins: ['https://evil.example'] }),
    });
    expect(registered.status).toBe(403);
    expect((await asked(`/v1/payment_methods/${await enterThere()}`)).status).toBe(403);
  });

  it('is what the terminal’s own policy lets in, and no other host', async () => {
    const policy = policyOf(await fetch(downstream.base, { headers: { accept: 'text/html' } }));
    expect(policy['frame-src']).toBe(`'self' ${new URL(proxy.url).origin}`);
    await set(account, { active: false });
    expect(policyOf(await fetch(downstream.base, { headers: { accept: 'text/html' } }))['frame-src']).toBe("'self'");
  });
});
