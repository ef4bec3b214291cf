import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { until } from '../../server/test/harness/until.ts';
import { Line } from './line.ts';

/** What came to the bank, in order: paths and bodies. */
let came: string[];
let bank: Server;
let line: Line;
let keptMs: number;

beforeEach(async () => {
  [came, keptMs] = [[], 0];
  bank = createServer(async (request, response) => {
    let body = '';
    for await (const piece of request) body += piece;
    came.push(`${request.url} ${body}`);
    response.end(`did ${body}`);
  });
  await new Promise<void>((resolve) => bank.listen(0, '127.0.0.1', resolve));
  const { port } = bank.address() as AddressInfo;
  line = await Line.open(`http://127.0.0.1:${port}`, { delayMs: () => 1, keptMs: () => keptMs });
});
afterEach(async () => {
  await line.close();
  await new Promise((resolve) => bank.close(resolve));
});

const post = (path: string, body: string, patienceMs = 5_000) =>
  fetch(line.url + path, { method: 'POST', body, signal: AbortSignal.timeout(patienceMs) }).then((answer) => answer.text());

it('passes requests and answers on as they are', async () => {
  expect(await post('/v1/authorisations', 'one')).toBe('did one');
  expect(line.kept).toBe(0);
});

it('brings what it kept whole, though whoever sent it has hung up and has had it undone', async () => {
  keptMs = 5_000;
  const body = 'x'.repeat(200_000);
  await expect(post('/v1/authorisations', body, 1_000)).rejects.toThrow('aborted');
  expect(await post('/v1/reversals', 'undo')).toBe('did undo');
  expect(came).toEqual(['/v1/reversals undo']);
  await line.delivered();
  await until(() => came.length === 2);
  expect(came[1]).toBe(`/v1/authorisations ${body}`);
  expect(line.kept).toBe(1);
});

it('loses what it kept when it is cut', async () => {
  keptMs = 50;
  const lost = post('/v1/captures', 'one').catch(() => 'no answer');
  await until(() => line.kept === 1);
  line.cut();
  expect(await lost).toBe('no answer');
  await line.delivered();
  [keptMs] = [0];
  line.mend();
  expect(await post('/v1/captures', 'two')).toBe('did two');
  expect(came).toEqual(['/v1/captures two']);
});
