import { mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import pino from 'pino';
import { scrubCards } from './scrubCards.ts';

export type Logger = pino.Logger;

/** Names under which secrets travel, wherever in the logged object, down to the third level. */
const SECRET_NAMES = new Set([
  'number',
  'cvc',
  'cvv',
  'cvc2',
  'pan',
  'password',
  'secret',
  'token',
  'authorization',
  'cookie',
  'setCookie',
  'set-cookie',
]);
const DEEPEST_SECRET = 3;

const ROTATE_AT_BYTES = 20_000_000;
const KEPT_FILES = 5;

/**
 * A log of JSON lines. Fields with telling names are redacted, and each finished line is searched once more for card numbers, so that one
 * inside a message or an error is caught as well.
 */
export function createLogger(level: pino.LevelWithSilent, destination: pino.DestinationStream): Logger {
  return pino(
    {
      level,
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }), log: (logged) => withoutSecrets(logged, 0) },
      serializers: { req: describeRequest, res: describeReply, err: describeError },
      hooks: { streamWrite: scrubCards },
    },
    destination,
  );
}

/** Appends to a file; at 20 MB it becomes `….1`, the former `….1` becomes `….2`, and so on up to 5. */
export function rotatingFile(file: string): pino.DestinationStream {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  // Written at once, not gathered: what was logged last is what matters after a crash.
  const destination = pino.destination({ dest: file, append: true, sync: true, mode: 0o600 });
  let sizeBytes = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  return {
    write: (line) => {
      if (sizeBytes + line.length > ROTATE_AT_BYTES) {
        rotate(file);
        destination.reopen();
        sizeBytes = 0;
      }
      sizeBytes += Buffer.byteLength(line);
      destination.write(line);
    },
  };
}

function rotate(file: string): void {
  rmSync(`${file}.${KEPT_FILES}`, { force: true });
  for (let age = KEPT_FILES - 1; age >= 0; age -= 1) {
    const older = age === 0 ? file : `${file}.${age}`;
    if (statSync(older, { throwIfNoEntry: false })) renameSync(older, `${file}.${age + 1}`);
  }
}

/** A request, a reply or an error has a serializer that picks what is shown; everything else is searched. */
const isPlain = (value: unknown): value is Record<string, unknown> => {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};

/** The same object unless it holds a secret: most lines are copied nowhere. */
function withoutSecrets(logged: Record<string, unknown>, depth: number): Record<string, unknown> {
  let clean = logged;
  for (const [name, value] of Object.entries(logged)) {
    const shown = SECRET_NAMES.has(name)
      ? '[redacted]'
      : depth < DEEPEST_SECRET && isPlain(value)
        ? withoutSecrets(value, depth + 1)
        : value;
    if (shown === value) continue;
    if (clean === logged) clean = (Array.isArray(logged) ? [...logged] : { ...logged }) as Record<string, unknown>;
    clean[name] = shown;
  }
  return clean;
}

interface RequestLike {
  id?: unknown;
  method?: unknown;
  url?: unknown;
}

/** Without what follows the question mark: a query may hold names and addresses. */
function describeRequest(request: RequestLike): object {
  return { id: request.id, method: request.method, path: String(request.url ?? '').split('?')[0] };
}

function describeReply(reply: { statusCode?: unknown }): object {
  return { statusCode: reply.statusCode };
}

/** PostgreSQL's `detail`, `where` and `parameters` quote the row: they stay out. */
function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  const { code, constraint, table } = error as { code?: unknown; constraint?: unknown; table?: unknown };
  const cause = error.cause instanceof Error ? describeError(error.cause) : undefined;
  return { type: error.name, message: error.message, code, constraint, table, stack: error.stack, cause };
}
