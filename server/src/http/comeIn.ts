import type { ServerResponse } from 'node:http';
import { ApiError } from '@guichet/contract/errors.ts';
import type { FastifyRequest } from 'fastify';
import type { Admission, Place } from './admission.ts';

/** Whoever is not known shares one account's turn with all others who are not, and takes turns with them by address. */
const UNKNOWN = 'unknown';

const BUSY =
  'More is asked of this server than it can do in time, so nothing was done. Send the same again in a moment, with the same Idempotency-Key.';

const tooBusy = ({ retryAfterSeconds }: Admission): ApiError =>
  new ApiError('rate_limit', { message: BUSY, retryAfterSeconds, shouldRetry: true });

/** Where a request waits: with its account. Visitors of a page whose key is everybody's are told apart by their address. */
export function placeOf(request: FastifyRequest): Place {
  const caller = request.guichet?.caller ?? null;
  if (caller === null) return { account: UNKNOWN, sender: request.ip };
  return { account: String(caller.tenantId), sender: caller.publishable === true ? request.ip : caller.actor.id };
}

/** Throws `rate_limit` where so many wait that one more would wait in vain. */
export function refuseAtOnce(admission: Admission, place: Place): void {
  if (admission.turnsAway(place)) throw tooBusy(admission);
}

/** Waits for a turn, and answers how to leave. Throws `rate_limit` when none came in time, or the client is gone. */
export async function comeIn(admission: Admission, place: Place, answer: ServerResponse): Promise<() => void> {
  const leave = (): void => admission.leave(place);
  if (admission.tryEnter(place)) return leave;
  const { isIn, giveUp } = admission.wait(place);
  // Nothing has been answered yet, so this can only mean that the connection is.
  answer.once('close', giveUp);
  if (answer.destroyed) giveUp();
  const hasTurn = await isIn;
  answer.off('close', giveUp);
  if (hasTurn) return leave;
  throw tooBusy(admission);
}
