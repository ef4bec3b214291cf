import type { ApiError } from '@guichet/contract/errors.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import { manualClock } from '../../platform/clock.ts';
import type { Caller, RequestContext } from '../../platform/context.ts';
import type { OnceReply } from '../../platform/once.ts';
import { CardTesting, type SlowedDown } from './cardTesting.ts';

const START = new Date('2026-03-02T09:00:00Z');
const APPROVED: OnceReply = { status: 200, body: { object: 'payment_intent', status: 'succeeded' } };
const DECLINED: OnceReply = { status: 402, body: { error: { code: 'card_declined' } } };
const MINUTE_MS = 60_000;

let clock: ReturnType<typeof manualClock>;
let told: SlowedDown[];
let testing: CardTesting;
beforeEach(() => {
  clock = manualClock(START);
  told = [];
  testing = new CardTesting({ clock, tell: (slowed) => void told.push(slowed) });
});

const LIVE: Caller = {
  ...{ tenantId: 1, account: 'acct_1', livemode: true, permissions: new Set<never>() },
  actor: { kind: 'key', id: 'key_1', name: 'Shop' },
};
const PAGE: Caller = { ...LIVE, actor: { kind: 'key', id: 'key_2', name: 'Page' }, publishable: true };
const contextOf = (caller: Caller, ip: string | null): RequestContext => ({
  ...{ requestId: 'req_1', now: clock.now(), caller, idempotency: null, channel: 'api', ip },
});

/** What a try of a card ends with: how it was answered, or the code of its refusal. */
async function attempt(card: string, reply: OnceReply, caller = LIVE, ip: string | null = '192.0.2.1'): Promise<string | number> {
  const context = contextOf(caller, ip);
  return testing
    .watch(context, async (meet) => {
      meet(card);
      meet(card);
      return reply;
    })
    .then(
      ({ status }) => status,
      (error: ApiError) => `${error.code} ${error.details.retryAfterSeconds}`,
    );
}

async function times(count: number, each: (at: number) => Promise<unknown>): Promise<unknown[]> {
  const ends: unknown[] = [];
  for (let at = 0; at < count; at += 1) ends.push(await each(at));
  return ends;
}

describe('a card', () => {
  it('that was declined ten times within an hour waits, whoever asks, and is then tried once in a while', async () => {
    expect(await times(12, () => attempt('A', DECLINED))).toEqual([
      ...Array.from({ length: 10 }, () => 402),
      ...Array.from({ length: 2 }, () => 'card_decline_rate_limit_exceeded 380'),
    ]);
    expect(await attempt('A', APPROVED, { ...LIVE, actor: { kind: 'person', id: 'usr_1', name: 'Ada' } })).toMatch(/^card_decline/);
    expect(await attempt('B', APPROVED)).toBe(200);
    expect(await attempt('A', APPROVED, { ...LIVE, tenantId: 2 })).toBe(200);
    clock.advance(381_000);
    expect([await attempt('A', DECLINED), await attempt('A', DECLINED)]).toEqual([402, expect.stringMatching(/^card_decline/)]);
    // It goes on, so it is told once.
    expect(told.map(({ subject, declined }) => [subject.kind, declined])).toEqual([['card', 10]]);
  });

  it('in test mode only where whoever asks fails otherwise as well', async () => {
    const test = { ...LIVE, livemode: false };
    await times(20, (at) => attempt(`good ${at}`, APPROVED, test));
    expect(await times(15, () => attempt('A', DECLINED, test))).not.toContain(429);
    expect(await attempt('A', DECLINED, test)).toBe(402);
    await times(10, () => attempt('B', DECLINED, test));
    expect(await attempt('A', DECLINED, test)).toMatch(/^card_decline_rate_limit_exceeded/);
  });

  it('is not tried by many at once before the first is answered', async () => {
    const answered = Promise.withResolvers<OnceReply>();
    const all = Array.from({ length: 30 }, () =>
      testing.watch(contextOf(LIVE, null), (meet) => {
        meet('A');
        return answered.promise;
      }),
    );
    answered.resolve(DECLINED);
    const ends = await Promise.allSettled(all);
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(19);
  });
});

describe('whoever asks', () => {
  it('a payer’s address is slowed, and other payers are not', async () => {
    const ends = await times(12, (at) => attempt(`card ${at}`, DECLINED, PAGE));
    expect(ends.slice(9)).toEqual([402, 'rate_limit 64', 'rate_limit 64']);
    expect(await attempt('card', APPROVED, PAGE, '192.0.2.2')).toBe(200);
    expect(await attempt('card', APPROVED)).toBe(200);
    expect(told.map(({ subject }) => subject.kind)).toEqual(['payer_address']);
  });

  it('a payer’s address tries forty cards, and then those again', async () => {
    const ends = await times(41, (at) => attempt(`card ${at}`, APPROVED, PAGE));
    expect(ends.slice(39)).toEqual([200, expect.stringMatching(/^rate_limit/)]);
    expect(await attempt('card 39', APPROVED, PAGE)).toBe(200);
  });

  it('a key waits after a hundred declines, staff at the same address do not', async () => {
    const ends = await times(101, (at) => attempt(`card ${at}`, DECLINED));
    expect(ends.slice(99)).toEqual([402, expect.stringMatching(/^rate_limit \d+$/)]);
    expect(await attempt('another', APPROVED, { ...LIVE, actor: { kind: 'person', id: 'usr_1', name: 'Ada' } })).toBe(200);
  });

  it('who sells is not hindered by declines', async () => {
    await times(300, (at) => attempt(`card ${at}`, at % 3 === 0 ? DECLINED : APPROVED));
    expect(told).toEqual([]);
  });

  it('what was answered before, or not at all, counts for nothing', async () => {
    await times(20, () => attempt('A', { ...DECLINED, replayedFrom: 'req_0' }));
    await times(20, () => testing.watch(contextOf(LIVE, null), () => Promise.reject(new Error('The database is gone.'))).catch(() => {}));
    expect(await attempt('A', DECLINED)).toBe(402);
  });

  it('it is told again when it begins again', async () => {
    await times(12, (at) => attempt(`card ${at}`, DECLINED, PAGE));
    clock.advance(60 * MINUTE_MS);
    await times(12, (at) => attempt(`card ${at}`, DECLINED, PAGE));
    expect(told).toHaveLength(2);
  });
});
