import { applyMetadata, type MetadataChange } from '@guichet/contract/metadata.ts';
import { type ObjectVersion, previousAttributes } from '../../events/index.ts';
import type { JsonValue } from '../../platform/activity.ts';
import { beforeAfter } from '../../platform/beforeAfter.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { activityOrigin } from '../../platform/useCase.ts';
import { keepVersion } from './keepVersion.ts';
import { requireLockedEndpoint } from './requireEndpoint.ts';
import { webhookEndpointWire } from './webhookEndpoint.wire.ts';
import { updateEndpointRow } from './webhookEndpoints.store.ts';
import type { WebhookParts } from './webhookParts.ts';

type Values = Record<string, JsonValue>;

export interface WebhookEndpointChange {
  readonly url?: string | undefined;
  readonly enabled_events?: readonly string[] | undefined;
  readonly description?: string | null | undefined;
  readonly metadata?: MetadataChange | undefined;
  readonly disabled?: boolean | undefined;
}

/**
 * Changes what the request names. A disabled endpoint is owed nothing of what happens meanwhile; what it was owed before waits for it, for
 * three days.
 */
export async function updateWebhookEndpoint(
  tx: Transaction,
  parts: WebhookParts,
  context: RequestContext,
  id: string,
  input: WebhookEndpointChange,
): Promise<ObjectVersion> {
  const { tenantId, livemode } = context.caller;
  const endpoint = await requireLockedEndpoint(tx, tenantId, id);
  const changed = {
    ...endpoint,
    version: endpoint.version + 1,
    url: input.url ?? endpoint.url,
    enabledEvents: input.enabled_events === undefined ? endpoint.enabledEvents : [...new Set(input.enabled_events)],
    description: input.description === undefined ? endpoint.description : input.description,
    metadata: applyMetadata(endpoint.metadata, input.metadata),
    status: input.disabled === undefined ? endpoint.status : input.disabled ? ('disabled' as const) : ('enabled' as const),
  };
  const before = webhookEndpointWire(endpoint, livemode);
  const after = webhookEndpointWire(changed, livemode);
  const previous = previousAttributes(before, after);
  if (Object.keys(previous).length === 0)
    return { tenantId, id: endpoint.id, version: endpoint.version, body: before, created: endpoint.created };
  await updateEndpointRow(tx, changed);
  await parts.recordActivity(tx, activityOrigin(context), {
    action: 'webhook_endpoint.update',
    target: endpoint.id,
    details: beforeAfter({ ...before } as Values, { ...after } as Values) ?? {},
  });
  return keepVersion(tx, parts, context, changed);
}
