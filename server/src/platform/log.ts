import { mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import pino from 'pino';
import { scrubCards } from './scrubCards.ts';

export type Logger = pino.Logger;

/** Names under which secrets travel, wherever in the logged object, down to the third level. */
const SECRET_NAMES = [
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
  '["set-cookie"]',
];

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
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: SECRET_NAMES.flatMap(atAnyDepth), censor: '[redacted]' },
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

function atAnyDepth(name: string): string[] {
  const tail = name.startsWith('[') ? name : `.${name}`;
  return [name, `*${tail}`, `*.*${tail}`, `*.*.*${tail}`];
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
