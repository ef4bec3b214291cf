import { Agent, type IncomingMessage, request } from 'node:http';
import type { Answered, ApiAccess } from '../../server/test/harness/apiClient.ts';

export interface Question {
  readonly path: string;
  /** Null for a GET. */
  readonly form: Readonly<Record<string, string>> | null;
  readonly key?: string;
  readonly patienceMs: number;
}

const agent = new Agent({ keepAlive: true });

/**
 * Asks a server once; null where no answer came before the caller's patience was over. Thousands may wait side by side while a server is
 * overloaded, on the machine that it runs on: `fetch` would take more of that machine than the server has left.
 */
export function ask({ base, key: secret }: ApiAccess, { path, form, key, patienceMs }: Question): Promise<Answered | null> {
  const { hostname, port } = new URL(base);
  const body = form === null ? '' : new URLSearchParams(form).toString();
  const headers = {
    authorization: `Bearer ${secret}`,
    ...(form !== null && { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body) }),
    ...(key !== undefined && { 'idempotency-key': key }),
  };
  return new Promise((resolve) => {
    // A name would be looked up for each connection.
    const host = hostname === 'localhost' ? '127.0.0.1' : hostname;
    const sent = request({ host, port, path, method: form === null ? 'GET' : 'POST', headers, agent });
    const timer = setTimeout(() => sent.destroy(), patienceMs);
    let answered: Promise<Answered | null> | null = null;
    sent.on('response', (answer) => {
      answered = read(answer);
    });
    sent.on('error', () => {});
    sent.on('close', () => {
      clearTimeout(timer);
      resolve(answered);
    });
    sent.end(body);
  });
}

/** Null where the answer breaks off. */
async function read(answer: IncomingMessage): Promise<Answered | null> {
  try {
    const pieces: Buffer[] = [];
    for await (const piece of answer) pieces.push(piece as Buffer);
    const text = Buffer.concat(pieces).toString();
    const headers = new Headers(Object.entries(answer.headers).map(([name, value]) => [name, String(value)]));
    return { status: answer.statusCode ?? 0, text, body: JSON.parse(text) as Answered['body'], headers };
  } catch {
    return null;
  }
}
