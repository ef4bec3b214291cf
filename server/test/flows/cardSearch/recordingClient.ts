import { randomUUID } from 'node:crypto';
import type { ServerProcess } from '../../harness/serverProcess.ts';

export interface Heard {
  readonly status: number;
  readonly body: { readonly id: string; readonly status?: string; readonly error?: { readonly code: string } };
}

/** A client that keeps all that it ever hears, headers included, so that it can be searched afterwards. */
export class RecordingClient {
  readonly heard: string[] = [];
  readonly keys: string[] = [];
  readonly #server: ServerProcess;

  constructor(server: ServerProcess) {
    this.#server = server;
  }

  get(path: string): Promise<Heard> {
    return this.send('GET', path, null);
  }

  form(path: string, form: Readonly<Record<string, string>>): Promise<Heard> {
    return this.send('POST', path, new URLSearchParams(form).toString());
  }

  json(path: string, body: object): Promise<Heard> {
    return this.send('POST', path, JSON.stringify(body), 'application/json');
  }

  async send(method: string, path: string, body: string | null, type = 'application/x-www-form-urlencoded'): Promise<Heard> {
    const key = randomUUID();
    const headers = {
      authorization: `Bearer ${this.#server.key}`,
      ...(method === 'POST' && { 'content-type': type, 'idempotency-key': key }),
    };
    const response = await fetch(this.#server.base + path, { method, headers, body });
    const text = await response.text();
    this.heard.push(`${method} ${path.split('?')[0]}: ${response.status} ${JSON.stringify([...response.headers])} ${text}`);
    if (method === 'POST') this.keys.push(key);
    return { status: response.status, body: JSON.parse(text) as Heard['body'] };
  }
}
