import { ApiError } from '@guichet/contract/errors.ts';
import fastify from 'fastify';
import { describe, expect, it } from 'vitest';
import { CommitUnknown } from '../platform/transaction.ts';
import { answerError, sendRefusal } from './errorAnswers.ts';

async function told(refusal: ApiError): Promise<string> {
  const app = fastify();
  app.get('/', (_request, reply) => sendRefusal(reply, refusal));
  const { body } = await app.inject('/');
  await app.close();
  return body;
}

it.each(['4242424242424242', '4242424242424241', '4242 4242 4242 4242', '3782-822463-10005', '36227206271667'])(
  'a refusal does not repeat %s, which may be a card number in the wrong field',
  async (number) => {
    const body = await told(new ApiError('resource_missing', { param: `card[${number}]`, message: `No such payment_method: '${number}'` }));
    expect(JSON.parse(body).error).toMatchObject({ message: "No such payment_method: '…'", param: 'card[…]' });
  },
);

it.each(["No such charge: 'ch_0Kx81Zr20001aBcDeFgHiJkL'", 'Refund amount (999999999999) is greater than 999999999998.', 'at 1772442000'])(
  'what is no card number is repeated: %s',
  async (message) => {
    expect(JSON.parse(await told(new ApiError('resource_missing', { message }))).error.message).toBe(message);
  },
);

it.each(['timeout exceeded when trying to connect', 'Connection terminated due to connection timeout'])(
  'who waited too long for the database may send the same again: %s',
  async (message) => {
    const app = fastify();
    app.setErrorHandler(answerError);
    app.get('/', () => Promise.reject(new Error(message)));
    const { statusCode, headers, body } = await app.inject('/');
    await app.close();
    expect({ statusCode, retry: headers['stripe-should-retry'] }).toEqual({ statusCode: 503, retry: 'true' });
    expect(JSON.parse(body).error).toMatchObject({ type: 'api_error', code: 'unavailable', message: expect.stringContaining('database') });
  },
);

it.each([
  Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET', syscall: 'read' }),
  Object.assign(new Error('cannot execute INSERT in a read-only transaction'), { code: '25006' }),
  new Error('Connection terminated unexpectedly'),
])('whose request was read whole when the database went away may send the same again with its key: %s', async (error) => {
  const app = fastify();
  app.setErrorHandler(answerError);
  app.post('/v1/refunds', () => Promise.reject(error));
  const base = await app.listen({ host: '127.0.0.1', port: 0 });
  const headers = { 'content-type': 'application/json', 'idempotency-key': 'order-17' };
  const response = await fetch(`${base}/v1/refunds`, { method: 'POST', body: '{}', headers });
  await app.close();
  expect([response.status, response.headers.get('stripe-should-retry')]).toEqual([503, 'true']);
});

it('who asked for more than the database has time for may ask again in a minute', async () => {
  const app = fastify();
  app.setErrorHandler(answerError);
  app.get('/', () => Promise.reject(Object.assign(new Error('canceling statement due to statement timeout'), { code: '57014' })));
  const { statusCode, headers, body } = await app.inject('/');
  await app.close();
  expect([statusCode, headers['stripe-should-retry'], headers['retry-after']]).toEqual([503, 'true', '60']);
  expect(JSON.parse(body).error).toMatchObject({ type: 'api_error', code: 'unavailable', message: expect.stringContaining('database') });
});

describe.each([
  { code: 'outcome_unknown', error: new CommitUnknown(new Error('Connection terminated unexpectedly')) },
  { code: 'unavailable', error: new Error('Connection terminated unexpectedly') },
])('where nobody knows what was done ($code)', ({ code, error }) => {
  const KEY = { 'idempotency-key': 'order-17' };

  it.each([
    { sent: 'GET /v1/refunds', headers: {}, retry: 'true' },
    { sent: 'POST /v1/refunds', headers: KEY, retry: 'true' },
    // It might be done twice.
    { sent: 'POST /v1/refunds', headers: {}, retry: 'false' },
    // The first time may have deleted what the second would not find, and not every page of the terminal keeps its answers.
    { sent: 'DELETE /v1/customers/cus_1', headers: KEY, retry: 'false' },
    { sent: 'POST /guichet/v1/api_keys', headers: KEY, retry: 'false' },
  ] as const)('$sent with $headers may be sent again: $retry', async ({ sent, headers, retry }) => {
    const [method, url] = sent.split(' ') as ['GET' | 'POST' | 'DELETE', string];
    const app = fastify();
    app.setErrorHandler(answerError);
    app.route({ method, url, handler: () => Promise.reject(error) });
    const answer = await app.inject({ method, url, headers });
    await app.close();
    expect([answer.statusCode, answer.headers['stripe-should-retry'], JSON.parse(answer.body).error.code]).toEqual([503, retry, code]);
  });
});
