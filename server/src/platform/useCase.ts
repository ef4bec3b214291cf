import type { RecordActivity } from './activity.ts';
import type { RequestContext } from './context.ts';
import type { Reply } from './idempotency.store.ts';
import type { MakeId } from './ids.ts';

/** What nearly every use case needs besides its own stores. */
export interface UseCaseParts {
  readonly makeId: MakeId;
  readonly recordActivity: RecordActivity;
}

/** Where the changes of a request come from, as events tell it. */
export const changeOrigin = (context: RequestContext) => ({
  tenantId: context.caller.tenantId,
  now: context.now,
  requestId: context.requestId,
  idempotencyKey: context.idempotency?.key ?? null,
});

/** Where the actions of a request come from, as the activity log tells it. */
export const activityOrigin = (context: RequestContext) => ({
  tenantId: context.caller.tenantId,
  now: context.now,
  actor: context.caller.actor,
  ip: context.ip,
});

/** An answer of 200 whose body is a stored version of an object. */
export const replyOf = (stored: { readonly id: string; readonly version: number; readonly body: unknown }): Reply => ({
  status: 200,
  body: stored.body,
  stored: { objectId: stored.id, version: stored.version },
});
