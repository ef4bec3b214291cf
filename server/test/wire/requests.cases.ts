import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { clientWith, raw, refusal, stripe, whole } from './place.ts';

const basic = (user: string) => ({ authorization: `Basic ${Buffer.from(`${user}:`).toString('base64')}` });

describe('keys', () => {
  it('are taken as Bearer and as the user of Basic', async () => {
    expect((await raw('GET', '/v1/balance')).status).toBe(200);
    expect((await raw('GET', '/v1/balance', { headers: basic(whole.key) })).status).toBe(200);
  });

  it.each([
    ['a wrong one', { authorization: 'Bearer sk_test_thisIsNobodysKey00' }],
    ['a wrong one as user', basic('sk_test_thisIsNobodysKey00')],
    ['an empty one', { authorization: 'Bearer ' }],
    ['another scheme', { authorization: 'Digest sk_test_x' }],
    ['a publishable one', { authorization: 'Bearer pk_test_thisIsNobodysKey00' }],
  ])('%s is answered 401', async (_what, headers) => {
    const { status, body } = await raw('GET', '/v1/balance', { headers });
    expect(status).toBe(401);
    expect(body.error).toMatchObject({ type: 'authentication_error', code: 'unauthorized', message: expect.any(String) });
  });

  it('none at all is answered 401', async () => {
    const response = await fetch(`${whole.base}/v1/balance`);
    expect(response.status).toBe(401);
  });

  it('a wrong one reaches the SDK as its authentication error, and is not repeated whole', async () => {
    const error = await refusal(clientWith('sk_test_thisIsNobodysKey00').balance.retrieve());
    expect(error).toBeInstanceOf(Stripe.errors.StripeAuthenticationError);
    expect(error.message).not.toContain('thisIsNobodysKey00');
  });

  it('may not do what only people do', async () => {
    const { status, body } = await raw('GET', '/guichet/v1/api_keys');
    expect([status, body.error?.type, body.error?.code]).toEqual([403, 'invalid_request_error', 'forbidden']);
  });
});

describe('headers of every answer', () => {
  it('name the request, in success as in refusal', async () => {
    const customer = await stripe.customers.create({ name: 'Ada' });
    expect(customer.lastResponse.requestId).toMatch(/^req_[0-9A-Za-z]{24}$/);
    const error = await refusal(stripe.customers.retrieve('cus_none'));
    expect(error.requestId).toMatch(/^req_/);
    expect(error.requestId).not.toBe(customer.lastResponse.requestId);
  });

  it('carry the version that was asked for, or the one that the wire follows', async () => {
    const asked = await raw('GET', '/v1/balance', { headers: { 'stripe-version': '2024-06-20' } });
    expect(asked.headers.get('stripe-version')).toBe('2024-06-20');
    expect((await raw('GET', '/v1/balance')).headers.get('stripe-version')).toBe(Stripe.API_VERSION);
    expect((await raw('GET', '/v1/customers/cus_none')).headers.get('stripe-version')).toBe(Stripe.API_VERSION);
  });

  it('a version that is none is refused by name', async () => {
    const { status, body } = await raw('GET', '/v1/balance', { headers: { 'stripe-version': 'latest' } });
    expect([status, body.error?.param]).toEqual([400, 'Stripe-Version']);
  });

  it('echo the Idempotency-Key of a POST', async () => {
    const { headers } = await raw('POST', '/v1/customers', { body: 'name=Echo', headers: { 'idempotency-key': 'echo-1' } });
    expect(headers.get('idempotency-key')).toBe('echo-1');
  });

  it('say of a refusal that sending it again is useless', async () => {
    expect((await raw('GET', '/v1/customers/cus_none')).headers.get('stripe-should-retry')).toBe('false');
  });
});

describe('the account that acts', () => {
  it('may be named when it is one’s own, and no other', async () => {
    const session = await stripe.customers.create({ name: 'Own' });
    expect(session.livemode).toBe(false);
    const other = await refusal(stripe.customers.list({}, { stripeAccount: 'acct_somebodyElse' }));
    expect(other).toBeInstanceOf(Stripe.errors.StripePermissionError);
    expect([other.statusCode, other.code]).toEqual([403, 'account_mismatch']);
  });
});

describe('addresses and methods', () => {
  it('one that is none is 404, with a method that it does not take 405', async () => {
    const nowhere = await raw('GET', '/v1/unicorns');
    expect([nowhere.status, nowhere.body.error?.code]).toEqual([404, 'unknown_address']);
    const wrong = await raw('DELETE', '/v1/balance_transactions');
    expect([wrong.status, wrong.body.error?.code, wrong.headers.get('allow')]).toEqual([405, 'method_not_allowed', 'GET']);
  });
});

