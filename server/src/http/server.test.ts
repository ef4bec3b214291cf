import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import type { FastifyInstance } from 'fastify';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startToyServer, TOY_KEY, type ToyOptions } from './testing/toyServer.ts';

async function start(options?: ToyOptions) {
  const server = await startToyServer(options);
  onTestFinished(() => server.close());
  return server;
}

const KEY = { authorization: `Bearer ${TOY_KEY}` };

describe('health', () => {
  it('is alive, and ready when it can take a payment', async () => {
    let reasons: string[] = [];
    const providers = [{ account: 'pacc_1', answers: false, at: 1_772_442_000 }];
    const { url } = await start({ ready: async () => ({ ready: reasons.length === 0, reasons, providers }) });
    const get = async (path: string) => {
      const response = await fetch(url + path);
      return [response.status, await response.json()];
    };
    expect(await get('/healthz')).toEqual([200, { status: 'ok' }]);
    expect(await get('/readyz')).toEqual([200, { status: 'ready', reasons: [], providers }]);
    reasons = ['The database does not answer.'];
    expect(await get('/readyz')).toEqual([503, { status: 'not_ready', reasons, providers }]);
    expect(await get('/healthz')).toEqual([200, { status: 'ok' }]);
  });
});

describe('the log', () => {
  it('has a line per request, without query and body', async () => {
    const { url, log } = await start();
    const response = await fetch(`${url}/v1/customers/cus_1?limit=secret`, { headers: KEY });
    await response.arrayBuffer();
    await fetch(`${url}/v1/secret`);
    const [first, second] = log.filter(({ msg }) => msg === 'request');
    expect(first).toEqual({
      level: 'info',
      time: expect.any(String),
      pid: process.pid,
      request_id: response.headers.get('request-id'),
      method: 'GET',
      route: '/v1/customers/:id',
      status: 400,
      duration_ms: expect.any(Number),
      account: 'acct_toy',
      livemode: false,
      actor: 'key_toy',
      msg: 'request',
    });
    expect(second).toMatchObject({ route: null, status: 404 });
    expect(JSON.stringify(log)).not.toContain('secret');
  });
});

describe('proxies', () => {
  const ipOf = async (trustProxy: boolean | string) => {
    const { url } = await start({ trustProxy });
    const headers = { ...KEY, 'x-forwarded-for': '203.0.113.9', 'content-type': 'application/x-www-form-urlencoded' };
    const response = await fetch(`${url}/v1/payment_intents`, { method: 'POST', headers, body: 'amount=1&currency=eur' });
    return ((await response.json()) as { context: { ip: string } }).context.ip;
  };

  it('are believed only when they are declared', async () => {
    expect(await ipOf(false)).toBe('127.0.0.1');
    expect(await ipOf('127.0.0.1')).toBe('203.0.113.9');
  });
});

describe('slow clients', () => {
  const timeouts = { headersMs: 100, requestMs: 200 };
  const dawdle = async (port: number, bytes: string) => {
    const socket = connect(port, '127.0.0.1');
    socket.write(bytes);
    return text(socket);
  };

  it('that do not finish their headers are cut', async () => {
    const { port } = await start({ timeouts });
    const answer = await dawdle(port, 'GET /v1/customers HTTP/1.1\r\nHost: x\r\n');
    expect(answer).toMatch(/^HTTP\/1.1 408 /);
    expect(answer).toContain('"code":"request_timeout"');
  });

  it('that do not finish their body are cut', async () => {
    const { port } = await start({ timeouts });
    const head = `POST /v1/payment_intents HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\nAuthorization: Bearer ${TOY_KEY}\r\n`;
    const answer = await dawdle(port, `${head}Content-Type: application/x-www-form-urlencoded\r\n\r\namount=`);
    expect(answer).toMatch(/^HTTP\/1.1 408 /);
  });
});

describe('closing', () => {
  it('finishes what is in flight and turns new requests away', async () => {
    const closing = Promise.withResolvers<void>();
    const prepare = async (prepared: FastifyInstance) => {
      prepared.addHook('preClose', async () => closing.resolve());
    };
    const { url, port, gate, app } = await startToyServer({ prepare });
    const waiting = connect(port, '127.0.0.1');
    const turnedAway = text(waiting);
    await new Promise((resolve) => waiting.once('connect', resolve));
    // Half a request, so that the connection is not idle when the server begins to close.
    waiting.write('GET /v1/customers HTTP/1.1\r\nHost: x\r\n');
    const slow = fetch(`${url}/v1/slow`, { method: 'POST', headers: KEY });
    await gate.entered;
    const isClosed = app.close();
    await closing.promise;
    waiting.write('\r\n');
    expect(await turnedAway).toMatch(/^HTTP\/1.1 503 .*"code":"unavailable"/s);
    gate.open();
    expect(await (await slow).json()).toEqual({ done: true });
    await isClosed;
    await expect(fetch(`${url}/healthz`)).rejects.toThrow();
  });

  it('cuts what does not end in time', async () => {
    const { url, gate, app } = await startToyServer({ timeouts: { closeMs: 50 } });
    const slow = fetch(`${url}/v1/slow`, { method: 'POST', headers: KEY });
    await gate.entered;
    await Promise.all([expect(slow).rejects.toThrow(), app.close()]);
    gate.open();
  });
});
