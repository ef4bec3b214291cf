import { chosenMode } from '../browser/chosenMode.ts';
import { askInTurn } from './askInTurn.ts';
import { connection } from './connection.ts';
import { type FormValue, formBody } from './formBody.ts';
import { turnToBegin } from './oneByOne.ts';
import { failureOf, type Outcome, wantsAnswer } from './outcome.ts';

const ANSWER_WITHIN_MS = 20_000;
const FILE_WITHIN_MS = 120_000;

/** Which account and mode requests act for. The server checks both against the membership, which also makes forged requests useless. */
interface Scope {
  readonly account: string;
  readonly livemode: boolean;
}

let scope: Scope | null = null;
let whenSignedOut: () => void = () => {};
let whenAnswerWanted: () => void = () => {};

/** Called when the session is known; null before sign-in and after sign-out. */
export function actFor(next: Scope | null): void {
  scope = next;
}

/** Registers what happens when the server says that the session is over. */
export function onSignedOut(listener: () => void): void {
  whenSignedOut = listener;
}

/** Registers what happens when the server wants another answer to one of the place's own fields than it got, or one at all. */
export function onAnswerWanted(listener: () => void): void {
  whenAnswerWanted = listener;
}

export interface RequestOptions {
  readonly idempotencyKey?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  /** Gets out also while the page goes away. */
  readonly keepalive?: boolean;
}

interface Body {
  /** Null where the browser names it, with the boundary that it makes up. */
  readonly type: string | null;
  readonly text: string | FormData;
}

/** Before the account is known, only which mode this tab wants. */
function scopeHeaders(): Record<string, string> {
  if (scope !== null) return { 'Guichet-Account': scope.account, 'Guichet-Mode': scope.livemode ? 'live' : 'test' };
  const mode = chosenMode();
  return mode === null ? {} : { 'Guichet-Mode': mode };
}

/** Asks whoever sits there to prove who they are; answers whether they did. */
type AskForProof = () => Promise<boolean>;

let askForProof: AskForProof | null = null;
let asked: Promise<boolean> | null = null;

/** Registers who asks for a proof where the server wants a fresh one. Answers how to take that back. */
export function onProofWanted(ask: AskForProof): () => void {
  askForProof = ask;
  return () => {
    askForProof = null;
  };
}

/** Requests that meet the same refusal at once wait for one and the same answer. */
async function provedNow<T>(outcome: Outcome<T>): Promise<boolean> {
  if (outcome.ok || outcome.failure.kind !== 'refused' || outcome.failure.code !== 'step_up_required' || askForProof === null) return false;
  asked ??= askForProof().finally(() => {
    asked = null;
  });
  return asked;
}

/** Sends a request; where it wants a fresh proof of who sits there, that is asked for and the very same request sent again. */
async function send<T>(method: string, path: string, body: Body | null, options: RequestOptions): Promise<Outcome<T>> {
  // What is sent goes at once; what is read can wait for the page to be drawn.
  if (method === 'GET') await turnToBegin();
  const outcome = await sendOnce<T>(method, path, body, options);
  return (await provedNow(outcome)) ? sendOnce<T>(method, path, body, options) : outcome;
}

async function sendOnce<T>(method: string, path: string, body: Body | null, options: RequestOptions): Promise<Outcome<T>> {
  const deadline = AbortSignal.timeout(options.timeoutMs ?? ANSWER_WITHIN_MS);
  const signal = options.signal === undefined ? deadline : AbortSignal.any([deadline, options.signal]);
  try {
    const request: RequestInit = {
      method,
      signal,
      credentials: 'same-origin',
      keepalive: options.keepalive ?? false,
      headers: {
        Accept: 'application/json',
        ...scopeHeaders(),
        ...(body === null || body.type === null ? {} : { 'Content-Type': body.type }),
        ...(options.idempotencyKey === undefined ? {} : { 'Idempotency-Key': options.idempotencyKey }),
        ...options.headers,
      },
      ...(body === null ? {} : { body: body.text }),
    };
    return heard(await read<T>(await askInTurn(() => fetch(path, request)), path));
  } catch {
    // What the page itself no longer waits for says nothing of the server.
    if (options.signal?.aborted !== true) connection.unanswered();
    return { ok: false, failure: { kind: 'lost', timedOut: deadline.aborted } };
  }
}

/** Passes on what came, and tells whether the server is there: a proxy may have answered in its place. */
function heard<T>(outcome: Outcome<T>): Outcome<T> {
  if (!outcome.ok && outcome.failure.kind === 'lost') connection.unanswered();
  else connection.answered();
  if (!outcome.ok && wantsAnswer(outcome.failure)) whenAnswerWanted();
  return outcome;
}

/** A body that breaks off in the middle throws, and so counts as a lost answer. */
async function read<T>(response: Response, path: string): Promise<Outcome<T>> {
  const text = await response.text();
  const body = parse(text);
  if (response.ok && body !== undefined) return { ok: true, value: body as T };
  if (response.status === 401 && !path.startsWith('/guichet/auth/')) whenSignedOut();
  return { ok: false, failure: response.ok ? { kind: 'broken', status: response.status } : failureOf(response.status, body) };
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

interface NamedFile {
  readonly name: string;
  readonly data: Blob;
}

/** A file that the server makes, under the name that it gives it. */
export async function getFile(path: string, timeoutMs: number = FILE_WITHIN_MS): Promise<Outcome<NamedFile>> {
  const outcome = await getFileOnce(path, timeoutMs);
  return (await provedNow(outcome)) ? getFileOnce(path, timeoutMs) : outcome;
}

async function getFileOnce(path: string, timeoutMs: number): Promise<Outcome<NamedFile>> {
  try {
    const response = await fetch(path, {
      credentials: 'same-origin',
      headers: scopeHeaders(),
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (!response.ok) return heard(await read(response, path));
    connection.answered();
    const [, name = 'download'] = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '') ?? [];
    return { ok: true, value: { name, data: await response.blob() } };
  } catch {
    connection.unanswered();
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
