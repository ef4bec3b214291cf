import { ApiError } from '@guichet/contract/errors.ts';
import type { RequestContext } from '../platform/context.ts';
import type { Asked, Guard } from '../platform/guard.ts';
import type { Reply } from './route.ts';

/** A refusal may carry the objects that it is about. */
async function guardedRefusal(guard: Guard, context: RequestContext, asked: Asked, error: unknown): Promise<unknown> {
  if (!(error instanceof ApiError)) return error;
  const { paymentIntent, paymentMethod, setupIntent } = error.details;
  const carried = Object.entries({ paymentIntent, paymentMethod, setupIntent }).filter(([, value]) => value !== undefined);
  if (carried.length === 0) return error;
  const shown = await Promise.all(carried.map(async ([name, value]) => [name, await guard.after(context, asked, value)]));
  return new ApiError(error.code, { ...error.details, ...Object.fromEntries(shown) });
}

/** Serves a request through the guard. `answer` asks the route, and expands what is to be expanded. */
export async function guarded(guard: Guard, context: RequestContext, asked: Asked, answer: () => Promise<Reply>): Promise<Reply> {
  try {
    await guard.before(context, asked);
    const reply = await answer();
    return { ...reply, body: await guard.after(context, asked, reply.body) };
  } catch (error) {
    throw await guardedRefusal(guard, context, asked, error);
  }
}
