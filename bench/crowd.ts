import { setTimeout as sleep } from 'node:timers/promises';
import { HttpConnection } from './httpConnection.ts';
import type { BenchPlace } from './place.ts';

/** One who comes to pay, and what became of it. */
export interface Visitor {
  readonly cameMs: number;
  servedMs: number | null;
  refused: number;
  hungUp: number;
}

/** Callers hang up after this long, in turn, and ask again with the same key, later each time, as the SDKs do. */
const PATIENCE_MS = [2_000, 4_000, 6_000, 8_000] as const;
const MOST_TRIES = 6;
const FIRST_PAUSE_MS = 500;
const MOST_PAUSE_MS = 5_000;
const STEP_MS = 10;

/** Payments that come whether or not those before are done: the open model. */
export class Crowd {
  readonly visitors: Visitor[] = [];
  served = 0;
  readonly #place: BenchPlace;
  readonly #idle: HttpConnection[] = [];
  readonly #bodies: readonly string[];
  readonly #run = Date.now().toString(36);
  /** Who came before this one has given up. */
  #firstThere = 0;

  constructor(place: BenchPlace) {
    this.#place = place;
    this.#bodies = place.customers.map(({ customer, card }) =>
      new URLSearchParams({
        ...{ amount: '4990', currency: 'eur', confirm: 'true', customer, payment_method: card, off_session: 'true' },
      }).toString(),
    );
  }

  /** Lets them come at an even pace. Those who have not been served by the end go on asking, until they are sent home. */
  async come(perSecond: number, seconds: number): Promise<void> {
    const from = performance.now();
    for (let came = 0; ; ) {
      const elapsed = (performance.now() - from) / 1000;
      if (elapsed >= seconds) return;
      for (; came < elapsed * perSecond; came += 1) void this.#visit();
      await sleep(STEP_MS);
    }
  }

  sendHome(): void {
    this.#firstThere = this.visitors.length;
  }

  async #visit(): Promise<void> {
    const at = this.visitors.length;
    const visitor: Visitor = { cameMs: performance.now(), servedMs: null, refused: 0, hungUp: 0 };
    this.visitors.push(visitor);
    for (let tries = 1; tries <= MOST_TRIES && at >= this.#firstThere; tries += 1) {
      const status = await this.#try(at);
      if (status === 200) {
        visitor.servedMs = performance.now();
        this.served += 1;
        return;
      }
      if (status === null) visitor.hungUp += 1;
      else visitor.refused += 1;
      await sleep(Math.min(MOST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (tries - 1)) * (0.5 + Math.random() / 2));
    }
  }

  /** The answer's status; null when it did not come in time. */
  async #try(at: number): Promise<number | null> {
    const { server } = this.#place;
    const headers = `authorization: Bearer ${server.key}\r\ncontent-type: application/x-www-form-urlencoded\r\nidempotency-key: ${this.#run}-${at}\r\n`;
    const patience = new AbortController();
    const connection = this.#idle.pop() ?? (await HttpConnection.open(server.base).catch(() => null));
    if (connection === null) return null;
    const answer = connection.send('POST', '/v1/payment_intents', headers, this.#bodies[at % this.#bodies.length]).catch(() => null);
    const late = sleep(PATIENCE_MS[at % PATIENCE_MS.length], null, { signal: patience.signal }).catch(() => null);
    const first = await Promise.race([answer, late]);
    patience.abort();
    if (first === null) connection.close();
    else this.#idle.push(connection);
    return first?.status ?? null;
  }
}
