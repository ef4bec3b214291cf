import { type Database, type Transaction, withTransaction } from '../../platform/transaction.ts';
import { insertFirstHead, insertLink, listTenants, lockHead, moveHead, readUnsealed } from './activity.store.ts';
import { firstHead, type Head, headMac, lineDigest, linkMac, sameBytes } from './activityDigests.ts';
import { sealWindow } from './sealWindow.ts';

const LINES_PER_LINK = 1000;

/**
 * Adds one link for the lines that are new. Answers how many there were; 0 also when another server is at it.
 * Throws when the head isn't ours: then the key or the head was exchanged, and a link behind it would make that look right.
 */
async function addLink(tx: Transaction, key: Buffer, tenantId: number, now: Date): Promise<number> {
  await insertFirstHead(tx, firstHead(key, tenantId));
  const head = await lockHead(tx, tenantId);
  if (head === undefined) return 0;
  if (!sameBytes(head.mac, headMac(key, head)))
    throw new Error(`The activity log of tenant ${tenantId} ends in a seal that was not made with this key.`);
  const lines = await readUnsealed(tx, tenantId, { ...sealWindow(head.sealedAt), limit: LINES_PER_LINK });
  if (lines.length > 0)
    await append(
      tx,
      key,
      head,
      { lineIds: lines.map(({ id }) => id), digests: Buffer.concat(lines.map((line) => lineDigest(tenantId, line))) },
      now,
    );
  return lines.length;
}

async function append(tx: Transaction, key: Buffer, head: Head, lines: { lineIds: string[]; digests: Buffer }, now: Date): Promise<void> {
  const { tenantId } = head;
  // Never before the last link, even if this server's clock is behind.
  const sealedAt = now > head.sealedAt ? now : head.sealedAt;
  const link = { tenantId, sequence: head.sequence + 1n, ...lines, sealedAt };
  const mac = linkMac(key, link, head.lastMac);
  await insertLink(tx, { ...link, mac });
  const next = { tenantId, sequence: link.sequence, sealedAt, lastMac: mac };
  await moveHead(tx, { ...next, mac: headMac(key, next) });
}

/** Chains a tenant's lines that were written since the last time. Answers how many. */
export async function sealTenant(db: Database, key: Buffer, tenantId: number, now: Date): Promise<number> {
  let sealed = 0;
  for (let added = LINES_PER_LINK; added === LINES_PER_LINK; sealed += added) {
    added = await withTransaction(db, (tx) => addLink(tx, key, tenantId, now));
  }
  return sealed;
}

/**
 * Chains what is new in all tenants' logs; one sealer at a time works on a tenant. Chaining when a line is written would make all requests
 * of a tenant queue behind each other. A log that can't be continued doesn't keep the others waiting; its error is thrown at the end.
 */
export async function sealActivity(db: Database, key: Buffer, now: Date): Promise<void> {
  const failures: unknown[] = [];
  for (const tenantId of await listTenants(db)) {
    await sealTenant(db, key, tenantId, now).catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0)
    throw new AggregateError(failures, failures.map((failure) => (failure instanceof Error ? failure.message : String(failure))).join(' '));
}
