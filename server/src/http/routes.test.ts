import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { READ_ONLY_KEY, startToyServer, TOY_KEY, type ToyServer } from './testing/toyServer.ts';

let server: ToyServer;
beforeAll(async () => {
  server = await startToyServer();
});
afterAll(() => server.close());

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const KEY = { authorization: `Bearer ${TOY_KEY}` };
const SESSION = { cookie: 'session=good', 'guichet-account': 'acct_toy', 'guichet-mode': 'test' };

interface Answer {
  status: number;
  headers: Headers;
  body: {
    [name: string]: unknown;
    error?: { code: string; type: string; message: string; param?: string };
    context?: { [name: string]: unknown };
  };
}

async function send(method: string, path: string, headers: Record<string, string> = KEY, body?: string): Promise<Answer> {
  const response = await fetch(server.url + path, { method, headers, ...(body === undefined ? {} : { body }) });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? {} : JSON.parse(text) };
}
const pay = (form: string, headers: Record<string, string> = {}) =>
  send('POST', '/v1/payment_intents', { ...KEY, ...FORM, ...headers }, `amount=1&currency=eur&${form}`);

describe('who may call', () => {
  it('wants a caller before it looks at anything else', async () => {
    expect((await send('POST', '/v1/payment_intents', FORM, 'nonsense=%')).body.error).toMatchObject({
      code: 'unauthorized',
      type: 'authentication_error',
    });
  });

  it('names the permission that is missing', async () => {
    const reader = { authorization: `Bearer ${READ_ONLY_KEY}` };
    expect((await send('GET', '/v1/customers', reader)).status).toBe(200);
    const { status, body } = await send('DELETE', '/v1/customers/cus_1', reader);
    expect(status).toBe(403);
    expect(body.error).toMatchObject({ code: 'forbidden', message: expect.stringContaining('customers.write') });
  });

  it('lets only people pass where a session is wanted, without the headers that name an account', async () => {
    const json = { 'content-type': 'application/json' };
    expect((await send('POST', '/guichet/v1/session', { ...KEY, ...json }, '{"language":"fr"}')).body.error?.code).toBe('forbidden');
    const { status, body } = await send('POST', '/guichet/v1/session', { cookie: 'session=good', ...json }, '{"language":"fr","count":3}');
    expect({ status, body }).toEqual({ status: 200, body: { person: 'person_1', language: 'fr', count: 3 } });
    expect((await send('GET', '/v1/customers', { cookie: 'session=good' })).status).toBe(401);
    expect((await send('GET', '/v1/customers', SESSION)).status).toBe(200);
  });

  it('opens public routes to anybody, and hands cookies on one by one', async () => {
    const { status, headers, body } = await send(
      'POST',
      '/guichet/v1/setup',
      { 'content-type': 'application/json' },
      '{"name":"Chez Ada"}',
    );
    expect({ status, body }).toEqual({ status: 200, body: { name: 'Chez Ada', at: '2026-11-20T10:00:00.500Z' } });
    expect(headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  });

  it('acts for no other account', async () => {
    expect((await send('GET', '/v1/customers', { ...KEY, 'stripe-account': 'acct_other' })).body.error?.code).toBe('account_mismatch');
    expect((await send('GET', '/v1/customers', { ...KEY, 'stripe-account': 'acct_toy' })).status).toBe(200);
  });
});

describe('the context of a request', () => {
  it('has time, address and channel', async () => {
    const { body, headers } = await pay('');
    expect(body.context).toEqual({
      requestId: headers.get('request-id'),
      now: '2026-11-20T10:00:00.500Z',
      idempotency: null,
      channel: 'api',
      ip: '127.0.0.1',
      caller: expect.objectContaining({ account: 'acct_toy' }),
    });
  });

  it('believes people about the channel, not keys', async () => {
    const channel = async (headers: Record<string, string>) => {
      const { body } = await send('POST', '/v1/payment_intents', { ...FORM, ...headers }, 'amount=1&currency=eur');
      return body.context?.channel ?? `${body.error?.code} ${body.error?.param}`;
    };
    expect(await channel({ ...KEY, 'guichet-channel': 'phone' })).toBe('api');
    expect(await channel({ ...SESSION, 'guichet-channel': 'phone' })).toBe('phone');
    expect(await channel(SESSION)).toBe('in_person');
    expect(await channel({ ...SESSION, 'guichet-channel': 'api' })).toBe('parameter_invalid Guichet-Channel');
  });

  it('has the claim on the Idempotency-Key, which is echoed', async () => {
    const first = await pay('confirm=true', { 'idempotency-key': 'key 1' });
    const same = await pay('confirm=true', { 'idempotency-key': 'key 1' });
    const other = await pay('confirm=false', { 'idempotency-key': 'key 1' });
    expect(first.headers.get('idempotency-key')).toBe('key 1');
    expect(first.body.context?.idempotency).toEqual({ key: 'key 1', hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(same.body.context?.idempotency).toEqual(first.body.context?.idempotency);
    expect(other.body.context?.idempotency).not.toEqual(first.body.context?.idempotency);
  });

  it.each(['', 'k'.repeat(256), 'clé'])('refuses the Idempotency-Key %j', async (key) => {
    const answer = await pay('', { 'idempotency-key': key });
    expect(answer.status).toBe(400);
    expect(answer.body.error?.code).toBe('idempotency_error');
  });

  it('ignores the Idempotency-Key of a GET', async () => {
    const { status, headers } = await send('GET', '/v1/customers', { ...KEY, 'idempotency-key': 'x' });
    expect({ status, echoed: headers.get('idempotency-key') }).toEqual({ status: 200, echoed: null });
  });
});

describe('what answers carry', () => {
  it('a request id, the version, and that nothing keeps or guesses it', async () => {
    const { headers } = await send('GET', '/v1/customers');
    expect(Object.fromEntries(headers)).toMatchObject({
      'request-id': expect.stringMatching(/^req_\w{24}$/),
      'stripe-version': '2026-10-28.endive',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-type': 'application/json; charset=utf-8',
    });
  });

  it('echoes a version in a form that is known', async () => {
    expect((await send('GET', '/v1/customers', { ...KEY, 'stripe-version': '2022-11-15' })).headers.get('stripe-version')).toBe(
      '2022-11-15',
    );
    expect((await send('GET', '/v1/customers', { ...KEY, 'stripe-version': 'latest' })).body.error).toMatchObject({
      code: 'parameter_invalid',
      param: 'Stripe-Version',
    });
  });

  it('marks a replayed answer', async () => {
    const { headers } = await pay('metadata[replay]=yes', { 'idempotency-key': 'a' });
    expect(headers.get('idempotent-replayed')).toBe('true');
    expect(headers.get('original-request')).toBe('req_first');
    expect((await pay('')).headers.get('idempotent-replayed')).toBeNull();
  });

  it('says whether to send the same again', async () => {
    const advice = async (answer: Promise<Answer>) => (await answer).headers.get('stripe-should-retry');
    expect(await advice(pay('metadata[decline]=yes'))).toBe('false');
    expect(await advice(pay('unknown=1'))).toBe('false');
    expect(await advice(send('POST', '/v1/busy'))).toBe('true');
    expect(await advice(send('POST', '/v1/bug'))).toBeNull();
  });

  it('keeps a bug to the log, and card numbers out of it', async () => {
    const { status, body, headers } = await send('POST', '/v1/bug');
    expect({ status, code: body.error?.code, type: body.error?.type }).toEqual({ status: 500, code: 'internal_error', type: 'api_error' });
    expect(JSON.stringify(body)).not.toContain('bug');
    const line = server.log.find(({ request_id, level }) => request_id === headers.get('request-id') && level === 'error');
    expect(line).toMatchObject({ err: { type: 'Error', stack: expect.stringContaining('toyServer') } });
    expect(JSON.stringify(line)).not.toMatch(/4242|secret/);
  });
});

describe('addresses', () => {
  it.each([
    ['GET', '/v1/nothing', 404, 'unknown_address'],
    ['POST', '/guichet/nothing', 404, 'unknown_address'],
    ['GET', '/', 404, 'unknown_address'],
    ['GET', '/v1/customers/', 404, 'unknown_address'],
    ['GET', '/v1/customers/%', 404, 'unknown_address'],
    ['GET', '/v1/customers/%zz', 404, 'unknown_address'],
    ['GET', `/v1/customers/${'a'.repeat(2000)}`, 404, 'unknown_address'],
    ['GET', `/v1/customers/${'a'.repeat(300)}`, 404, 'resource_missing'],
    ['GET', '/v1/customers/%00', 404, 'resource_missing'],
    ['GET', '/v1/customers/%C3%A9', 404, 'resource_missing'],
    ['PUT', '/v1/customers/cus_1', 405, 'method_not_allowed'],
    ['OPTIONS', '/v1/customers', 405, 'method_not_allowed'],
    ['GET', '/v1/payment_intents', 405, 'method_not_allowed'],
  ])('%s %s: %i %s', async (method, path, status, code) => {
    const answer = await send(method, path);
    expect(answer.status).toBe(status);
    expect(answer.body.error?.code).toBe(code);
    expect(answer.headers.get('request-id')).toMatch(/^req_/);
  });

  it('says which methods there are', async () => {
    expect((await send('PUT', '/v1/customers/cus_1')).headers.get('allow')).toBe('DELETE, GET');
  });

  it('answers HEAD like GET, without a body', async () => {
    const { status, body } = await send('HEAD', '/v1/customers');
    expect({ status, body }).toEqual({ status: 200, body: {} });
  });
});

describe('parameters', () => {
  it.each([
    ['GET', '/v1/customers?limit=abc', undefined, 'parameter_invalid_integer limit'],
    ['GET', '/v1/customers?limit[]=1', undefined, 'parameter_invalid_integer limit'],
    ['GET', '/v1/customers/cus_1?limit=1', undefined, 'parameter_unknown limit'],
    ['DELETE', '/v1/customers/cus_1?a[b]=1', undefined, 'parameter_unknown a'],
    ['POST', '/v1/payment_intents?amount=1', 'amount=1&currency=eur', 'parameter_unknown amount'],
    ['POST', '/v1/payment_intents', '', 'parameter_missing amount'],
    ['POST', '/v1/payment_intents', undefined, 'parameter_missing amount'],
    ['POST', '/v1/payment_intents', 'amount=1&currency=eur&expand=x', 'parameter_invalid expand'],
    ['POST', '/v1/payment_intents', 'amount=1&currency=eur&expand[]=x', 'parameter_invalid expand'],
    ['GET', '/v1/customers/cus_1?expand[]=name', undefined, 'parameter_invalid expand'],
  ])('%s %s %s: %s', async (method, path, body, expected) => {
    const { status, body: answer } = await send(method, path, { ...KEY, ...FORM }, body);
    expect(`${answer.error?.code} ${answer.error?.param}`).toBe(expected);
    expect(status).toBe(400);
  });

  it('does not know expand outside /v1', async () => {
    const json = { ...SESSION, 'content-type': 'application/json' };
    expect((await send('POST', '/guichet/v1/session', json, '{"language":"fr","expand":["a"]}')).body.error?.code).toBe(
      'parameter_unknown',
    );
  });
});
