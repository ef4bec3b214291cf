import { connect } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { until } from '../../test/harness/until.ts';
import { Admission } from './admission.ts';
import { boundsUpTo } from './capacity.rules.ts';
import { startToyServer, TOY_KEY } from './testing/toyServer.ts';

/** A server with room for one request, and a clock that stands still until a test moves it. */
async function crowded() {
  let nowMs = 0;
  const admission = new Admission({ nowMs: () => nowMs, bounds: boundsUpTo(1) });
  const server = await startToyServer({ admission });
  onTestFinished(() => server.close());
  const ask = (path: string, method = 'POST', headers: Record<string, string> = {}): Promise<Response> =>
    fetch(server.url + path, { method, headers: { authorization: `Bearer ${TOY_KEY}`, ...headers } });
  const slow = ask('/v1/slow');
  await server.gate.entered;
  const waitForQueue = (length: number) => until(() => admission.counts.queued === length);
  const pass = (ms: number): void => {
    nowMs += ms;
    admission.refuseLate();
  };
  return { ...server, admission, ask, slow, waitForQueue, pass };
}

it('who waits too long is refused before anything was done, and told to come back with the same key', async () => {
  const { ask, slow, gate, waitForQueue, pass } = await crowded();
  const waiting = ask('/v1/busy', 'POST', { 'idempotency-key': 'key-1' });
  await waitForQueue(1);
  pass(2_000);
  const refused = await waiting;
  expect({ status: refused.status, ...Object.fromEntries(refused.headers) }).toMatchObject({
    status: 429,
    'retry-after': expect.stringMatching(/^[123]$/),
    'stripe-should-retry': 'true',
    'idempotency-key': 'key-1',
  });
  expect(await refused.json()).toEqual({
    error: { type: 'invalid_request_error', code: 'rate_limit', message: expect.stringContaining('nothing was done') },
  });
  gate.open();
  expect((await slow).status).toBe(200);
});

it('who waits gets their turn when somebody leaves', async () => {
  const { ask, slow, gate, waitForQueue, admission } = await crowded();
  const waiting = ask('/v1/customers/cus_1', 'GET');
  await waitForQueue(1);
  gate.open();
  expect([(await slow).status, (await waiting).status]).toEqual([200, 200]);
  await until(() => admission.counts.in_flight === 0);
  // One that fails has left as well.
  expect((await ask('/v1/bug')).status).toBe(500);
  expect((await ask('/v1/busy')).status).toBe(409);
  expect(admission.counts).toMatchObject({ in_flight: 0, queued: 0, refused: 0 });
});

it('nothing is done for a client that hung up while it waited', async () => {
  const { admission, gate, slow, waitForQueue, port, log } = await crowded();
  const socket = connect(port, '127.0.0.1');
  socket.write(`POST /v1/bug HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${TOY_KEY}\r\nContent-Length: 0\r\n\r\n`);
  await waitForQueue(1);
  socket.destroy();
  await waitForQueue(0);
  expect(admission.counts).toMatchObject({ gave_up: 1, in_flight: 1 });
  gate.open();
  await slow;
  await until(() => admission.counts.in_flight === 0);
  expect(log.filter(({ msg }) => msg === 'a request failed')).toEqual([]);
});

it('health, pages and refusals need no turn', async () => {
  const { url, ask, gate, slow } = await crowded();
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  expect((await fetch(`${url}/v1/customers`)).status).toBe(401);
  expect((await ask('/v1/nothing')).status).toBe(404);
  gate.open();
  await slow;
});

it('a body that drips in holds nobody’s place', async () => {
  const { admission, gate, slow, port, ask } = await crowded();
  gate.open();
  await slow;
  const socket = connect(port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  const head = `POST /v1/payment_intents HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${TOY_KEY}\r\nContent-Length: 50\r\n`;
  await new Promise((resolve) => socket.write(`${head}Content-Type: application/x-www-form-urlencoded\r\n\r\namount=`, resolve));
  expect((await ask('/v1/customers', 'GET')).status).toBe(200);
  expect(admission.counts.in_flight).toBe(0);
});
