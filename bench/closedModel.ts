import { setTimeout as sleep } from 'node:timers/promises';
import { HttpConnection } from './httpConnection.ts';

export interface ClosedModel {
  readonly base: string;
  readonly connections: number;
  readonly seconds: number;
  readonly path: string;
  /** With `\r\n` behind each. */
  readonly headers: string;
  /** The body that a connection sends, each time the same. */
  readonly bodyOf: (connection: number) => string;
  /** Is told when the time that counts begins, and when it ends. */
  readonly onBegin: () => void;
  readonly onEnd: () => void;
}

export interface Answers {
  /** Sorted. */
  readonly tookMs: readonly number[];
  readonly failed: number;
}

const WARM_UP_MS = 2_000;
const PAUSE_MS = 100;
const RUN = Date.now().toString(36);
let keys = 0;

/** Each connection posts again and again, each time with a new key, and waits for every answer. */
export async function runClosedModel(model: ClosedModel): Promise<Answers> {
  const open = await Promise.all(Array.from({ length: model.connections }, () => HttpConnection.open(model.base)));
  const begin = performance.now() + WARM_UP_MS;
  const end = begin + model.seconds * 1000;
  const tookMs: number[] = [];
  let failed = 0;
  const post = async (connection: HttpConnection, at: number): Promise<void> => {
    const body = model.bodyOf(at);
    for (;;) {
      const sentAt = performance.now();
      if (sentAt >= end) return;
      keys += 1;
      const headers = `${model.headers}content-type: application/x-www-form-urlencoded\r\nidempotency-key: ${RUN}-${keys}\r\n`;
      const send = () => connection.send('POST', model.path, headers, body);
      let { status, body: answer } = await send();
      // Who is not let in yet asks again a little later, as any client does; the time until it is paid counts.
      while (status === 429 && performance.now() < end) {
        await sleep(PAUSE_MS * (0.5 + Math.random()));
        ({ status, body: answer } = await send());
      }
      const now = performance.now();
      if (status !== 200 && status !== 429 && failed++ === 0)
        process.stderr.write(`A request failed: ${status} ${answer.toString().slice(0, 300)}\n`);
      if (status === 200 && now >= begin && now < end) tookMs.push(now - sentAt);
    }
  };
  const clients = Promise.all(open.map(post));
  await sleep(WARM_UP_MS);
  model.onBegin();
  await sleep(model.seconds * 1000);
  model.onEnd();
  await clients;
  for (const connection of open) connection.close();
  return { tookMs: tookMs.sort((a, b) => a - b), failed };
}
