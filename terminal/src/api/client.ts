import { askInTurn } from './askInTurn.ts';
import { type FormValue, formBody } from './formBody.ts';
import { failureOf, type Outcome } from './outcome.ts';

const ANSWER_WITHIN_MS = 20_000;
const FILE_WITHIN_MS = 120_000;

/** Which account and mode requests act for. The server checks both against the membership, which also makes forged requests useless. */
interface Scope {
  readonly account: string;
  readonly livemode: boolean;
}

let scope: Scope | null = null;
let whenSignedOut: () => void = () => {};

/** Called when the session is known; null before sign-in and after sign-out. */
export function actFor(next: Scope | null): void {
  scope = next;
}

/** Registers what happens when the server says that the session is over. */
export function onSignedOut(listener: () => void): void {
  whenSignedOut = listener;
}

export interface RequestOptions {
  readonly idempotencyKey?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

interface Body {
  /** Null where the browser names it, with the boundary that it makes up. */
  readonly type: string | null;
  readonly text: string | FormData;
}

const scopeHeaders = (): Record<string, string> =>
  scope === null ? {} : { 'Guichet-Account': scope.account, 'Guichet-Mode': scope.livemode ? 'live' : 'test' };

async function send<T>(method: string, path: string, body: Body | null, options: RequestOptions): Promise<Outcome<T>> {
  const deadline = AbortSignal.timeout(options.timeoutMs ?? ANSWER_WITHIN_MS);
  const signal = options.signal === undefined ? deadline : AbortSignal.any([deadline, options.signal]);
  try {
    const request: RequestInit = {
      method,
      signal,
      credentials: 'same-origin',
      headers: {
        Accept: 'application/json',
        ...scopeHeaders(),
        ...(body === null || body.type === null ? {} : { 'Content-Type': body.type }),
        ...(options.idempotencyKey === undefined ? {} : { 'Idempotency-Key': options.idempotencyKey }),
        ...options.headers,
      },
      ...(body === null ? {} : { body: body.text }),
    };
    const response = await askInTurn(() => fetch(path, request));
    return await read<T>(response, path);
  } catch {
    return { ok: false, failure: { kind: 'lost', timedOut: deadline.aborted } };
  }
}

/** A body that breaks off in the middle throws, and so counts as a lost answer. */
async function read<T>(response: Response, path: string): Promise<Outcome<T>> {
  const text = await response.text();
  const body = parse(text);
  if (response.ok && body !== undefined) return { ok: true, value: body as T };
  if (response.status === 401 && !path.startsWith('/guichet/auth/')) whenSignedOut();
  return { ok: false, failure: failureOf(response.ok ? 502 : response.status, body) };
}

function parse(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return undefined;
  }
}

export type Query = Readonly<Record<string, string | number | undefined>>;

/** Appends what is given and not empty. */
export function withQuery(path: string, query: Query): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined && value !== '') parameters.set(name, String(value));
  const text = parameters.toString();
  return text === '' ? path : `${path}?${text}`;
}

export const get = <T>(path: string, options: RequestOptions = {}): Promise<Outcome<T>> => send<T>('GET', path, null, options);

export const remove = <T>(path: string, options: RequestOptions = {}): Promise<Outcome<T>> => send<T>('DELETE', path, null, options);

/** A file that the server makes, under the name that it gives it. */
export async function getFile(path: string): Promise<Outcome<{ readonly name: string; readonly data: Blob }>> {
  try {
    const response = await fetch(path, {
      credentials: 'same-origin',
      headers: scopeHeaders(),
      signal: AbortSignal.timeout(FILE_WITHIN_MS),
    });
    if (!response.ok) return await read(response, path);
    const [, name = 'download'] = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '') ?? [];
    return { ok: true, value: { name, data: await response.blob() } };
  } catch {
    return { ok: false, failure: { kind: 'lost', timedOut: false } };
  }
}

/** To `/v1`, which speaks forms. */
export const postForm = <T>(
  path: string,
  parameters: Readonly<Record<string, FormValue>>,
  options: RequestOptions = {},
): Promise<Outcome<T>> => send<T>('POST', path, { type: 'application/x-www-form-urlencoded', text: formBody(parameters) }, options);

/** A file with its parameters. */
export function postUpload<T>(
  path: string,
  parameters: Readonly<Record<string, string>>,
  file: File,
  options: RequestOptions = {},
): Promise<Outcome<T>> {
  const form = new FormData();
  for (const [name, value] of Object.entries(parameters)) form.set(name, value);
  form.set('file', file);
  return send<T>('POST', path, { type: null, text: form }, options);
}

/** To `/guichet/v1` and the sign-in, which speak JSON. */
export const postJson = <T>(path: string, value: object, options: RequestOptions = {}): Promise<Outcome<T>> =>
  send<T>('POST', path, { type: 'application/json', text: JSON.stringify(value) }, options);
