import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { FaultList, FaultRequest } from '../api.ts';
import { createBank } from '../createBank.ts';
import { authorisation, listening, SteppedClock, temporaryBank, temporaryBookPath } from '../testing/temporaryBank.ts';

const minuteMs = 60_000;

async function postTo(base: string, path: string, body: object, signal: AbortSignal | null = null) {
  const reply = await fetch(base + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal,
  });
  return { status: reply.status, body: (await reply.json()) as Record<string, unknown> };
}

async function faultyBank(...faults: FaultRequest[]) {
  const { app, bookPath } = temporaryBank();
  const base = await listening(app);
  for (const fault of faults) expect((await postTo(base, '/control/faults', fault)).status).toBe(200);
  return {
    app,
    bookPath,
    base,
    authorise: (reference: string, signal?: AbortSignal) => postTo(base, '/v1/authorisations', authorisation(reference), signal),
    reverse: (reference: string) => postTo(base, '/v1/reversals', { reference }),
    known: async (reference: string) => (await fetch(`${base}/v1/operations/${reference}`)).status === 200,
    faults: async () => (await (await fetch(`${base}/control/faults`)).json()) as FaultList,
  };
}

/** Asks until a request is being delayed or held; each question is a round trip, so this doesn't spin. */
async function untilWaiting(faults: () => Promise<FaultList>): Promise<void> {
  while ((await faults()).waiting === 0);
}

/** Delays run on a clock that only the test moves; sockets stay real. */
function stoppedTimers(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => {
    vi.useRealTimers();
  });
}

describe('slow', () => {
  it('does the work late, so that a tombstone laid meanwhile wins', async () => {
    stoppedTimers();
    const bank = await faultyBank({ kind: 'slow', operation: 'authorise', delay_ms: minuteMs });
    const late = bank.authorise('a');
    await untilWaiting(bank.faults);
    expect(await bank.known('a')).toBe(false);
    expect((await bank.reverse('a')).body).toMatchObject({ result: 'reversed', found: false });
    vi.advanceTimersByTime(minuteMs);
    expect((await late).body).toMatchObject({ result: 'declined', response_code: 'TB', reason: 'tombstone' });
  });

  it('loses to a quicker request with the same reference, which is then the one authorisation', async () => {
    stoppedTimers();
    const bank = await faultyBank({ kind: 'slow', delay_ms: minuteMs });
    const late = bank.authorise('a');
    await untilWaiting(bank.faults);
    const quick = await bank.authorise('a');
    vi.advanceTimersByTime(minuteMs);
    expect((await late).body).toEqual({ ...quick.body, repeated: true });
  });

  it('does the work though the caller has gone', async () => {
    stoppedTimers();
    const bank = await faultyBank({ kind: 'slow', operation: 'authorise', delay_ms: minuteMs });
    const patience = new AbortController();
    const given = bank.authorise('a', patience.signal);
    await untilWaiting(bank.faults);
    patience.abort();
    await expect(given).rejects.toThrow();
    expect(await bank.known('a')).toBe(false);
    vi.advanceTimersByTime(minuteMs);
    expect(await bank.known('a')).toBe(true);
  });
});

it('slow_answer does the work at once and tells late', async () => {
  stoppedTimers();
  const bank = await faultyBank({ kind: 'slow_answer', operation: 'authorise', delay_ms: minuteMs });
  const late = bank.authorise('a');
  await untilWaiting(bank.faults);
  expect(await bank.known('a')).toBe(true);
  vi.advanceTimersByTime(minuteMs);
  expect((await late).body.result).toBe('approved');
});

it.each([
  ['no_answer_before', false],
  ['no_answer_after', true],
] as const)('%s never answers (work done: %s)', async (kind, worked) => {
  const bank = await faultyBank({ kind, operation: 'authorise' });
  const patience = new AbortController();
  let answered = false;
  const reply = bank.authorise('a', patience.signal).finally(() => {
    answered = true;
  });
  await untilWaiting(bank.faults);
  expect(await bank.known('a')).toBe(worked);
  expect(answered).toBe(false);
  patience.abort();
  await expect(reply).rejects.toThrow();
  while ((await bank.faults()).waiting > 0);
  expect((await bank.authorise('a')).body.repeated).toBe(worked || undefined);
});

it.each([
  ['cut_before', false],
  ['cut_after', true],
] as const)('%s breaks the connection (work done: %s)', async (kind, worked) => {
  const bank = await faultyBank({ kind, operation: 'authorise' });
  await expect(bank.authorise('a')).rejects.toThrow('fetch failed');
  expect(await bank.known('a')).toBe(worked);
});

