import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
import { AnswerLog } from './answerLog.ts';
import { Client } from './client.ts';
import { Dice } from './dice.ts';

const folder = mkdtempSync(join(tmpdir(), `guichet-test-${process.pid}-`));
/** What came to the server: which key, and when. */
let came: { key: unknown; atMs: number }[];
/** What the server answers, one after the other. */
let answers: { status: number; headers?: Record<string, string>; body: object }[];
let server: Server;
let log: AnswerLog;
let client: Client;

beforeEach(async () => {
  came = [];
  server = createServer((request, response) => {
    came.push({ key: request.headers['idempotency-key'], atMs: performance.now() });
    const { status, headers, body } = answers.shift() ?? { status: 500, body: {} };
    request.resume().on('end', () => response.writeHead(status, headers).end(JSON.stringify(body)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const api = { base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, key: 'any' };
  log = new AnswerLog(join(folder, 'answers.jsonl'));
  const temper = { patienceMs: { least: 5_000, most: 5_000 }, pauseMs: { least: 1, most: 2 } };
  client = new Client({ api: () => api, log, dice: new Dice(1, 'client'), run: 'run', temper });
});
afterEach(async () => {
  await log.close();
  await new Promise((resolve) => server.close(resolve));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('comes back with the same key, no sooner than the server has asked for', async () => {
  const busy = { error: { code: 'rate_limit' } };
  answers = [
    { status: 429, headers: { 'retry-after': '4' }, body: busy },
    { status: 500, body: busy },
    { status: 200, body: { id: 'pi_1', status: 'succeeded' } },
  ];
  client.receive({ number: 1, kind: 'sale', card: '4242424242424242', amount: 500, part: 500, habit: 'plain' });
  await client.lastLeaves(20_000);
  expect(came.map(({ key }) => key)).toEqual(['run-1-pay', 'run-1-pay', 'run-1-pay']);
  const [first = 0, second = 0, third = 0] = came.map(({ atMs }) => atMs);
  expect(second - first).toBeGreaterThanOrEqual(4_000);
  expect(third - second).toBeLessThan(4_000);
  expect(client.asked[0]?.answer?.status).toBe(200);
  expect([...client.refusals]).toEqual([
    ['429 rate_limit', 1],
    ['500 rate_limit', 1],
  ]);
});

it('takes no notice of a server that asks for more than a minute', async () => {
  answers = [
    { status: 429, headers: { 'retry-after': '61' }, body: { error: { code: 'card_decline_rate_limit_exceeded' } } },
    { status: 402, body: { error: { code: 'card_declined' } } },
  ];
  client.receive({ number: 1, kind: 'sale', card: '4000000000000002', amount: 500, part: 500, habit: 'plain' });
  await client.lastLeaves(4_000);
  expect(came).toHaveLength(2);
  expect(client.asked[0]?.answer?.status).toBe(402);
});
