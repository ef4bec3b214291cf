import type { WebhookDeliveryDetail, WebhookDeliveryView, WebhookEndpointView } from '@guichet/contract/webhookViews.ts';
import { queryOptions } from '@tanstack/react-query';
import { get } from './client.ts';
import { orThrow } from './outcome.ts';
import { type Cursor, list } from './queries.ts';

/** What is under way changes by itself: whoever looks at it need not reload. */
const LOOK_AGAIN_MS = 1_500;
export const LOOK_AROUND_MS = 5_000;
/** As many as there can be. */
const ALL_ENDPOINTS = 16;

export const webhookEndpointsQuery = list<WebhookEndpointView>('webhooks', '/guichet/v1/webhook_endpoints', {}, {}, ALL_ENDPOINTS);

export const webhookEndpointQuery = (id: string) =>
  queryOptions({
    queryKey: ['webhooks', 'endpoint', id],
    queryFn: async ({ signal }) =>
      orThrow(await get<WebhookEndpointView>(`/guichet/v1/webhook_endpoints/${encodeURIComponent(id)}`, { signal })),
    refetchInterval: LOOK_AROUND_MS,
  });

export const webhookDeliveriesQuery = (endpoint: string, status: string | undefined, cursor: Cursor = {}) =>
  list<WebhookDeliveryView>('webhooks', '/guichet/v1/webhook_deliveries', { endpoint, status }, cursor);

export const webhookDeliveryQuery = (id: string) =>
  queryOptions({
    queryKey: ['webhooks', 'delivery', id],
    queryFn: async ({ signal }) =>
      orThrow(await get<WebhookDeliveryDetail>(`/guichet/v1/webhook_deliveries/${encodeURIComponent(id)}`, { signal })),
    refetchInterval: ({ state }) => (state.data?.next_try == null ? false : LOOK_AGAIN_MS),
  });
