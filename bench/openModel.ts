import { setTimeout as sleep } from 'node:timers/promises';
import { quantile, rounded } from './figures.ts';
import { HttpConnection } from './httpConnection.ts';
import { paymentBody, withBank } from './payments.ts';
import type { BenchPlace } from './place.ts';

export interface OpenRun {
  readonly perSecond: number;
  readonly bankMs: number;
  readonly seconds: number;
}

export interface OpenResult {
  readonly bank_ms: number;
  readonly arrivals_per_s: number;
  readonly came: number;
  readonly p50_ms: number;
  readonly p99_ms: number;
  /** What is on top of the time that the bank was told to take; what the bank takes besides is in it. */
  readonly added_p99_ms: number;
  readonly failed: number;
}

const WARM_UP_SECONDS = 2;
const STEP_MS = 1;
const PAUSE_MS = 100;
let run = 0;

/**
 * Payments come as customers do, independently of each other (a Poisson process) and whether or not those before are done. Each counts from the
 * moment at which it was to come, so that nothing is forgiven that kept it from being sent.
 */
export async function runOpenModel(place: BenchPlace, { perSecond, bankMs, seconds }: OpenRun): Promise<OpenResult> {
  const { server } = place;
  const headers = `authorization: Bearer ${server.key}\r\ncontent-type: application/x-www-form-urlencoded\r\n`;
  const idle: HttpConnection[] = [];
  const tookMs: number[] = [];
  run += 1;
  let [came, failed] = [0, 0];
  const pay = async (dueMs: number, counts: boolean): Promise<void> => {
    const visitor = ++came;
    const connection = idle.pop() ?? (await HttpConnection.open(server.base));
    const key = `${headers}idempotency-key: open-${run}-${visitor}\r\n`;
    const send = () => connection.send('POST', '/v1/payment_intents', key, paymentBody(place, visitor));
    let { status } = await send();
    // Who is not let in asks again a little later; the time until then counts.
    while (status === 429) {
      await sleep(PAUSE_MS * (0.5 + Math.random()));
      ({ status } = await send());
    }
    if (status !== 200) failed += 1;
    else if (counts) tookMs.push(performance.now() - dueMs);
    idle.push(connection);
  };
  await withBank(place, bankMs, async () => {
    const begunMs = performance.now();
    const beginMs = begunMs + WARM_UP_SECONDS * 1000;
    const endMs = beginMs + seconds * 1000;
    const paying: Promise<void>[] = [];
    const untilNext = (): number => (-Math.log(1 - Math.random()) / perSecond) * 1000;
    for (let dueMs = begunMs; dueMs < endMs; dueMs += untilNext()) {
      while (performance.now() < dueMs) await sleep(STEP_MS);
      paying.push(pay(dueMs, dueMs >= beginMs));
    }
    await Promise.all(paying);
  });
  for (const connection of idle) connection.close();
  const sorted = tookMs.sort((a, b) => a - b);
  const p99 = quantile(sorted, 0.99);
  return {
    ...{ bank_ms: bankMs, arrivals_per_s: rounded(perSecond), came: sorted.length },
    ...{ p50_ms: rounded(quantile(sorted, 0.5)), p99_ms: rounded(p99), added_p99_ms: rounded(p99 - bankMs), failed },
  };
}
