import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fetchText } from './fetchText.ts';

let server: Server;
let base: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/slow') return void response.writeHead(200).write('begins');
    if (request.url === '/moved') return void response.writeHead(302, { location: '/text' }).end('x'.repeat(100_000));
    return void response.writeHead(request.url === '/text' ? 200 : 404).end('é'.repeat(50_000));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const ask = (path: string, maxBytes = 200_000) => fetchText({ url: base + path, deadlineMs: path === '/slow' ? 300 : 5_000, maxBytes });

it('reads a text whole', async () => expect(await ask('/text')).toBe('é'.repeat(50_000)));

it.each([
  ['another address', '/moved', 200_000, /answered 302/],
  ['nothing there', '/none', 200_000, /answered 404/],
  ['too much', '/text', 99_999, /larger than 99999 bytes/],
  ['no end within the deadline', '/slow', 200_000, /abort|time/i],
])('throws for %s, and leaves no error behind that nobody hears', async (_what, path, maxBytes, message) => {
  await expect(ask(path, maxBytes)).rejects.toThrow(message);
});
