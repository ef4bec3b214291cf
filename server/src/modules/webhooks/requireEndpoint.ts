import { ApiError } from '@guichet/contract/errors.ts';
import type { Sql, Transaction } from '../../platform/transaction.ts';
import type { WebhookEndpoint } from './webhookEndpoint.ts';
import { findEndpoint, lockEndpoint } from './webhookEndpoints.store.ts';

function usable(endpoint: WebhookEndpoint | undefined, id: string): WebhookEndpoint {
  if (endpoint === undefined || endpoint.deleted)
    throw new ApiError('resource_missing', { param: 'id', message: `No such webhook endpoint: '${id}'` });
  return endpoint;
}

/** The endpoint of this id, or `resource_missing`; a deleted one counts as missing. */
export const requireEndpoint = async (sql: Sql, tenantId: number, id: string): Promise<WebhookEndpoint> =>
  usable(await findEndpoint(sql, tenantId, id), id);

/** The same, locked until the transaction ends. */
export const requireLockedEndpoint = async (tx: Transaction, tenantId: number, id: string): Promise<WebhookEndpoint> =>
  usable(await lockEndpoint(tx, tenantId, id), id);
