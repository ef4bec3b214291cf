import { ApiError } from '@guichet/contract/errors.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { activityOrigin } from '../../platform/useCase.ts';
import { askForDelivery } from './deliveries.store.ts';
import type { Delivery } from './delivery.ts';
import { findEndpoint } from './webhookEndpoints.store.ts';
import type { WebhookParts } from './webhookParts.ts';

/** Has an event sent to an endpoint once more, whatever became of it. Throws `resource_missing`, or that the endpoint takes nothing. */
export async function sendAgain(tx: Transaction, parts: WebhookParts, context: RequestContext, id: string): Promise<Delivery> {
  const { tenantId } = context.caller;
  const delivery = await askForDelivery(tx, tenantId, id, context.now);
  if (delivery === undefined) throw new ApiError('resource_missing', { param: 'id', message: `No such webhook delivery: '${id}'` });
  const endpoint = await findEndpoint(tx, tenantId, delivery.endpointId);
  if (endpoint === undefined || endpoint.deleted)
    throw new ApiError('webhook_endpoint_unexpected_state', { message: 'The webhook endpoint has been deleted: nothing is sent to it.' });
  if (endpoint.status === 'disabled')
    throw new ApiError('webhook_endpoint_unexpected_state', { message: 'The webhook endpoint is disabled. Enable it first.' });
  await parts.recordActivity(tx, activityOrigin(context), {
    action: 'webhook_delivery.send',
    target: delivery.id,
    details: { endpoint: endpoint.id, event: delivery.eventId },
  });
  return delivery;
}
