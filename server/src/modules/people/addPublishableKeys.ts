import type { Random } from '../../platform/random.ts';
import { listTenants } from '../../platform/tenants.store.ts';
import { type Database, withTransaction } from '../../platform/transaction.ts';
import { hashSecret, last4Of, makePublishableKey } from './apiKeySecret.ts';
import { findPublishableKey, insertApiKey } from './apiKeys.store.ts';
import type { KeyMaking } from './makeApiKey.ts';
import { NO_CEILINGS, SEES_ALL } from './rights.rules.ts';

/**
 * Gives each place without one its publishable key: a new place at its set-up, one that is older at the next start. Several servers that
 * start at once make one, because the table takes no second.
 */
export async function addPublishableKeys(db: Database, { makeId, hashKey }: KeyMaking, random: Random, now: Date): Promise<void> {
  for (const { tenantId, livemode } of await listTenants(db)) {
    if ((await findPublishableKey(db, tenantId)) !== undefined) continue;
    const shown = makePublishableKey(random, livemode);
    const kept = { tenantId, type: 'publishable', shown, hash: hashSecret(hashKey, shown), last4: last4Of(shown) } as const;
    const key = {
      ...kept,
      id: makeId('key'),
      name: 'Publishable key',
      permissions: [],
      sight: SEES_ALL,
      ceilings: NO_CEILINGS,
      created: now,
      createdBy: null,
      lastUsedAt: null,
    };
    await withTransaction(db, (tx) => insertApiKey(tx, { ...key, revokedAt: null }));
  }
}
