import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startToyServer, TOY_KEY, type ToyServer } from './testing/toyServer.ts';

let server: ToyServer;
beforeAll(async () => {
  server = await startToyServer();
});
afterAll(() => server.close());

const KEY = { authorization: `Bearer ${TOY_KEY}` };
const SESSION = { cookie: 'session=good', 'guichet-account': 'acct_toy', 'guichet-mode': 'test' };
const FORM_TYPE = 'application/x-www-form-urlencoded';
const JSON_TYPE = 'application/json';

/** The code of a refusal in our shape; anything else fails the test. */
function refusalIn(status: number, body: string): string {
  expect(status, body).toBeGreaterThanOrEqual(400);
  expect(status, body).toBeLessThan(500);
  const { error } = JSON.parse(body);
  expect(error).toMatchObject({ type: expect.stringMatching(/_error$/), code: expect.any(String), message: expect.any(String) });
  return error.code;
}

async function refused(
  path: string,
  type: string | undefined,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = KEY,
): Promise<string> {
  const typed = type === undefined ? headers : { ...headers, 'content-type': type };
  const response = await fetch(server.url + path, { method: 'POST', headers: typed, body });
  expect(response.headers.get('request-id')).toMatch(/^req_/);
  return refusalIn(response.status, await response.text());
}

/** Sends bytes as they are and answers what comes back until the server hangs up. */
async function raw(bytes: string | Uint8Array): Promise<string> {
  const socket = connect(server.port, '127.0.0.1');
  socket.on('error', () => {});
  socket.write(bytes);
  return text(socket);
}

/** Bytes that look random and are the same in each run. */
function noise(length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  let state = 12_345;
  for (let at = 0; at < length; at += 1) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    bytes[at] = state >>> 16;
  }
  return bytes;
}

const DOORS: [path: string, headers: Record<string, string>][] = [
  ['/v1/payment_intents', KEY],
  ['/guichet/v1/session', SESSION],
  ['/guichet/v1/setup', {}],
];

