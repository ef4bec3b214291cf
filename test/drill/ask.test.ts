import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ask } from './ask.ts';

let respond: (request: IncomingMessage, body: string, response: ServerResponse) => void;
let server: Server;

beforeAll(async () => {
  server = createServer(async (request, response) => {
    let body = '';
    for await (const piece of request) body += piece;
    respond(request, body, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const api = () => ({ base: `http://localhost:${(server.address() as AddressInfo).port}`, key: 'sk_any' });
const PAY = { path: '/v1/one', form: { amount: '5', 'metadata[a]': 'ü&' }, key: 'key-1', patienceMs: 5_000 };

it('sends a form with its key, and answers what came', async () => {
  respond = ({ method, url, headers }, body, response) => {
    const { authorization, 'idempotency-key': key, 'content-type': type } = headers;
    response.writeHead(402, { 'retry-after': '2' }).end(JSON.stringify({ method, url, authorization, key, type, body }));
  };
  const answer = await ask(api(), PAY);
  expect(answer?.status).toBe(402);
  expect(answer?.headers.get('retry-after')).toBe('2');
  expect(answer?.body).toEqual({
    ...{ method: 'POST', url: '/v1/one', authorization: 'Bearer sk_any', key: 'key-1', type: 'application/x-www-form-urlencoded' },
    body: 'amount=5&metadata%5Ba%5D=%C3%BC%26',
  });
  expect((await ask(api(), { path: '/v1/two', form: null, patienceMs: 5_000 }))?.body).toMatchObject({
    method: 'GET',
    url: '/v1/two',
    body: '',
  });
});

it('has no answer where none comes in time, it breaks off, or nobody is there', async () => {
  respond = () => {};
  expect(await ask(api(), { ...PAY, patienceMs: 50 })).toBeNull();
  respond = (_, __, response) => void response.writeHead(200, { 'content-length': '100' }).write('{', () => response.destroy());
  expect(await ask(api(), PAY)).toBeNull();
  respond = (_, __, response) => void response.destroy();
  expect(await ask(api(), PAY)).toBeNull();
  expect(await ask({ ...api(), base: 'http://127.0.0.1:1' }, PAY)).toBeNull();
});
