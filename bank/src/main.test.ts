import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { BookSummary, FaultList } from './api.ts';
import { spawnBank, startBank } from './testing/bankProcess.ts';
import { authorisation, temporaryBookPath } from './testing/temporaryBank.ts';

const json = { 'content-type': 'application/json' };

async function post(base: string, path: string, body: object): Promise<Record<string, unknown>> {
  const reply = await fetch(base + path, { method: 'POST', headers: json, body: JSON.stringify(body) });
  return (await reply.json()) as Record<string, unknown>;
}

async function get<T>(base: string, path: string): Promise<T> {
  return (await (await fetch(base + path)).json()) as T;
}

async function untilWaiting(base: string): Promise<void> {
  while ((await get<FaultList>(base, '/control/faults')).waiting === 0);
}

describe('a bank that runs', () => {
  it('says so in one line', async () => {
    const { child, ready, ended } = await startBank({ BANK_BOOK: temporaryBookPath() });
    expect(ready).toEqual({ ready: true, port: expect.any(Number), pid: child.pid });
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 0, stdout: `${JSON.stringify(ready)}\n`, stderr: '' });
  });

  it('asks for its token', async () => {
    const { base } = await startBank({ BANK_BOOK: temporaryBookPath(), BANK_TOKEN: 'right-token' });
    expect((await fetch(`${base}/v1/book`)).status).toBe(401);
    expect((await fetch(`${base}/v1/book`, { headers: { authorization: 'Bearer right-token' } })).status).toBe(200);
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('finishes what is in flight on %s', async (signal) => {
    const { base, child, ended } = await startBank({ BANK_BOOK: temporaryBookPath() });
    await post(base, '/control/faults', { kind: 'slow', delay_ms: 600_000 });
    const waited = post(base, '/v1/authorisations', authorisation('a'));
    await untilWaiting(base);
    child.kill(signal);
    expect((await waited).result).toBe('approved');
    expect(await ended).toMatchObject({ code: 0, stderr: '' });
  });

  it('ends in order when its parent is gone', async () => {
    const { child, ended } = await startBank({ BANK_BOOK: temporaryBookPath(), BANK_PARENT_PIPE: '1' });
    child.stdin?.end();
    expect(await ended).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('a bank that is killed', () => {
  it('has kept everything that it had answered', async () => {
    const bookPath = temporaryBookPath();
    const first = await startBank({ BANK_BOOK: bookPath });
    await post(first.base, '/control/faults', { kind: 'slow', operation: 'void', times: 7 });
    const answered = new Map<string, Record<string, unknown>>();
    const stream = async (lane: number) => {
      for (let number = 0; ; number += 1) {
        const reference = `lane-${lane}-${number}`;
        answered.set(reference, await post(first.base, '/v1/authorisations', authorisation(reference, { capture: true })));
        if (answered.size >= 200) first.child.kill('SIGKILL');
      }
    };
    await Promise.allSettled([0, 1, 2, 3].map(stream));
    expect((await first.ended).signal).toBe('SIGKILL');

    const second = await startBank({ BANK_BOOK: bookPath });
    for (const [reference, answer] of answered) {
      expect(await get(second.base, `/v1/operations/${reference}`)).toMatchObject(answer);
    }
    expect(await post(second.base, '/v1/authorisations', authorisation('lane-0-0', { capture: true }))).toEqual({
      ...answered.get('lane-0-0'),
      repeated: true,
    });
    const { currencies } = await get<BookSummary>(second.base, '/v1/book/summary');
    expect(currencies.eur?.counts.authorisations).toBeGreaterThanOrEqual(answered.size);
    expect(currencies.eur?.captured).toBe(4990 * (currencies.eur?.counts.authorisations ?? 0));
    expect((await get<FaultList>(second.base, '/control/faults')).faults).toMatchObject([{ kind: 'slow', times: 7 }]);

    second.child.kill('SIGTERM');
    expect((await second.ended).code).toBe(0);
    const book = new DatabaseSync(bookPath);
    expect(book.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
    book.close();
  });

  it('in the middle of slow work has not done it, and a tombstone laid at the next start bars it', async () => {
    const bookPath = temporaryBookPath();
    const first = await startBank({ BANK_BOOK: bookPath });
    await post(first.base, '/control/faults', { kind: 'slow', delay_ms: 600_000 });
    const lost = post(first.base, '/v1/authorisations', authorisation('a'));
    await untilWaiting(first.base);
    first.child.kill('SIGKILL');
    await expect(lost).rejects.toThrow();

    const second = await startBank({ BANK_BOOK: bookPath });
    expect(await post(second.base, '/v1/reversals', { reference: 'a' })).toMatchObject({ found: false });
    expect(await post(second.base, '/v1/authorisations', authorisation('a'))).toMatchObject({ response_code: 'TB' });
  });
});

describe('a bank that cannot start', () => {
  it.each<[string, Record<string, string>, string]>([
    ['no book', {}, 'BANK_BOOK must name the file of the book.'],
    ['no port', { BANK_BOOK: 'book', BANK_PORT: 'http' }, 'BANK_PORT must be a number from 0 to 65535; 0 takes a free port.'],
    ['an open address', { BANK_BOOK: 'book', BANK_HOST: '0.0.0.0' }, 'BANK_HOST other than loopback needs BANK_TOKEN.'],
  ])('for %s says so', async (_name, environment, sentence) => {
    expect(await spawnBank(environment).ended).toEqual({ code: 1, signal: null, stdout: '', stderr: `${sentence}\n` });
  });

  it('for a taken port says so', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void other.close());
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    const ending = await spawnBank({ BANK_BOOK: temporaryBookPath(), BANK_PORT: String(port) }).ended;
    const stderr = `The sandbox bank cannot listen on 127.0.0.1:${port}: the port is taken.\n`;
    expect(ending).toEqual({ code: 1, signal: null, stdout: '', stderr });
  });

  it('for an unusable book says so', async () => {
    const bookPath = temporaryBookPath();
    mkdirSync(bookPath);
    const { code, stdout, stderr } = await spawnBank({ BANK_BOOK: bookPath }).ended;
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^The book .* cannot be used: .*\n$/);
  });

  it('on a book that another bank has open says so, and leaves that one alone', async () => {
    const bookPath = temporaryBookPath();
    const { base } = await startBank({ BANK_BOOK: bookPath });
    const stderr = `The book ${bookPath} cannot be used: another sandbox bank has it open.\n`;
    expect(await spawnBank({ BANK_BOOK: bookPath }).ended).toEqual({ code: 1, signal: null, stdout: '', stderr });
    expect(await post(base, '/v1/authorisations', authorisation('a'))).toMatchObject({ result: 'approved' });
  });
});
