import type { WireWebhookEndpoint } from './wire/webhookEndpoint.ts';

/** Why a try to deliver an event does not count. */
export type TryErrorCode =
  | 'address_refused'
  | 'connection_lost'
  | 'name_unknown'
  | 'not_reached'
  | 'not_successful'
  | 'redirect'
  | 'secret_unreadable'
  | 'timeout'
  | 'tls';

export interface TryError {
  readonly code: TryErrorCode;
  readonly message: string;
}

/** A webhook endpoint with how it fares. */
export interface WebhookEndpointView extends WireWebhookEndpoint {
  readonly last_success: number | null;
  /** Since when every try has failed. */
  readonly failing_since: number | null;
  readonly last_error: TryError | null;
  /** Until when the secret before signs as well. */
  readonly old_secret_until: number | null;
}

export type WebhookDeliveryStatus = 'pending' | 'succeeded' | 'failed' | 'canceled';

export interface WebhookDeliveryView {
  readonly id: string;
  readonly object: 'webhook_delivery';
  readonly endpoint: string;
  readonly event: string;
  readonly event_type: string;
  /** The id of the object that the event tells of. */
  readonly about: string;
  readonly status: WebhookDeliveryStatus;
  readonly tries: number;
  readonly created: number;
  readonly next_try: number | null;
  readonly last_tried: number | null;
  readonly last_status: number | null;
  readonly last_error: TryError | null;
}

export interface WebhookDeliveryDetail extends WebhookDeliveryView {
  /** The event as it is sent. */
  readonly body: unknown;
  /** Each try with the first 2 kB of its answer, the latest first. */
  readonly made: readonly {
    readonly number: number;
    readonly at: number;
    readonly duration_ms: number;
    readonly status: number | null;
    readonly body: string | null;
    readonly error: TryError | null;
  }[];
}
