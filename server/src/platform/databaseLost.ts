/** What PostgreSQL says when it is going, has gone, comes back, or is the primary no more. */
const LEAVING = new Map([
  ['25006', 'read-only: the primary has moved'],
  ['57P01', 'the server is shutting down'],
  ['57P02', 'the server crashed'],
  ['57P03', 'the server is starting'],
]);
const LOST_CONNECTION = /^08/;
const SOCKET_ERRORS = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOENT', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH']);
/** What a file says when it is missing is no word of the database's. */
const SOCKET_CALLS = new Set(['connect', 'read', 'write']);
const NO_ANSWER = 'Query read timeout';

const NOT_SENT = 'Client has encountered a connection error';

/** The connection had broken before the statement was sent. */
export const isUnsent = (error: unknown): boolean => error instanceof Error && error.message.startsWith(NOT_SENT);

/** A statement was sent and nobody answered in time. What became of it is unknown, and the connection still waits for it. */
export const isUnanswered = (error: unknown): boolean => error instanceof Error && error.message === NO_ANSWER;

/**
 * Whether nothing more can be done over the connection that an error came from: it is broken, its PostgreSQL is going, or it leads to a
 * primary that was demoted. Such a connection must never go back to the pool: it would fail the next who gets it, or read what is old.
 */
export function isDatabaseLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, syscall } = error as { code?: unknown; syscall?: unknown };
  if (typeof code === 'string')
    return LEAVING.has(code) || LOST_CONNECTION.test(code) || (SOCKET_ERRORS.has(code) && SOCKET_CALLS.has(String(syscall)));
  // pg gives these no code: the connection broke under a statement, had broken before it was sent, or nobody answers.
  return isUnanswered(error) || error.message.startsWith('Connection terminated') || isUnsent(error);
}