it.each([
  ['error_500_before', false],
  ['error_500_after', true],
] as const)('%s answers 500 (work done: %s)', async (kind, worked) => {
  const bank = await faultyBank({ kind, operation: 'authorise' });
  expect(await bank.authorise('a')).toMatchObject({ status: 500, body: { error: { code: 'internal_error' } } });
  expect(await bank.known('a')).toBe(worked);
});

it('duplicate_answer sends the whole answer twice, then closes', async () => {
  const bank = await faultyBank({ kind: 'duplicate_answer', operation: 'authorise' });
  const body = JSON.stringify(authorisation('a'));
  const socket = connect(Number(new URL(bank.base).port), '127.0.0.1');
  socket.write(
    `POST /v1/authorisations HTTP/1.1\r\nhost: bank\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
  );
  const received = await text(socket);
  const half = received.slice(0, received.length / 2);
  expect(received).toBe(half + half);
  const [head = '', json = ''] = half.split('\r\n\r\n');
  expect(head).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  expect(head).toContain(`content-length: ${Buffer.byteLength(json)}`);
  expect(JSON.parse(json)).toMatchObject({ reference: 'a', result: 'approved' });
});

it.each([
  ['capture', '/v1/captures', { reference: 'x', authorisation: 'a', amount: 1 }],
  ['void', '/v1/voids', { reference: 'x', authorisation: 'a' }],
  ['refund', '/v1/refunds', { reference: 'x', authorisation: 'a', amount: 1 }],
  ['reverse', '/v1/reversals', { reference: 'a' }],
] as const)('a fault may be meant for %s alone, and for one card', async (operation, path, body) => {
  const bank = await faultyBank(
    { kind: 'error_500_before', operation, card_last4: '9995' },
    { kind: 'error_500_before', operation, card_last4: '4242' },
  );
  expect((await bank.authorise('a')).status).toBe(200);
  expect((await postTo(bank.base, path, body)).status).toBe(500);
  expect((await postTo(bank.base, path, body)).status).toBe(200);
  expect((await bank.faults()).faults).toMatchObject([{ card_last4: '9995' }]);
});

it('a look-up can fail too', async () => {
  const bank = await faultyBank({ kind: 'error_500_before', operation: 'lookup' });
  expect((await fetch(`${bank.base}/v1/operations/a`)).status).toBe(500);
  expect((await fetch(`${bank.base}/v1/operations/a`)).status).toBe(404);
});

describe('the queue', () => {
  it('strikes in order, as often as told, and can be emptied', async () => {
    const bank = await faultyBank({ kind: 'error_500_before', times: 2 }, { kind: 'cut_before', times: 3 });
    const first = { id: 1, kind: 'error_500_before', operation: 'any', times: 2, delay_ms: 1000, card_last4: null };
    expect(await bank.faults()).toMatchObject({ faults: [first, { id: 2, times: 3 }], waiting: 0 });
    expect((await bank.authorise('a')).status).toBe(500);
    expect((await bank.authorise('a')).status).toBe(500);
    await expect(bank.authorise('a')).rejects.toThrow();
    expect((await bank.faults()).faults).toMatchObject([{ kind: 'cut_before', times: 2 }]);
    const deleted = await fetch(`${bank.base}/control/faults`, { method: 'DELETE' });
    expect(await deleted.json()).toEqual({ deleted: 1 });
    expect((await bank.authorise('a')).status).toBe(200);
  });

  it.each([{}, { kind: 'fire' }, { kind: 'slow', delay_ms: -1 }, { kind: 'slow', times: 0 }, { kind: 'slow', card_last4: '42' }])(
    'refuses %j',
    async (fault) => {
      const { base } = await faultyBank();
      expect((await postTo(base, '/control/faults', fault)).status).toBe(400);
    },
  );
});

describe('the end of the bank', () => {
  it('finishes delayed work at once and lets go of what is held', async () => {
    const bookPath = temporaryBookPath();
    const app = createBank({ bookPath, clock: new SteppedClock() });
    const base = await listening(app);
    for (const kind of ['slow', 'slow', 'no_answer_before']) await postTo(base, '/control/faults', { kind, delay_ms: 10 * minuteMs });
    const patience = new AbortController();
    const waited = postTo(base, '/v1/authorisations', authorisation('waited'));
    const left = postTo(base, '/v1/authorisations', authorisation('left'), patience.signal).catch(() => 'gone');
    const held = postTo(base, '/v1/authorisations', authorisation('held')).catch(() => 'gone');
    while (((await (await fetch(`${base}/control/faults`)).json()) as FaultList).waiting < 3);
    patience.abort();
    await app.close();
    expect((await waited).body.result).toBe('approved');
    expect([await left, await held]).toEqual(['gone', 'gone']);

    const next = temporaryBank(bookPath);
    const kept = (await next.get('/v1/book')).body.operations as { reference: string }[];
    expect(kept.map(({ reference }) => reference).sort()).toEqual(['left', 'waited']);
  });
});
