import { describe, expect, it } from 'vitest';
import { Admission, type Place, type Turn } from './admission.ts';
import { simulateOverload } from './testing/simulateOverload.ts';

const place = (account: string, sender = 'key'): Place => ({ account, sender });
const A = place('a');
const B = place('b');

function open(most: number, least = most) {
  let nowMs = 1_000;
  const admission = new Admission({ nowMs: () => nowMs, bounds: { least, most } });
  const pass = (ms: number): void => {
    nowMs += ms;
    admission.refuseLate();
  };
  return { admission, pass };
}

/** What has been decided so far; null: nothing yet. */
const decided = (turn: Turn): Promise<boolean | null> => Promise.race([turn.isIn, Promise.resolve().then(() => null)]);

describe('the door', () => {
  it('lets in as many as may, and the next one when somebody leaves', async () => {
    const { admission } = open(2);
    expect([admission.tryEnter(A), admission.tryEnter(A), admission.tryEnter(A)]).toEqual([true, true, false]);
    const turn = admission.wait(A);
    expect(admission.counts).toEqual({ limit: 2, in_flight: 2, queued: 1, refused: 0, gave_up: 0 });
    expect(await decided(turn)).toBe(null);
    admission.leave(A);
    expect(await turn.isIn).toBe(true);
    expect(admission.counts).toMatchObject({ in_flight: 2, queued: 0 });
    admission.leave(A);
    admission.leave(A);
    expect(admission.counts).toMatchObject({ in_flight: 0 });
  });

  it('lets nobody pass who comes later for the same account', () => {
    const { admission } = open(100);
    while (admission.tryEnter(A));
    // Eight ninths are one account's; the rest is free for others.
    expect(admission.counts.in_flight).toBe(89);
    admission.wait(A);
    expect(admission.tryEnter(A)).toBe(false);
    expect(admission.tryEnter(B)).toBe(true);
  });

  it('refuses who has waited two seconds, and nobody else', async () => {
    const { admission, pass } = open(1);
    admission.tryEnter(A);
    const first = admission.wait(A);
    pass(1_500);
    const second = admission.wait(B);
    pass(499);
    expect(await decided(first)).toBe(null);
    pass(1);
    expect([await decided(first), await decided(second)]).toEqual([false, null]);
    expect(admission.counts).toMatchObject({ queued: 1, refused: 1, in_flight: 1 });
    admission.leave(A);
    expect(await second.isIn).toBe(true);
  });

  it('does nothing for who has hung up', async () => {
    const { admission } = open(1);
    admission.tryEnter(A);
    const gone = admission.wait(A);
    const waiting = admission.wait(A);
    gone.giveUp();
    gone.giveUp();
    admission.leave(A);
    expect([await gone.isIn, await waiting.isIn]).toEqual([false, true]);
    // Who is in stays in: what was begun is finished.
    waiting.giveUp();
    expect(admission.counts).toEqual({ limit: 1, in_flight: 1, queued: 0, refused: 0, gave_up: 1 });
  });

  it('turns away at once who would wait behind two thousand of their own, but not others', () => {
    const { admission } = open(1);
    admission.tryEnter(A);
    for (let count = 0; count < 2_000; count += 1) admission.wait(A);
    expect([admission.turnsAway(A), admission.turnsAway(B)]).toEqual([true, false]);
    expect(admission.counts).toMatchObject({ refused: 1 });
  });

  it('lets fewer in when it is crowded, and more again when it is roomy and wanted', async () => {
    const { admission } = open(1_000, 16);
    while (admission.tryEnter(A) || admission.tryEnter(B));
    expect(admission.counts.limit).toBe(64);
    admission.adapt(600);
    expect(admission.counts.limit).toBe(32);
    // More are in than are to be: who waits, waits until they have left.
    const turn = admission.wait(A);
    admission.adapt(600);
    for (let held = admission.counts.in_flight; held > 40; held -= 1) admission.leave(held % 2 === 0 ? A : B);
    expect(await decided(turn)).toBe(null);
    expect(admission.counts.limit).toBe(32);
    for (let looks = 0; looks < 3; looks += 1) admission.adapt(10);
    expect(await turn.isIn).toBe(true);
    expect(admission.counts.limit).toBeGreaterThan(40);
    admission.rest();
    expect(admission.counts.limit).toBeLessThanOrEqual(64);
  });

  it('tells those who are refused to come back at moments the further apart, the more of them there are', () => {
    const { admission, pass } = open(1);
    const told = (): number[] =>
      Array.from({ length: 30 }, () => {
        admission.wait(A);
        pass(2_000);
        return admission.retryAfterSeconds;
      });
    admission.tryEnter(A);
    expect(new Set(told())).toEqual(new Set([1, 2, 3]));
    for (let seconds = 0; seconds < 10; seconds += 1) {
      told();
      admission.reckon();
    }
    expect([Math.min(...told()), Math.max(...told())]).toEqual([1, 30]);
    for (let seconds = 0; seconds < 10; seconds += 1) admission.reckon();
    expect(new Set(told())).toEqual(new Set([1, 2, 3]));
  });

  it('costs next to nothing: a hundred thousand come and go in a blink', () => {
    const { admission } = open(1_000);
    const from = performance.now();
    for (let count = 0; count < 100_000; count += 1) {
      admission.tryEnter(A);
      admission.leave(A);
    }
    // Some 15 ms where it was written; the bound is for what would make it slower by orders of magnitude.
    expect(performance.now() - from).toBeLessThan(1_000);
  });
});

describe.each([
  ['a quick machine', 100],
  ['a slow one', 30],
])('on %s, an overload of three times what can be done', (_, capacityPerSecond) => {
  const load = { capacityPerSecond, calmSeconds: 3, burstSeconds: 10, afterSeconds: 30, times: 3 };

  it('is served at full speed, and is over within seconds', async () => {
    const { calmPerSecond, burstPerSecond, secondsUntilNormal } = await simulateOverload({ ...load, guarded: true });
    expect(calmPerSecond).toBeGreaterThan(0.9 * (capacityPerSecond / 2));
    expect(burstPerSecond).toBeGreaterThan(0.7 * capacityPerSecond);
    expect(secondsUntilNormal).toBeLessThan(10);
  });

  it('without a door is served badly, and lasts', async () => {
    const { burstPerSecond, secondsUntilNormal } = await simulateOverload({ ...load, guarded: false });
    expect(burstPerSecond).toBeLessThan(0.5 * capacityPerSecond);
    expect(secondsUntilNormal).toBeGreaterThan(20);
  });
});
