import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { until } from './until.ts';

/** What tests look at in the object that an event carries. */
interface Told {
  readonly id: string;
  readonly version: number;
}

/** A request as it arrived, byte for byte. */
export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly raw: Buffer;
  readonly event: { readonly id: string; readonly type: string; readonly data: { readonly object: Told } };
}

/** Answers a request, at once or later. */
type Answer = (response: ServerResponse, received: Received) => void;

/** A program that listens for webhooks on loopback, and answers 200 unless told otherwise. */
export interface WebhookReceiver {
  /** `http://127.0.0.1:PORT/PATH`. */
  url(path?: string): string;
  /** What has arrived at a path, oldest first. */
  at(path: string): Received[];
  /** How the next requests to a path are answered. */
  answer(path: string, how: number | Answer): void;
  /** Waits until so many requests have arrived at a path. */
  until(path: string, count: number): Promise<Received[]>;
  close(): Promise<void>;
}

export async function openWebhookReceiver(port = 0): Promise<WebhookReceiver> {
  const received: Received[] = [];
  const answers = new Map<string, number | Answer>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const raw = Buffer.concat(chunks);
      const one: Received = {
        path: request.url ?? '',
        headers: request.headers,
        raw,
        event: JSON.parse(raw.toString()) as Received['event'],
      };
      received.push(one);
      const how = answers.get(one.path) ?? 200;
      if (typeof how === 'number') response.writeHead(how).end(how === 200 ? 'thank you' : 'no');
      else how(response, one);
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const bound = (server.address() as AddressInfo).port;
  const at = (path: string): Received[] => received.filter((each) => each.path === path);
  return {
    url: (path = '/') => `http://127.0.0.1:${bound}${path}`,
    at,
    answer: (path, how) => void answers.set(path, how),
    until: async (path, count) => {
      await until(() => at(path).length >= count);
      return at(path);
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
