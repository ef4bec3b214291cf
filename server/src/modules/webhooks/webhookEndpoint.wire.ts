import { unixSeconds } from '@guichet/contract/time.ts';
import type { WebhookEndpointView } from '@guichet/contract/webhookViews.ts';
import type { WireDeleted } from '@guichet/contract/wire/common.ts';
import type { WireWebhookEndpoint } from '@guichet/contract/wire/webhookEndpoint.ts';
import { tryErrorWire } from './delivery.wire.ts';
import type { WebhookEndpoint } from './webhookEndpoint.ts';

/** Without its secret, which only the answer to the request that made it carries. */
export const webhookEndpointWire = (endpoint: WebhookEndpoint, livemode: boolean): WireWebhookEndpoint => ({
  id: endpoint.id,
  object: 'webhook_endpoint',
  api_version: endpoint.apiVersion,
  application: null,
  created: unixSeconds(endpoint.created),
  description: endpoint.description,
  enabled_events: [...endpoint.enabledEvents],
  livemode,
  metadata: endpoint.metadata,
  status: endpoint.status,
  url: endpoint.url,
});

export const deletedWebhookEndpointWire = (endpoint: WebhookEndpoint): WireDeleted<'webhook_endpoint'> => ({
  id: endpoint.id,
  object: 'webhook_endpoint',
  deleted: true,
});

/** The same with how it fares, for the terminal. */
export const webhookEndpointView = (endpoint: WebhookEndpoint, livemode: boolean, now: Date): WebhookEndpointView => ({
  ...webhookEndpointWire(endpoint, livemode),
  last_success: endpoint.lastSuccessAt && unixSeconds(endpoint.lastSuccessAt),
  failing_since: endpoint.failingSince && unixSeconds(endpoint.failingSince),
  last_error: tryErrorWire(endpoint.lastError),
  old_secret_until: endpoint.previousSecret && endpoint.previousSecret.until > now ? unixSeconds(endpoint.previousSecret.until) : null,
});
