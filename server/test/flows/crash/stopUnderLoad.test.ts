import { connect } from 'node:net';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { postTo } from '../../harness/apiClient.ts';
import { onTestDatabase, type ServerProcess, startServerProcess } from '../../harness/serverProcess.ts';
import { runSql, type TestDatabase, testDatabase } from '../../harness/testDatabase.ts';
import { COMPILE_CACHE } from './compileCache.ts';

const PAYMENTS = 50;

let database: TestDatabase;
let server: ServerProcess;
beforeAll(async () => {
  database = await testDatabase();
  server = await startServerProcess({ ...onTestDatabase(database), NODE_COMPILE_CACHE: COMPILE_CACHE });
});
afterAll(async () => {
  await server.close();
  await database.close();
});

const inFlight = async (): Promise<number> =>
  ((await (await fetch(`${server.base}/readyz`)).json()) as { load: { in_flight: number } }).load.in_flight;

const pay = (at: number) =>
  postTo(
    server,
    '/v1/payment_intents',
    {
      ...{ amount: String(1_000 + at), currency: 'eur', confirm: 'true', payment_method: 'pm_card_visa' },
      ...{ 'allowed_payment_method_types[]': 'card', 'payment_method_options[card][moto]': 'true' },
    },
    `stop-${at}`,
    AbortSignal.timeout(30_000),
  );

/** A connection that was used and stays open, as clients keep them. */
async function keptAlive(): Promise<{ readonly ended: Promise<void> }> {
  const socket = connect(server.port, 'localhost');
  socket.write('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n');
  await new Promise((resolve) => socket.once('data', resolve));
  socket.resume();
  return { ended: new Promise((resolve) => socket.once('close', () => resolve())) };
}

it('a server that is told to stop under load answers whoever is in, refuses the rest, and ends in order', async () => {
  const { url, token } = server.bank();
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const fault = { kind: 'slow_answer', operation: 'authorise', delay_ms: 4_000, times: PAYMENTS };
  await fetch(`${url}/control/faults`, { method: 'POST', headers, body: JSON.stringify(fault) });
  const idle = await keptAlive();
  const paying = Promise.all(Array.from({ length: PAYMENTS }, (_, at) => pay(at)));
  await vi.waitUntil(async () => (await inFlight()) === PAYMENTS, { timeout: 20_000, interval: 50 });
  const stopped = server.stop();
  await idle.ended;
  await expect(fetch(`${server.base}/healthz`)).rejects.toThrow();
  const answers = await paying;
  expect(answers.map(({ status, body }) => [status, body.status])).toEqual(answers.map(() => [200, 'succeeded']));
  expect(await stopped).toBe(0);
  const [row] = await runSql<{ open: string; paid: string }>(
    database.ownerPool,
    "SELECT count(*) FILTER (WHERE status IN ('sent', 'unknown')) AS open, count(*) FILTER (WHERE status = 'approved') AS paid FROM attempts",
  );
  expect([Number(row?.open), Number(row?.paid)]).toEqual([0, PAYMENTS]);
}, 60_000);
