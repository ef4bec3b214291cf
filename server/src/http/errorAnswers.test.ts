import { ApiError } from '@guichet/contract/errors.ts';
import fastify from 'fastify';
import { expect, it } from 'vitest';
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
])('whose request was read whole when the database went away may send the same again: %s', async (error) => {
  const app = fastify();
  app.setErrorHandler(answerError);
  app.post('/', () => Promise.reject(error));
  const base = await app.listen({ host: '127.0.0.1', port: 0 });
  const response = await fetch(base, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } });
  await app.close();
  expect([response.status, response.headers.get('stripe-should-retry')]).toEqual([503, 'true']);
});

it.each([
  { key: 'order-17', retry: 'true' },
  { key: undefined, retry: 'false' },
])('whose commit nobody answered may send the same again with a key alone: $key', async ({ key, retry }) => {
  const app = fastify();
  app.setErrorHandler(answerError);
  app.post('/', () => Promise.reject(new CommitUnknown(new Error('Connection terminated unexpectedly'))));
  const { statusCode, headers, body } = await app.inject({
    ...{ method: 'POST', url: '/' },
    headers: key === undefined ? {} : { 'idempotency-key': key },
  });
  await app.close();
  expect([statusCode, headers['stripe-should-retry'], JSON.parse(body).error.code]).toEqual([503, retry, 'outcome_unknown']);
});
