import { ApiError } from '@guichet/contract/errors.ts';
import { applyMetadata, type MetadataChange } from '@guichet/contract/metadata.ts';
import type { ObjectVersion } from '../../events/index.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { activityOrigin } from '../../platform/useCase.ts';
import { makeEndpointSecret, sealSecret } from './endpointSecrets.ts';
import { keepVersion } from './keepVersion.ts';
import type { WebhookEndpoint } from './webhookEndpoint.ts';
import { countEndpoints, insertEndpoint } from './webhookEndpoints.store.ts';
import type { WebhookParts } from './webhookParts.ts';

/** As many as Stripe allows. It also bounds what one account can have this server send at a time. */
const MOST_ENDPOINTS = 16;

export interface NewWebhookEndpoint {
  readonly url: string;
  readonly enabled_events: readonly string[];
  readonly api_version?: string | undefined;
  readonly description?: string | null | undefined;
  readonly metadata?: MetadataChange | undefined;
}

/** Stores a new endpoint, which is told of what is committed from now on. Its address has been checked. */
export async function createWebhookEndpoint(
  tx: Transaction,
  parts: WebhookParts,
  context: RequestContext,
  input: NewWebhookEndpoint,
): Promise<ObjectVersion> {
  const { tenantId } = context.caller;
  if ((await countEndpoints(tx, tenantId)) >= MOST_ENDPOINTS) throw new ApiError('webhook_endpoint_limit');
  const id = parts.makeId('we');
  const endpoint: WebhookEndpoint = {
    tenantId,
    id,
    version: 1,
    url: input.url,
    enabledEvents: [...new Set(input.enabled_events)],
    apiVersion: input.api_version ?? null,
    description: input.description ?? null,
    metadata: applyMetadata({}, input.metadata),
    status: 'enabled',
    deleted: false,
    secret: await sealSecret(parts.keys, { tenantId, id }, makeEndpointSecret(parts.random)),
    secretRequestId: context.requestId,
    previousSecret: null,
    lastSuccessAt: null,
    failingSince: null,
    lastError: null,
    created: context.now,
  };
  await insertEndpoint(tx, endpoint);
  await parts.recordActivity(tx, activityOrigin(context), {
    action: 'webhook_endpoint.create',
    target: id,
    details: { url: endpoint.url, enabled_events: endpoint.enabledEvents },
  });
  return keepVersion(tx, parts, context, endpoint);
}
