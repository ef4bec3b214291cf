import { createHash } from 'node:crypto';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ApiAccess, postTo } from '../../server/test/harness/apiClient.ts';

const TOLD = ['payment_intent.succeeded', 'payment_intent.canceled', 'charge.refunded'];

/** Makes a webhook endpoint that brings a listener the news of payments. */
export async function tellListener(api: ApiAccess, { host }: Pick<Listener, 'host'>): Promise<void> {
  const endpoint = await postTo(api, '/v1/webhook_endpoints', {
    url: `http://${host}/`,
    ...Object.fromEntries(TOLD.map((type, at) => [`enabled_events[${at}]`, type])),
  });
  if (endpoint.status !== 200) throw new Error(`No webhook endpoint could be made: ${endpoint.text}`);
}

interface EventLike {
  readonly id: string;
  readonly type: string;
  readonly created: number;
  readonly data: { readonly object: object };
}

/** What of an event must never change. */
export const digestOf = ({ id, type, created, data }: EventLike): string =>
  createHash('sha256')
    .update(JSON.stringify([id, type, created, data.object]))
    .digest('base64');

/** A program of the merchant's that hears of payments by webhooks, and is not always well. */
export class Listener {
  /** Digest by id of every event that came, also where the answer was bad. Never shrinks. */
  readonly heard = new Map<string, string>();
  /** An event that came with two contents. */
  readonly contradictions: string[] = [];
  /** What it does with requests at the moment. */
  mood: 'well' | 'fails' | 'hangs' = 'well';
  readonly #hung = new Set<ServerResponse>();
  readonly #server: Server;

  static async open(): Promise<Listener> {
    const listener = new Listener();
    await new Promise<void>((resolve) => listener.#server.listen(0, '127.0.0.1', resolve));
    return listener;
  }

  private constructor() {
    this.#server = createServer((request, response) => {
      const pieces: Buffer[] = [];
      request.on('error', () => {});
      request.on('data', (piece: Buffer) => pieces.push(piece));
      request.on('end', () => {
        this.#note(JSON.parse(Buffer.concat(pieces).toString()) as EventLike);
        if (this.mood === 'well') response.end('thank you');
        else if (this.mood === 'fails') response.writeHead(500).end();
        else this.#hung.add(response);
      });
    });
  }

  get host(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Gets well again, and lets go of whom it kept waiting. */
  recover(): void {
    this.mood = 'well';
    for (const response of this.#hung) response.destroy();
    this.#hung.clear();
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #note(event: EventLike): void {
    const [before, now] = [this.heard.get(event.id), digestOf(event)];
    if (before !== undefined && before !== now) this.contradictions.push(event.id);
    this.heard.set(event.id, now);
  }
}
