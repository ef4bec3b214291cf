import { unixSeconds } from '@guichet/contract/time.ts';
import { API_VERSION, type WireEvent } from '@guichet/contract/wire/event.ts';
import type { StoredEvent } from '../../events/index.ts';

export function eventWire(event: StoredEvent, livemode: boolean): WireEvent {
  return {
    id: event.id,
    object: 'event',
    api_version: API_VERSION,
    created: unixSeconds(event.created),
    data: { object: event.object, ...(event.previousAttributes === null ? {} : { previous_attributes: event.previousAttributes }) },
    livemode,
    pending_webhooks: 0,
    request: { id: event.requestId, idempotency_key: event.idempotencyKey },
    type: event.type,
  };
}
