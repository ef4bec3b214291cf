import type { ObjectVersion } from '../../events/index.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { activityOrigin } from '../../platform/useCase.ts';
import { makeEndpointSecret, sealSecret } from './endpointSecrets.ts';
import { keepVersion } from './keepVersion.ts';
import { requireLockedEndpoint } from './requireEndpoint.ts';
import { updateEndpointRow } from './webhookEndpoints.store.ts';
import type { WebhookParts } from './webhookParts.ts';

const HOUR_MS = 3600_000;

/** Gives an endpoint a new secret. The one before signs as well for so many hours, so that a receiver can change over without a gap. */
export async function rollEndpointSecret(
  tx: Transaction,
  parts: WebhookParts,
  context: RequestContext,
  { id, keepOldHours }: { readonly id: string; readonly keepOldHours: number },
): Promise<ObjectVersion> {
  const endpoint = await requireLockedEndpoint(tx, context.caller.tenantId, id);
  const until = new Date(context.now.getTime() + keepOldHours * HOUR_MS);
  const rolled = {
    ...endpoint,
    version: endpoint.version + 1,
    secret: await sealSecret(parts.keys, endpoint, makeEndpointSecret(parts.random)),
    secretRequestId: context.requestId,
    previousSecret: keepOldHours === 0 || endpoint.secret === null ? null : { ...endpoint.secret, until },
  };
  await updateEndpointRow(tx, rolled);
  await parts.recordActivity(tx, activityOrigin(context), {
    action: 'webhook_endpoint.roll_secret',
    target: endpoint.id,
    details: { keep_old_hours: keepOldHours },
  });
  return keepVersion(tx, parts, context, rolled);
}
