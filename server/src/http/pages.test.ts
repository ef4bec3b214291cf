import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemRandom } from '../platform/random.ts';
import { registerPages } from './pages.ts';
import { startToyServer, type ToyServer } from './testing/toyServer.ts';

const SCRIPT = 'console.log("hello");\n';
const folder = mkdtempSync(join(tmpdir(), 'guichet-pages-'));
let server: ToyServer;
let hosts: readonly string[] = [];

beforeAll(async () => {
  mkdirSync(join(folder, 'dist/assets'), { recursive: true });
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  writeFileSync(join(folder, 'dist/index.html'), '<!doctype html><script nonce="__CSP_NONCE__"></script><meta content="__CSP_NONCE__">');
  writeFileSync(join(folder, 'dist/favicon.svg'), '<svg/>');
  writeFileSync(join(folder, 'dist/sw.js'), SCRIPT);
  writeFileSync(join(folder, 'dist/assets/index-Ab12.js'), SCRIPT);
  writeFileSync(join(folder, 'dist/assets/index-Ab12.js.gz'), gzipSync(SCRIPT));
  server = await startToyServer({
    prepare: (app) =>
      registerPages(app, {
        folder: join(folder, 'dist'),
        random: systemRandom,
        frameOrigins: async () => ['https://fields.example'],
        hostOrigins: async () => hosts,
      }),
  });
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const get = (path: string, headers: Record<string, string> = { accept: 'text/html,*/*;q=0.8' }, method = 'GET') =>
  fetch(server.url + path, { headers, method });

describe('the page', () => {
  it.each(['/', '/payments', '/payments/pi_1?x=1', '/index.html', '/v1x'])('stands at %s', async (path) => {
    const response = await get(path);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(await response.text()).toContain('<!doctype html>');
  });

  it('carries a nonce that its policy names, another one each time', async () => {
    const nonces = new Set<string>();
    for (let n = 0; n < 3; n += 1) {
      const response = await get('/');
      const [, nonce = ''] = /nonce="([^"]+)"/.exec(await response.clone().text()) ?? [];
      expect(await response.text()).toBe(`<!doctype html><script nonce="${nonce}"></script><meta content="${nonce}">`);
      expect(response.headers.get('content-security-policy')).toContain(`script-src 'self' 'nonce-${nonce}';`);
      nonces.add(nonce);
    }
    expect(nonces.size).toBe(3);
  });

  it('is kept by nobody and framed by nobody', async () => {
    const { headers } = await get('/');
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; .*frame-ancestors 'none'; base-uri 'none'/);
    expect(Object.fromEntries(headers)).toMatchObject({
      'cache-control': 'no-store',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    });
  });

  it('may be framed and heard at the counter by pages that the place named, and by nobody and nowhere else', async () => {
    hosts = ['https://calls.example'];
    const [counter, caller, ...others] = await Promise.all(['/', '/?phone=1', '/team', '/index.html', '/join'].map((path) => get(path)));
    hosts = [];
    for (const { headers } of [counter, caller].flatMap((response) => response ?? [])) {
      expect(headers.get('content-security-policy')).toContain('; frame-ancestors https://calls.example;');
      expect(headers.get('cross-origin-opener-policy')).toBe('unsafe-none');
    }
    for (const { headers } of others) {
      expect(headers.get('content-security-policy')).toContain("; frame-ancestors 'none';");
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    }
    expect(others).toHaveLength(3);
  });

  it('answers HEAD', async () => {
    expect((await get('/payments', {}, 'HEAD')).status).toBe(200);
  });

  it.each([
    ['/v1/nothing', 'text/html', 404],
    ['/guichet/nothing', 'text/html', 404],
    ['/v1', 'text/html', 404],
    ['/nothing', 'application/json', 404],
    ['/assets/gone-Ab12.js', '*/*', 404],
  ])('does not stand at %s for %s', async (path, accept, status) => {
    const response = await get(path, { accept });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { code: 'unknown_address' } });
  });

  it('does not hide that an address takes another method', async () => {
    expect((await get('/v1/payment_intents')).status).toBe(405);
    expect((await get('/payments', {}, 'POST')).status).toBe(404);
  });
});

describe('files', () => {
  it('with a hash in their name are kept for good, compressed if the client can', async () => {
    const packed = await get('/assets/index-Ab12.js', { 'accept-encoding': 'gzip' });
    expect(await packed.text()).toBe(SCRIPT);
    expect(Object.fromEntries(packed.headers)).toMatchObject({
      'content-encoding': 'gzip',
      'cache-control': 'public, max-age=31536000, immutable',
      'content-type': expect.stringContaining('javascript'),
      vary: 'accept-encoding',
    });
    const plain = await get('/assets/index-Ab12.js', { 'accept-encoding': 'identity' });
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect(await plain.text()).toBe(SCRIPT);
  });

  it('let the worker that keeps the pages ask us, and nobody else', async () => {
    const { headers } = await get('/sw.js', { accept: '*/*' });
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; connect-src 'self'");
    expect(headers.get('cache-control')).toBe('no-cache');
  });

  it('without one are asked for again', async () => {
    const response = await get('/favicon.svg');
    expect(response.headers.get('cache-control')).toBe('no-cache');
    const again = await get('/favicon.svg', { 'if-none-match': response.headers.get('etag') ?? '', 'cache-control': 'max-age=0' });
    expect(again.status).toBe(304);
  });

  it.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '//etc/passwd',
    '/%00',
    '/assets/index-Ab12.js.gz',
  ])('outside the folder stay there: %s', async (path) => {
    const response = await fetch(server.url + path, { headers: { accept: 'application/json' } });
    expect(response.status).toBe(404);
    expect(await response.text()).not.toContain('secret');
  });
});