describe.each(DOORS)('bodies to %s', (path, headers) => {
  it('of any bytes and any type are refused', async () => {
    const type = fc.constantFrom(
      FORM_TYPE,
      JSON_TYPE,
      'text/plain',
      'multipart/form-data; boundary=x',
      'application/octet-stream',
      'nonsense',
      '/',
      '',
    );
    const bytes = fc.uint8Array({ maxLength: 600 }).map((array) => new Uint8Array(array));
    await fc.assert(
      fc.asyncProperty(type, bytes, async (contentType, body) => {
        await refused(path, contentType === '' ? undefined : contentType, body, headers);
      }),
      { numRuns: 150 },
    );
  });

  it.each([1, 1000, 256 * 1024, 256 * 1024 + 1, 1024 * 1024])('of %i random bytes are refused', async (size) => {
    for (const type of [FORM_TYPE, JSON_TYPE, 'application/octet-stream']) {
      const code = await refused(path, type, noise(size), headers);
      if (size > 256 * 1024) expect(code).toBe('body_too_large');
    }
  });

  it.each([
    ['deep brackets', FORM_TYPE, `a${'[b]'.repeat(50_000)}=1`],
    ['deep lists', FORM_TYPE, `a${'[]'.repeat(50_000)}=1`],
    ['many parameters', FORM_TYPE, 'a[]=1&'.repeat(40_000)],
    ['a long name', FORM_TYPE, `${'a'.repeat(200_000)}=1`],
    ['a long value', FORM_TYPE, `amount=${'9'.repeat(200_000)}`],
    ['deep JSON', JSON_TYPE, `{"language":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
    ['deep JSON objects', JSON_TYPE, `${'{"a":'.repeat(40_000)}1${'}'.repeat(40_000)}`],
    ['a prototype', JSON_TYPE, '{"__proto__":{"language":"fr","name":"x"}}'],
    ['a huge number', JSON_TYPE, '{"language":1e999,"name":1e999}'],
    ['half a surrogate', JSON_TYPE, '{"language":"\\udfff","name":"\\udfff"}'],
    ['another encoding', JSON_TYPE, Buffer.from('{"language":"fr","name":"x"}', 'utf16le').toString('latin1')],
  ])('with %s are refused', async (_what, type, body) => {
    await refused(path, type, body, headers);
  });
});

describe('wrong types of body', () => {
  it('are told the right one', async () => {
    expect(await refused('/v1/payment_intents', JSON_TYPE, '{"amount":1,"currency":"eur"}')).toBe('malformed_body');
    expect(await refused('/v1/payment_intents', undefined, new TextEncoder().encode('amount=1&currency=eur'))).toBe('malformed_body');
    expect(await refused('/guichet/v1/session', FORM_TYPE, 'language=fr', SESSION)).toBe('malformed_body');
    expect(await refused('/guichet/v1/session', JSON_TYPE, 'language=fr', SESSION)).toBe('malformed_body');
  });

  it('that claim to be compressed are read as they are', async () => {
    expect(await refused('/v1/payment_intents', FORM_TYPE, noise(100), { ...KEY, 'content-encoding': 'gzip' })).toBe('malformed_body');
  });
});

describe('queries', () => {
  it('of any characters are refused or read', async () => {
    const query = fc.string({
      unit: fc.constantFrom('a', '[', ']', '=', '&', '%', '%00', '%ff', '%5B', '+', 'limit', 'expand', '__proto__'),
      maxLength: 30,
    });
    await fc.assert(
      fc.asyncProperty(query, async (given) => {
        const response = await fetch(`${server.url}/v1/customers?${given}`, { headers: KEY });
        const body = await response.text();
        if (response.status !== 200) refusalIn(response.status, body);
      }),
      { numRuns: 200 },
    );
  });
});

describe('broken HTTP', () => {
  const request = (...lines: string[]) =>
    `POST /v1/payment_intents HTTP/1.1\r\nHost: x\r\n${lines.map((line) => `${line}\r\n`).join('')}\r\n`;

  it.each([
    ['no HTTP', 'hello\r\n\r\n', 400, 'malformed_body'],
    ['headers without end', request(`X-Long: ${'a'.repeat(40_000)}`), 431, 'headers_too_large'],
    ['an address without end', `GET /v1/customers?${'a'.repeat(40_000)} HTTP/1.1\r\nHost: x\r\n\r\n`, 431, 'headers_too_large'],
    ['two lengths', request('Content-Length: 3', 'Content-Length: 4'), 400, 'malformed_body'],
    ['a length and chunks', request('Content-Length: 3', 'Transfer-Encoding: chunked'), 400, 'malformed_body'],
    ['a length that is none', request('Content-Length: x'), 400, 'malformed_body'],
    ['chunks that are none', `${request(`Authorization: Bearer ${TOY_KEY}`, 'Transfer-Encoding: chunked')}zz\r\n`, 400, 'malformed_body'],
    ['a control character in a header', request('X-Bad: a\0b'), 400, 'malformed_body'],
    ['no host', 'GET /v1/customers HTTP/1.1\r\nConnection: close\r\n\r\n', 400, 'malformed_body'],
    ['an unknown method', 'BREW /v1/customers HTTP/1.1\r\nHost: x\r\n\r\n', 400, 'malformed_body'],
  ])('with %s is refused in our shape', async (_what, bytes, status, code) => {
    const answer = await raw(bytes);
    const [head = '', body = ''] = answer.split('\r\n\r\n');
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(head).toMatch(/\r\nrequest-id: req_\w{24}\r\n/i);
    expect(refusalIn(status, body)).toBe(code);
  });
});

it('none of this was a bug, and no line of the log holds a query or a body', () => {
  expect(server.log.filter(({ level }) => level === 'error')).toEqual([]);
  expect(server.log.length).toBeGreaterThan(500);
  expect(new Set(server.log.flatMap((line) => Object.keys(line)))).toEqual(
    new Set(['level', 'time', 'pid', 'request_id', 'method', 'route', 'status', 'duration_ms', 'account', 'livemode', 'actor', 'msg']),
  );
});
