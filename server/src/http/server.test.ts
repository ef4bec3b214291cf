import { type AddressInfo, connect } from 'node:net';
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

/** Sends bytes and reads nothing, until the server ends the connection. */
function silentReader(port: number, bytes: string) {
  const socket = connect(port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  socket.pause();
  socket.on('error', () => {});
  socket.write(bytes);
  return { socket, ended: new Promise<void>((resolve) => socket.once('close', () => resolve())) };
}

it('a crowd of slow clients holds up nobody else', async () => {
  const { port, url } = await start({ timeouts: { headersMs: 2_000, requestMs: 2_000 } });
  const headers = 'GET /v1/customers HTTP/1.1\r\nHost: x\r\nX-Slow: ';
  const body = `POST /v1/payment_intents HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\nAuthorization: Bearer ${TOY_KEY}\r\n\r\na`;
  const ended = Array.from({ length: 200 }, (_, at) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => {});
    socket.write(at % 2 === 0 ? headers : body);
    // A byte now and then is no silence, and changes nothing.
    const drip = setInterval(() => socket.write('a'), 50);
    socket.resume();
    return new Promise<void>((resolve) => {
      socket.once('close', () => {
        clearInterval(drip);
        resolve();
      });
    });
  });
  expect((await fetch(`${url}/v1/customers`, { headers: KEY })).status).toBe(200);
  await Promise.all(ended);
});

describe('clients that ask and do not read', () => {
  const LARGE_BYTES = 32 * 1024 * 1024;
  const withLarge = async (prepared: FastifyInstance) => {
    prepared.get('/large', async (_request, reply) => reply.send(Buffer.alloc(LARGE_BYTES, 'x')));
  };
  const ASK = 'GET /large HTTP/1.1\r\nHost: x\r\n\r\n';

  it('are cut, while others are served', async () => {
    const { port, url, app } = await start({ prepare: withLarge, timeouts: { readerMs: 200 } });
    const closed = new Promise((resolve) => app.server.once('connection', (socket) => socket.once('close', resolve)));
    silentReader(port, ASK);
    const slow = await fetch(`${url}/v1/customers`, { headers: KEY });
    expect(slow.status).toBe(200);
    await closed;
    expect((await fetch(`${url}/v1/customers`, { headers: KEY })).status).toBe(200);
  });

  it('are not cut while they read', async () => {
    const { port } = await start({ prepare: withLarge, timeouts: { readerMs: 1_000 } });
    const socket = connect(port, '127.0.0.1');
    socket.write(ASK.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n'));
    const from = performance.now();
    let size = 0;
    for await (const chunk of socket) {
      size += (chunk as Buffer).length;
      // As a line of some 20 MB a second would have it: longer than a client may take nothing.
      const aheadMs = size / 20_000 - (performance.now() - from);
      if (aheadMs > 20) await new Promise((resolve) => setTimeout(resolve, aheadMs));
    }
    expect(size).toBeGreaterThan(LARGE_BYTES);
    expect(performance.now() - from).toBeGreaterThan(1_000);
  });
});

describe('connections', () => {
  it('are bounded, and free again when one ends', async () => {
    const { port } = await start({ connections: { most: 2 } });
    const open = async (): Promise<string> => {
      const socket = connect(port, '127.0.0.1');
      onTestFinished(() => void socket.destroy());
      socket.on('error', () => {});
      socket.write('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n');
      return new Promise((resolve) => {
        socket.once('data', (chunk: Buffer) => resolve(chunk.toString('latin1').slice(9, 12)));
        socket.once('close', () => resolve('cut'));
      });
    };
    expect([await open(), await open(), await open()]).toEqual(['200', '200', 'cut']);
  });
});

describe('headers', () => {
  const names = (count: number): Record<string, string> => Object.fromEntries(Array.from({ length: count }, (_, at) => [`x-${at}`, '1']));

  it('are refused where there are too many, and none is left out without a word', async () => {
    const { url } = await start();
    const few = await fetch(`${url}/v1/customers`, { headers: { ...names(90), ...KEY } });
    expect(few.status).toBe(200);
    const many = await fetch(`${url}/v1/customers`, { headers: { ...names(101), ...KEY } });
    expect([many.status, await many.json()]).toMatchObject([431, { error: { code: 'headers_too_large' } }]);
  });
});

describe('compressed bodies', () => {
  it('are refused as they are', async () => {
    const { url } = await start();
    const post = async (encoding: string) => {
      const headers = { ...KEY, 'content-type': 'application/x-www-form-urlencoded', 'content-encoding': encoding };
      const response = await fetch(`${url}/v1/payment_intents`, { method: 'POST', headers, body: 'amount=1&currency=eur' });
      return [response.status, await response.json()];
    };
    for (const encoding of ['gzip', 'br', 'deflate', 'gzip, identity']) {
      expect(await post(encoding)).toMatchObject([
        400,
        { error: { code: 'malformed_body', message: expect.stringContaining('compressed') } },
      ]);
    }
    expect((await post('identity'))[0]).toBe(200);
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

  it('waits for both addresses of localhost', async () => {
    const { gate, app } = await startToyServer({ host: 'localhost' });
    const { port } = app.server.address() as AddressInfo;
    const addresses = (app.addresses() as AddressInfo[]).map(({ address, family }) => (family === 'IPv6' ? `[${address}]` : address));
    // The last is a server of its own, where the machine has both.
    const slow = fetch(`http://${addresses.at(-1)}:${port}/v1/slow`, { method: 'POST', headers: KEY });
    await gate.entered;
    let isClosed = false;
    const closed = app.close().then(() => {
      isClosed = true;
    });
    const others = addresses.slice(0, -1).map((address) => `http://${address}:${port}/healthz`);
    for (const url of others) {
      await expect
        .poll(() =>
          fetch(url).then(
            () => 'open',
            () => 'closed',
          ),
        )
        .toBe('closed');
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(isClosed).toBe(false);
    gate.open();
    expect((await slow).status).toBe(200);
    await closed;
  });

  it('cuts what does not end in time', async () => {
    const { url, gate, app } = await startToyServer({ timeouts: { closeMs: 50 } });
    const slow = fetch(`${url}/v1/slow`, { method: 'POST', headers: KEY });
    await gate.entered;
    await Promise.all([expect(slow).rejects.toThrow(), app.close()]);
    gate.open();
  });
});
