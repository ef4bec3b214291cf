import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type HttpClient, NotReached, neverConnected, openHttpClient } from './httpClient.ts';

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

function client(): HttpClient {
  const made = openHttpClient();
  open.push(made);
  return made;
}

/** A server on a free port, ended with whatever it still holds. */
async function serve(listener: RequestListener): Promise<{ url: string; server: Server }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push({ close: () => server.close().closeAllConnections() });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

const ask = (by: HttpClient, url: string, body?: unknown, deadlineMs = 5_000) =>
  by.send({ method: body === undefined ? 'GET' : 'POST', url, headers: { authorization: 'Bearer t' }, body, deadlineMs });

describe('an answer', () => {
  it('is read as JSON, and the request was sent as such', async () => {
    const { url } = await serve((request, response) => {
      let text = '';
      request.on('data', (chunk) => {
        text += chunk;
      });
      request.on('end', () => response.end(JSON.stringify({ got: JSON.parse(text), headers: request.headers })));
    });
    const { status, body } = await ask(client(), url, { amount: 4990 });
    expect(status).toBe(200);
    expect(body).toMatchObject({ got: { amount: 4990 }, headers: { authorization: 'Bearer t', 'content-type': 'application/json' } });
  });

  it('that is not JSON has no body', async () => {
    const { url } = await serve((_request, response) => response.writeHead(502).end('<h1>Bad gateway</h1>'));
    expect(await ask(client(), url)).toEqual({ status: 502, body: undefined });
  });

  it('has no signs in it that a database would refuse', async () => {
    const { url } = await serve((_request, response) => response.end('{"a":"x\\u0000y","b":["\\ud800"],"c":"\\\\u0000"}'));
    expect((await ask(client(), url)).body).toEqual({ a: 'xy', b: ['\ufffd'], c: '\\u0000' });
  });

  it('that never ends is not read to its end', async () => {
    const { url } = await serve((_request, response) => {
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(1 << 20)));
      };
      response.on('drain', more);
      more();
    });
    await expect(ask(client(), url)).rejects.toThrow('too long');
  });

  it('that points elsewhere is not followed', async () => {
    let asked = 0;
    const { url } = await serve((_request, response) => {
      asked += 1;
      response.writeHead(307, { location: '/elsewhere' }).end();
    });
    expect((await ask(client(), url, {})).status).toBe(307);
    expect(asked).toBe(1);
  });
});

describe('no answer', () => {
  it('for want of a listener: certainly nothing was asked', async () => {
    const { url, server } = await serve(() => {});
    await new Promise((resolve) => server.close(resolve));
    await expect(ask(client(), url, {})).rejects.toThrow(NotReached);
  });

  it('for want of such a name: certainly nothing was asked', async () => {
    await expect(ask(client(), 'http://nobody.invalid/', {})).rejects.toThrow(NotReached);
  });

  it.each([
    ['the connection is cut before the answer', (_request, response) => response.destroy()],
    [
      'it is cut within the answer',
      (_request, response) => response.writeHead(200, { 'content-length': 100 }).write('{"id":', () => response.destroy()),
    ],
    ['the deadline passes before the answer', () => {}],
    ['the deadline passes within the answer', (_request, response) => response.writeHead(200).write('{')],
  ] as [string, RequestListener][])('as %s: the request may have been done', async (_what, listener) => {
    let arrived = 0;
    const { url } = await serve((request, response) => {
      arrived += 1;
      listener(request, response);
    });
    const failure = await ask(client(), url, {}, 1_000).then(
      () => null,
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(Error);
    expect(failure).not.toBeInstanceOf(NotReached);
    // Nothing is ever sent twice.
    expect(arrived).toBe(1);
  });
});

it.each([
  [{ code: 'ECONNREFUSED', syscall: 'connect' }, true],
  [{ code: 'ENOTFOUND', syscall: 'getaddrinfo' }, true],
  [{ code: 'EHOSTUNREACH', syscall: 'connect' }, true],
  [{ code: 'UND_ERR_CONNECT_TIMEOUT' }, true],
  // The same code on a connection that stood: the request was under way.
  [{ code: 'EHOSTUNREACH', syscall: 'read' }, false],
  [{ code: 'ENETUNREACH', syscall: 'write' }, false],
  [{ code: 'ECONNRESET', syscall: 'read' }, false],
  [{ code: 'ETIMEDOUT', syscall: 'read' }, false],
  [{}, false],
])('%j: no connection was made: %s', (details, expected) => {
  expect(neverConnected(Object.assign(new Error('x'), details))).toBe(expected);
});
