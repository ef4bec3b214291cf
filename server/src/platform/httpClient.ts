import { Agent, type buildConnector, FormData, request } from 'undici';
import { ADDRESS_REFUSED } from './addressGuard.ts';

/** What came back over HTTP. A body that is not JSON is given as undefined. */
export interface HttpResponse {
  readonly status: number;
  readonly body: unknown;
}

/** No connection was made, so certainly nothing was asked of the other side. */
export class NotReached extends Error {
  constructor(cause: Error) {
    super(`The other side was not reached: ${cause.message}`, { cause });
    this.name = 'NotReached';
  }
}

/** A file with the plain fields beside it. */
export interface HttpUpload {
  readonly fields: Readonly<Record<string, string>>;
  readonly file: { readonly name: string; readonly mimeType: string; readonly bytes: Uint8Array<ArrayBuffer> };
}

export interface HttpClient {
  /** Sends JSON, a form that is written out already, or a file, and reads JSON. Throws `NotReached`, or any other error when the request may have arrived. Follows no redirect. */
  send(call: {
    method: 'GET' | 'POST';
    url: string;
    headers: Readonly<Record<string, string>>;
    body?: unknown;
    form?: string;
    upload?: HttpUpload;
    deadlineMs: number;
  }): Promise<HttpResponse>;
  close(): Promise<void>;
}

const UNREACHED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  ADDRESS_REFUSED,
]);

/**
 * Whether an error says that no connection was made. A connection that stood can break with the same code while a request is on it;
 * then the system call that failed is the reading or the writing, and nothing is certain.
 */
export function neverConnected(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  const { code, syscall } = error as NodeJS.ErrnoException;
  return code !== undefined && UNREACHED.has(code) && syscall !== 'read' && syscall !== 'write';
}

/** Far above any answer that we ask for; what is longer would only fill our memory. */
const MAX_ANSWER_BYTES = 16 * 1024 * 1024;

/** Escapes of what no database stores as text: a NUL, and halves of a character. */
const UNSTORABLE = /\\u(?:0000|d[89a-f])/i;
const storable = (_: string, value: unknown): unknown => (typeof value === 'string' ? value.replaceAll('\0', '').toWellFormed() : value);

async function textOf(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > MAX_ANSWER_BYTES) throw new Error('The answer is too long.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseJson(text: string): unknown {
  try {
    return UNSTORABLE.test(text) ? JSON.parse(text, storable) : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function contentOf(body: unknown, form: string | undefined): { type: string; text: string } | null {
  if (form !== undefined) return { type: 'application/x-www-form-urlencoded', text: form };
  return body === undefined ? null : { type: 'application/json', text: JSON.stringify(body) };
}

function multipart({ fields, file }: HttpUpload): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  data.append('file', new Blob([file.bytes], { type: file.mimeType }), file.name);
  return data;
}

export const CONNECT_TIMEOUT_MS = 5_000;

/** A client that keeps connections open and never sends a request twice; `connect` may refuse addresses. */
export function openHttpClient(
  connect: buildConnector.connector | { readonly timeout: number } = { timeout: CONNECT_TIMEOUT_MS },
): HttpClient {
  const agent = new Agent({ connections: 128, pipelining: 1, keepAliveTimeout: 10_000, connect });
  return {
    send: async ({ method, url, headers, body, form, upload, deadlineMs }) => {
      const content = contentOf(body, form);
      try {
        const response = await request(url, {
          method,
          dispatcher: agent,
          signal: AbortSignal.timeout(deadlineMs),
          headersTimeout: deadlineMs,
          bodyTimeout: deadlineMs,
          headers: content === null ? headers : { ...headers, 'content-type': content.type },
          // The parts' boundary is part of the type, so that it is written with them.
          body: upload === undefined ? (content?.text ?? null) : multipart(upload),
        });
        return { status: response.statusCode, body: parseJson(await textOf(response.body)) };
      } catch (error) {
        throw neverConnected(error) ? new NotReached(error) : error;
      }
    },
    close: () => agent.destroy(),
  };
}
