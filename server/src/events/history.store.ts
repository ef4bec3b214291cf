import { firstIdAt } from '../platform/ids.ts';
import type { Transaction } from '../platform/sql.ts';

/** The newest version of an object that one of these events told of. */
interface Told {
  readonly objectId: string;
  readonly version: number;
}

/**
 * Deletes events older than a moment with their deliveries, a bounded number, and answers what they told of. Events are immutable, so the server
 * may not lock them first: of two that do this at once, the later one finds nothing left to delete.
 */
export async function deleteEvents(
  tx: Transaction,
  tenantId: number,
  before: Date,
  most: number,
): Promise<{ count: number; told: Told[] }> {
  // Ids sort by age, so the primary key finds the oldest ones.
  const found = await tx.query<{ id: string; object_id: string; object_version: number }>(
    'find old events',
    `SELECT id, object_id, object_version FROM events WHERE tenant_id = $1 AND id < $2 AND created < $3 ORDER BY id LIMIT $4`,
    [tenantId, firstIdAt('evt', before), before, most],
  );
  const ids = found.map(({ id }) => id);
  if (ids.length === 0) return { count: 0, told: [] };
  await tx.query(
    'delete tries of old deliveries',
    `DELETE FROM webhook_tries t USING webhook_deliveries d WHERE d.tenant_id = $1 AND d.event_id = ANY ($2)
     AND t.tenant_id = d.tenant_id AND t.delivery_id = d.id`,
    [tenantId, ids],
  );
  await tx.query('delete old deliveries', 'DELETE FROM webhook_deliveries WHERE tenant_id = $1 AND event_id = ANY ($2)', [tenantId, ids]);
  await tx.query('delete old events', 'DELETE FROM events WHERE tenant_id = $1 AND id = ANY ($2)', [tenantId, ids]);
  const newest = new Map<string, number>();
  for (const { object_id: id, object_version: version } of found) newest.set(id, Math.max(version, newest.get(id) ?? 0));
  return { count: ids.length, told: [...newest].map(([objectId, version]) => ({ objectId, version })) };
}

/**
 * Deletes versions of these objects up to the ones told of: those that a newer one has replaced before a moment, and that no event tells of.
 * The newest version of an object always stays. A stored reply points to the version that was the newest when it was given, and lives for a day.
 */
export async function deleteVersions(tx: Transaction, tenantId: number, told: readonly Told[], replacedBefore: Date): Promise<void> {
  await tx.query(
    'delete old object versions',
    `DELETE FROM object_versions v USING unnest($2::text[], $3::integer[]) AS told (object_id, version)
     WHERE v.tenant_id = $1 AND v.object_id = told.object_id AND v.version <= told.version
       AND EXISTS (SELECT FROM object_versions n WHERE n.tenant_id = v.tenant_id AND n.object_id = v.object_id AND n.version > v.version
         AND n.created < $4)
       AND NOT EXISTS (SELECT FROM events e WHERE e.tenant_id = v.tenant_id AND e.object_id = v.object_id AND e.object_version = v.version)`,
    [tenantId, told.map(({ objectId }) => objectId), told.map(({ version }) => version), replacedBefore],
  );
}
