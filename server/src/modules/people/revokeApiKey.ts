import { ApiError } from '@guichet/contract/errors.ts';
import type { Caller } from '../../platform/context.ts';
import { type Database, withTransaction } from '../../platform/transaction.ts';
import type { RecordActivity } from '../activity/index.ts';
import type { ApiKey } from './apiKey.ts';
import { readApiKey, revokeApiKeyRow } from './apiKeys.store.ts';

/** Takes a key out of force; once more changes nothing. Throws resource_missing. */
export function revokeApiKey(
  db: Database,
  record: RecordActivity,
  id: string,
  by: { caller: Caller; ip: string | null; now: Date },
): Promise<ApiKey> {
  const { tenantId, actor } = by.caller;
  return withTransaction(db, async (tx) => {
    const wasInForce = await revokeApiKeyRow(tx, tenantId, id, by.now);
    const key = await readApiKey(tx, tenantId, id);
    if (key === undefined) throw new ApiError('resource_missing', { param: 'id', message: 'No such API key.' });
    if (wasInForce)
      await record(tx, {
        tenantId,
        at: by.now,
        actor,
        action: 'api_key.revoke',
        target: key.id,
        ip: by.ip,
        details: { name: key.name, last4: key.last4 },
      });
    return key;
  });
}
