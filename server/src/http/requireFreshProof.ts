import { ApiError } from '@guichet/contract/errors.ts';
import type { Caller } from '../platform/context.ts';

/** A proof is fresh for this long: enough for a piece of work, too short for a screen that was left alone. */
const FRESH_PROOF_MS = 10 * 60_000;

/** Throws step_up_required where a person's last proof of who they are is too old, and forbidden for keys, which can give none. */
export function requireFreshProof({ actor, provedAt }: Pick<Caller, 'actor' | 'provedAt'>, now: Date): void {
  if (actor.kind !== 'person') throw new ApiError('forbidden', { message: 'This is for people who are signed in, not for API keys.' });
  if (provedAt === undefined || now.getTime() - provedAt.getTime() >= FRESH_PROOF_MS) throw new ApiError('step_up_required');
}
