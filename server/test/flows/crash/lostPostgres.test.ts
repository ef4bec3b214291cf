import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { killAllOf } from '../../../../test/boot/processesOf.ts';
import { type Answered, getFrom, listAll, postTo } from '../../harness/apiClient.ts';
import { type ServerProcess, startServerProcess } from '../../harness/serverProcess.ts';
import { compareThreeBooks, untilNothingIsOpen } from '../../harness/threeBooks.ts';
import { COMPILE_CACHE } from './compileCache.ts';
import { chargeForm, expectStanding, OPERATIONS, prepare, toldBy, VISA } from './operations.ts';

// Whole servers are started and awaited here; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 60_000 });

let server: ServerProcess;

beforeAll(async () => {
  server = await startServerProcess({ BANK_DEADLINE_MS: '2000', NODE_COMPILE_CACHE: COMPILE_CACHE });
});
afterAll(() => server.close());

async function expectBooksToAgree(leastLines: number): Promise<void> {
  await untilNothingIsOpen(server.ownerPool());
  const { lines, differences } = await compareThreeBooks({ api: server, bank: server.bank(), database: server.ownerPool() });
  expect(differences).toEqual([]);
  expect(lines).toBeGreaterThanOrEqual(leastLines);
}

const postmaster = (): number => Number(readFileSync(join(server.dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);

describe('PostgreSQL killed in the middle of a burst', () => {
  const DECLINED = '4000000000000002';
  const BURST = 80;
  const AT_ONCE = 16;
  /** The first answer to each key that was a promise; a 409 or 503 promises nothing, and the caller asks again. */
  const promised = new Map<string, Answered>();
  const broken: string[] = [];

  const send = (at: number): Promise<Answered> =>
    postTo(server, '/v1/payment_intents', chargeForm(at % 8 === 7 ? DECLINED : VISA, { amount: String(1_000 + at) }), `burst-${at}`);

  /** As a careful client does: the same key until there is a definite answer. */
  async function pay(at: number): Promise<void> {
    for (let tries = 0; ; tries += 1) {
      const answer = await send(at);
      if (answer.status === 200 || answer.status === 402) return void promised.set(`burst-${at}`, answer);
      broken.push(toldBy(answer));
      if (tries === 200) throw new Error(`burst-${at} still gets ${answer.text}`);
      await sleep(100);
    }
  }

  it('kills no server, and every caller gets an answer in the end', async () => {
    const pid = postmaster();
    let next = 0;
    const clients = Array.from({ length: AT_ONCE }, async () => {
      while (next < BURST) {
        if (next === BURST / 2) process.kill(pid, 'SIGKILL');
        next += 1;
        await pay(next - 1);
      }
    });
    await Promise.all(clients);
    expect(postmaster()).not.toBe(pid);
    expect((await getFrom(server, '/readyz')).status).toBe(200);
    // Whatever was refused meanwhile left the caller's key alive; nothing was called a decline that was none.
    for (const told of broken) expect(['409 idempotency_key_in_use', '503 outcome_unknown', '503 unavailable']).toContain(told);
  });

  it('loses nothing that was promised, and the same keys get the same answers', async () => {
    expect(promised.size).toBe(BURST);
    await expectBooksToAgree(BURST);
    for (let at = 0; at < BURST; at += 1) {
      const [key, answer] = [`burst-${at}`, await send(at)];
      expect(answer.text).toBe(promised.get(key)?.text);
      expect(answer.headers.get('idempotent-replayed')).toBe('true');
      if (answer.status === 200) await expectStanding(server, 'charge', answer, 'done');
    }
    await expectBooksToAgree(BURST);
  });
});

describe('everything killed at once', () => {
  const LISTS = ['payment_intents', 'charges', 'refunds', 'customers', 'balance_transactions', 'events'];
  const before = new Map<string, string>();

  const AT_ONCE = 16;

  /** Every object by its own address, byte for byte. */
  async function readAll(): Promise<Map<string, string>> {
    const paths = ['/v1/balance'];
    for (const list of LISTS) paths.push(...(await listAll(server, `/v1/${list}`)).map(({ id }) => `/v1/${list}/${id}`));
    for (const { payment_method: id } of await listAll<{ id: string; payment_method: string }>(server, '/v1/charges'))
      paths.push(`/v1/payment_methods/${id}`);
    const read = async (path: string): Promise<[string, string]> => {
      const { status, text } = await getFrom(server, path);
      expect(status, path).toBe(200);
      return [path, text];
    };
    const all: [string, string][] = [];
    for (let at = 0; at < paths.length; at += AT_ONCE) all.push(...(await Promise.all(paths.slice(at, at + AT_ONCE).map(read))));
    return new Map(all);
  }

  beforeAll(async () => {
    const { body: customer } = await postTo(server, '/v1/customers', { name: 'Camille Petit', email: 'camille@example.com' });
    await postTo(server, '/v1/payment_intents', chargeForm(VISA, { customer: customer.id, setup_future_usage: 'off_session' }));
    for (const operation of OPERATIONS) await (await prepare(server, operation, `last-${operation}`)).send();
    for (const [path, text] of await readAll()) before.set(path, text);
  });

  it('reads back byte for byte', async () => {
    expect(before.size).toBeGreaterThan(300);
    killAllOf(server.dataDir);
    expect(await server.ended()).toBe('SIGKILL');
    await server.restart();
    const after = await readAll();
    expect([...after.keys()]).toEqual([...before.keys()]);
    for (const [path, text] of after) expect(text, path).toBe(before.get(path));
    await expectBooksToAgree(90);
  });
});
