import { unixSeconds } from '@guichet/contract/time.ts';
import type { TryError, TryErrorCode, WebhookDeliveryDetail, WebhookDeliveryView } from '@guichet/contract/webhookViews.ts';
import type { Delivery, DeliveryTry } from './delivery.ts';

/** Why a try does not count as delivered, in words. */
const ERROR_WORDS: Readonly<Record<TryErrorCode, string>> = {
  address_refused: 'The address is private, and this place does not allow it by name.',
  connection_lost: 'The connection broke before an answer came.',
  name_unknown: 'No address is known for the name of the host.',
  not_reached: 'No connection could be made.',
  not_successful: 'The answer was not a success (2xx).',
  redirect: 'The answer was a redirect, and those are not followed.',
  secret_unreadable: 'The signing secret could not be opened with the keys of this server.',
  timeout: 'No answer came in time.',
  tls: 'The connection could not be encrypted, or the certificate is not valid.',
};

export const tryErrorWire = (code: string | null): TryError | null =>
  code === null ? null : { code: code as TryErrorCode, message: ERROR_WORDS[code as TryErrorCode] ?? code };

export const deliveryView = (delivery: Delivery): WebhookDeliveryView => ({
  id: delivery.id,
  object: 'webhook_delivery',
  endpoint: delivery.endpointId,
  event: delivery.eventId,
  event_type: delivery.eventType,
  about: delivery.objectId,
  status: delivery.status,
  tries: delivery.tries,
  created: unixSeconds(delivery.created),
  next_try: delivery.due && unixSeconds(delivery.due),
  last_tried: delivery.lastTriedAt && unixSeconds(delivery.lastTriedAt),
  last_status: delivery.lastStatus,
  last_error: tryErrorWire(delivery.lastError),
});

/** With what is sent, and each try with its answer, the latest first. */
export const deliveryDetail = (delivery: Delivery, sent: unknown, tries: readonly DeliveryTry[]): WebhookDeliveryDetail => ({
  ...deliveryView(delivery),
  body: sent,
  made: tries.map((each) => ({
    number: each.number,
    at: unixSeconds(each.at),
    duration_ms: each.durationMs,
    status: each.status,
    body: each.body,
    error: tryErrorWire(each.error),
  })),
});
