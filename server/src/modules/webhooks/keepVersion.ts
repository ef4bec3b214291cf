import { Changes, type ObjectVersion } from '../../events/index.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { changeOrigin, type UseCaseParts } from '../../platform/useCase.ts';
import type { WebhookEndpoint } from './webhookEndpoint.ts';
import { webhookEndpointWire } from './webhookEndpoint.wire.ts';

/** Keeps the endpoint as it now is, as the answer to a repeated request; no event tells of endpoints. */
export async function keepVersion(
  tx: Transaction,
  parts: UseCaseParts,
  context: RequestContext,
  endpoint: WebhookEndpoint,
): Promise<ObjectVersion> {
  const changes = new Changes(changeOrigin(context), parts.makeId);
  const stored = changes.add(webhookEndpointWire(endpoint, context.caller.livemode), endpoint.version, []);
  await changes.store(tx);
  return stored;
}