describe('addresses that nobody has', () => {
  it.each(['/v1/unicorns', '//v1/customers', '/V1/customers', '/guichet/v1/nothing', '/Guichet/v1/payments', '/v2/core'])(
    '%s is answered in JSON, also to a browser',
    async (path) => {
      const { status, body } = await raw('GET', path, { headers: { accept: 'text/html,*/*' } });
      expect([status, body.error?.code]).toEqual([404, 'unknown_address']);
    },
  );

  it('an id that is longer than any is missing', async () => {
    for (const length of [300, 5000]) {
      const { status, body } = await raw('GET', `/v1/customers/cus_${'x'.repeat(length)}`);
      expect([status, body.error?.code]).toEqual([404, 'resource_missing']);
    }
  });
});

describe('numbers and texts', () => {
  const form = (parameters: Record<string, string>, path = '/v1/payment_intents') =>
    raw('POST', path, { body: new URLSearchParams(parameters).toString() });
  const json = (body: object) =>
    raw('POST', '/guichet/v1/payment_records', { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });

  it('an amount is digits, in a form as in JSON, and nothing else', async () => {
    expect((await form({ amount: '2000', currency: 'eur' })).body).toMatchObject({ amount: 2000 });
    for (const amount of ['20.00', '2e3', ' 2000', '', '+2000', 'true']) {
      const { status, body } = await form({ amount, currency: 'eur' });
      expect([amount, status, body.error?.param]).toEqual([amount, 400, 'amount']);
    }
    for (const amount of ['20.00', 20.5, 2e21, true, null, ['2000']]) {
      const { status, body } = await json({ amount, currency: 'eur', method: 'cash' });
      expect([amount, status, body.error?.param]).toEqual([amount, 400, 'amount']);
    }
  });

  it.each([
    ['/v1/payment_intents', { amount: '2000', currency: 'eur', description: 'Card 4242 4242 4242 4242' }, 'description'],
    ['/v1/payment_intents', { amount: '2000', currency: 'eur', 'metadata[card]': '4000-0566-5566-5556' }, 'metadata'],
    ['/v1/customers', { name: '378282246310005' }, 'name'],
    ['/v1/customers', { 'address[line1]': 'c/o 5555555555554444' }, 'address[line1]'],
  ])('a card number in %s %o is refused', async (path, parameters, param) => {
    const { status, body } = await form(parameters as unknown as Record<string, string>, path);
    expect([status, body.error?.code, body.error?.param]).toEqual([400, 'card_number_in_text', param]);
  });

  it('a number that is no card’s is stored', async () => {
    const name = 'Order 4242 4242 4242 4241';
    expect((await form({ name }, '/v1/customers')).body).toMatchObject({ name });
  });
});

describe('forms', () => {
  it('mean the same with [] and with numbers, with + and %20, in a GET and in a POST', async () => {
    const plus = await raw('POST', '/v1/customers', { body: 'name=Jean+Valjean&preferred_locales[]=fr&preferred_locales[]=it' });
    expect(plus.body).toMatchObject({ name: 'Jean Valjean', preferred_locales: ['fr', 'it'] });
    const twenty = await raw('POST', '/v1/customers', { body: 'name=Jean%20Valjean&preferred_locales[1]=it&preferred_locales[0]=fr' });
    expect(twenty.body).toMatchObject({ name: 'Jean Valjean', preferred_locales: ['fr', 'it'] });
    const listed = await raw('GET', `/v1/events?types[0]=customer.created&types%5B1%5D=customer.deleted&limit=1`);
    expect([listed.status, (listed.body as { data?: unknown[] }).data?.length]).toEqual([200, 1]);
  });

  it('may not be JSON', async () => {
    const { status, body } = await raw('POST', '/v1/customers', {
      body: '{"name":"Ada"}',
      headers: { 'content-type': 'application/json' },
    });
    expect([status, body.error?.code]).toEqual([400, 'malformed_body']);
  });

  it.each([
    ['POST', '/v1/customers', 'nmae=Ada', 'nmae'],
    ['POST', '/v1/customers', 'shipping[name]=A&shipping[address][street]=B', 'shipping[address][street]'],
    ['POST', '/v1/customers', 'name=Ada&address[planet]=Earth', 'address[planet]'],
    [
      'POST',
      '/v1/payment_intents',
      'amount=100&currency=eur&payment_method_options[card][motto]=true',
      'payment_method_options[card][motto]',
    ],
    [
      'POST',
      '/v1/payment_intents',
      'amount=100&currency=eur&payment_method_data[type]=card&payment_method_data[card][pan]=4',
      'payment_method_data[card][pan]',
    ],
    ['POST', '/v1/refunds', 'payment_intent=pi_1&ammount=3', 'ammount'],
    ['GET', '/v1/charges?custmer=cus_1', undefined, 'custmer'],
    ['GET', '/v1/customers?created[gte]=1&created[since]=2', undefined, 'created[since]'],
    ['GET', '/v1/customers/cus_1?fields=name', undefined, 'fields'],
  ])('%s %s with an unknown parameter is refused with its name', async (method, path, body, param) => {
    const answer = await raw(method, path, body === undefined ? {} : { body });
    expect(answer.status).toBe(400);
    expect(answer.body.error).toMatchObject({ type: 'invalid_request_error', code: 'parameter_unknown', param });
  });
});
