import { ApiError, type ErrorBody, type ErrorCode, errorBody } from '@guichet/contract/errors.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isDatabaseBusy, isOverTime } from '../platform/databaseBusy.ts';
import { isDatabaseLost } from '../platform/databaseLost.ts';
import { CommitUnknown } from '../platform/transaction.ts';

/** Fastify's own refusals, in our words. What isn't listed but is the client's fault is a body that can't be read. */
const FRAMEWORK_CODES: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_BAD_URL: 'unknown_address',
  FST_ERR_MAX_PARAM_LENGTH: 'unknown_address',
  FST_ERR_NOT_FOUND: 'unknown_address',
  FST_ERR_CTP_BODY_TOO_LARGE: 'body_too_large',
};

function frameworkRefusal(error: unknown, request: FastifyRequest): ApiError | null {
  if (!(error instanceof Error)) return null;
  const { code, statusCode } = error as { code?: unknown; statusCode?: unknown };
  if (typeof code === 'string' && Object.hasOwn(FRAMEWORK_CODES, code)) return new ApiError(FRAMEWORK_CODES[code] ?? 'malformed_body');
  // A client that hung up while it sent; nobody reads this answer. Once all has been read, it is another connection that broke.
  if ((code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE') && !request.raw.complete) return new ApiError('malformed_body');
  const isTheirs = typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500;
  return isTheirs ? new ApiError('malformed_body', { message: 'The request could not be read.' }) : null;
}

/**
 * Tells clients whether to send the same again. A bug (500) says nothing, for what came of it isn't known: the client's own rule
 * holds, and the same key finds what was done.
 */
export function setRetryHeader(reply: FastifyReply, status: number): void {
  if (status === 503 || status === 409) reply.header('stripe-should-retry', 'true');
  else if (status < 500) reply.header('stripe-should-retry', 'false');
}

/** 13 digits and more, in groups or not: no amount, time or id of ours has as many, a card number that was typed into the wrong field has. */
const LONG_NUMBER = /\d(?:[ -]?\d){12,}/g;

/** A refusal repeats the id that wasn't found and the parameter that isn't known; what may be a card number goes nowhere, not even back. */
function withoutLongNumbers({ error }: ErrorBody): ErrorBody {
  const { message, param } = error;
  return {
    error: {
      ...error,
      message: message.replace(LONG_NUMBER, '…'),
      ...(param === undefined ? {} : { param: param.replace(LONG_NUMBER, '…') }),
    },
  };
}

export function sendRefusal(reply: FastifyReply, refusal: ApiError): FastifyReply {
  const { retryAfterSeconds, shouldRetry } = refusal.details;
  if (shouldRetry === undefined) setRetryHeader(reply, refusal.status);
  else reply.header('stripe-should-retry', String(shouldRetry));
  if (retryAfterSeconds !== undefined) reply.header('retry-after', retryAfterSeconds);
  return reply.status(refusal.status).send(withoutLongNumbers(errorBody(refusal)));
}

const DATABASE_BUSY = 'The database is too busy, or does not answer. Send the same again in a moment, with the same Idempotency-Key.';
const OVER_TIME = 'The database needed longer for this than it is given. Send the same again in a minute, with the same Idempotency-Key.';
/** What is slow for a while, as sums are being made or a table is being read, is not over in a second. */
const OVER_TIME_WAIT_S = 60;

/**
 * Whether the same may be sent again where nobody knows what was done: what only reads, and what finds its own answer by its key. A part of it may have been
 * committed and carried out when the database went away.
 */
function findsItsAnswer({ method, url, headers }: FastifyRequest): boolean {
  return method === 'GET' || (method === 'POST' && url.startsWith('/v1/') && headers['idempotency-key'] !== undefined);
}

/** Renders whatever a request threw. Only an `ApiError` speaks for itself; a bug is logged and its message kept from the client. */
export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = error instanceof ApiError ? error : frameworkRefusal(error, request);
  if (refusal !== null) return sendRefusal(reply, refusal);
  const shouldRetry = findsItsAnswer(request);
  if (isDatabaseBusy(error) || isDatabaseLost(error)) {
    request.log.warn({ err: error }, 'the database was too busy, or its connection was lost and did not come back in time');
    return sendRefusal(reply, new ApiError('unavailable', { message: DATABASE_BUSY, shouldRetry }));
  }
  if (isOverTime(error)) {
    // A statement that is too slow by itself is a fault of ours; one that others slowed down is not. Both want to be looked at.
    request.log.error({ err: error }, 'a request wanted more of the database than it is given time for');
    return sendRefusal(reply, new ApiError('unavailable', { message: OVER_TIME, retryAfterSeconds: OVER_TIME_WAIT_S, shouldRetry }));
  }
  if (error instanceof CommitUnknown) {
    request.log.warn({ err: error }, 'nobody knows whether what a request did was committed');
    return sendRefusal(reply, new ApiError('outcome_unknown', { shouldRetry }));
  }
  request.log.error({ err: error }, 'a request failed');
  return sendRefusal(reply, new ApiError('internal_error'));
}
