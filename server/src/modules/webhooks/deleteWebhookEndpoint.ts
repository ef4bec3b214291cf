import type { WireDeleted } from '@guichet/contract/wire/common.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { activityOrigin } from '../../platform/useCase.ts';
import { cancelDeliveries } from './deliveries.store.ts';
import { requireLockedEndpoint } from './requireEndpoint.ts';
import { deletedWebhookEndpointWire } from './webhookEndpoint.wire.ts';
import { updateEndpointRow } from './webhookEndpoints.store.ts';
import type { WebhookParts } from './webhookParts.ts';

/** Takes an endpoint out of use for good: its secrets go, and what it was still owed is sent no more. */
export async function deleteWebhookEndpoint(
  tx: Transaction,
  parts: WebhookParts,
  context: RequestContext,
  id: string,
): Promise<WireDeleted<'webhook_endpoint'>> {
  const endpoint = await requireLockedEndpoint(tx, context.caller.tenantId, id);
  await updateEndpointRow(tx, { ...endpoint, deleted: true, secret: null, secretRequestId: null, previousSecret: null });
  await cancelDeliveries(tx, endpoint);
  await parts.recordActivity(tx, activityOrigin(context), {
    action: 'webhook_endpoint.delete',
    target: endpoint.id,
    details: { url: endpoint.url },
  });
  return deletedWebhookEndpointWire(endpoint);
}
