import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type OutwardClient, type OutwardRules, openOutwardClient } from './outwardClient.ts';

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

async function listening(answer: RequestListener): Promise<number> {
  const server: Server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push({ close: () => server.closeAllConnections() ?? server.close() });
  return (server.address() as AddressInfo).port;
}

function client(rules: Partial<OutwardRules> = {}): OutwardClient {
  const made = openOutwardClient({ privateHosts: [], deadlineMs: 2_000, maxAnswerBytes: 2_048, ...rules });
  open.push(made);
  return made;
}

const never = new AbortController().signal;
const post = (sender: OutwardClient, url: string) =>
  sender.post({ url: new URL(url), headers: { 'content-type': 'application/json' }, body: '{"a":"é"}', signal: never });

/** A name server that answers what a test wants. */
const names = (known: Record<string, readonly string[]>): Partial<OutwardRules> => ({
  resolve: async (name) => known[name] ?? Promise.reject(Object.assign(new Error('unknown'), { code: 'ENOTFOUND' })),
});

describe('a post', () => {
  it('carries exactly the text, and brings status and the beginning of the body', async () => {
    let heard = '';
    const port = await listening((request, response) => {
      request.on('data', (chunk) => {
        heard += chunk;
      });
      request.on('end', () => response.writeHead(201).end('x'.repeat(5_000)));
    });
    const result = await post(client({ privateHosts: ['127.0.0.1'] }), `http://127.0.0.1:${port}/hook?a=b`);
    expect(result).toEqual({ answer: { status: 201, body: 'x'.repeat(2_048) } });
    expect(heard).toBe('{"a":"é"}');
  });

  it('follows no redirect', async () => {
    let requests = 0;
    const port = await listening((_, response) => {
      requests += 1;
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    expect(await post(client({ privateHosts: ['127.0.0.1'] }), `http://127.0.0.1:${port}/`)).toMatchObject({ answer: { status: 302 } });
    expect(requests).toBe(1);
  });

  it('ends at the deadline when nothing is answered', async () => {
    const port = await listening(() => {});
    expect(await post(client({ privateHosts: ['127.0.0.1'], deadlineMs: 100 }), `http://127.0.0.1:${port}/`)).toEqual({
      failure: 'timeout',
    });
  });

  it('counts the status of an answer whose body never ends', async () => {
    const port = await listening((_, response) => void response.writeHead(200).write('begun'));
    expect(await post(client({ privateHosts: ['127.0.0.1'], deadlineMs: 1_000 }), `http://127.0.0.1:${port}/`)).toEqual({
      answer: { status: 200, body: 'begun' },
    });
  });

  it('says when nobody listens, when the other side hangs up, and when it speaks no TLS', async () => {
    const sender = client({ privateHosts: ['127.0.0.1'] });
    const hangsUp = createTcpServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => hangsUp.listen(0, '127.0.0.1', resolve));
    const { port } = hangsUp.address() as AddressInfo;
    expect(await post(sender, `http://127.0.0.1:${port}/`)).toEqual({ failure: 'connection_lost' });
    await new Promise((resolve) => hangsUp.close(resolve));
    expect(await post(sender, `http://127.0.0.1:${port}/`)).toEqual({ failure: 'not_reached' });
    const plain = await listening((_, response) => response.end());
    expect(await post(sender, `https://127.0.0.1:${plain}/`)).toEqual({ failure: 'tls' });
  });
});

describe('what lies behind our own walls', () => {
  it('is not reached by its address', async () => {
    const port = await listening((_, response) => response.end('secret'));
    const sender = client();
    for (const host of ['127.0.0.1', '127.1', '0x7f000001', '2130706433', '0.0.0.0', '[::1]', '[::ffff:127.0.0.1]', 'localhost']) {
      expect(await post(sender, `http://${host}:${port}/`), host).not.toHaveProperty('answer');
      expect(await sender.mayReach(new URL(`http://${host}:${port}/`)), host).toBe(false);
    }
    for (const host of ['127.0.0.1', 'localhost', 'in.LOCALHOST.'])
      expect(await post(sender, `http://${host}:${port}/`), host).toEqual({ failure: 'address_refused' });
  });

  it('is not reached by a name, also when only one of its addresses lies there', async () => {
    const port = await listening((_, response) => response.end('secret'));
    const sender = client(names({ 'in.example': ['127.0.0.1'], 'both.example': ['93.184.215.14', '10.0.0.1'] }));
    for (const host of ['in.example', 'both.example', 'IN.example', 'in.example.']) {
      expect(await post(sender, `http://${host}:${port}/`), host).toEqual({ failure: 'address_refused' });
      expect(await sender.mayReach(new URL(`http://${host}:${port}/`)), host).toBe(false);
    }
  });

  it('is not reached by a name whose address changed after it was checked', async () => {
    const port = await listening((_, response) => response.end('secret'));
    let asked = 0;
    const sender = client({ resolve: async () => (asked++ === 0 ? ['93.184.215.14'] : ['127.0.0.1']) });
    expect(await sender.mayReach(new URL(`http://rebound.example:${port}/`))).toBe(true);
    expect(await post(sender, `http://rebound.example:${port}/`)).toEqual({ failure: 'address_refused' });
  });

  it('is reached when the operator has named it, by host or by host and port', async () => {
    const port = await listening((_, response) => response.end('ok'));
    const reach = async (privateHosts: string[], host: string) => {
      const sender = client({ privateHosts });
      const may = await sender.mayReach(new URL(`http://${host}:${port}/`));
      return [may, 'answer' in (await post(sender, `http://${host}:${port}/`))];
    };
    expect(await reach(['127.0.0.1'], '127.0.0.1')).toEqual([true, true]);
    expect(await reach([`127.0.0.1:${port}`], '127.0.0.1')).toEqual([true, true]);
    expect(await reach(['localhost'], 'LOCALHOST')).toEqual([true, true]);
    expect(await reach([`127.0.0.1:${port + 1}`], '127.0.0.1')).toEqual([false, false]);
    expect(await reach(['localhost'], '127.0.0.1')).toEqual([false, false]);
  });
});

describe('a name that nobody knows', () => {
  it('may be known later, and is not reached now', async () => {
    const sender = client(names({}));
    expect(await sender.mayReach(new URL('https://nowhere.example/'))).toBe(true);
    expect(await post(sender, 'https://nowhere.example/')).toEqual({ failure: 'name_unknown' });
  });
});
