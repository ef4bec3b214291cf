import { unixSeconds } from '@guichet/contract/time.ts';
import { API_VERSION, type WireEvent } from '@guichet/contract/wire/event.ts';

/** An event with the object as it was then. */
interface ToldEvent {
  readonly id: string;
  readonly type: string;
  readonly object: unknown;
  readonly previousAttributes: Readonly<Record<string, unknown>> | null;
  readonly requestId: string | null;
  readonly idempotencyKey: string | null;
  readonly created: Date;
  readonly pendingWebhooks: number;
}

export function eventWire(event: ToldEvent, livemode: boolean): WireEvent {
  return {
    id: event.id,
    object: 'event',
    api_version: API_VERSION,
    created: unixSeconds(event.created),
    data: { object: event.object, ...(event.previousAttributes === null ? {} : { previous_attributes: event.previousAttributes }) },
    livemode,
    pending_webhooks: event.pendingWebhooks,
    request: { id: event.requestId, idempotency_key: event.idempotencyKey },
    type: event.type,
  };
}
