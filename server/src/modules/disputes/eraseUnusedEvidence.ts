import type { RecordActivity } from '../../platform/activity.ts';
import { SYSTEM_ACTOR } from '../../platform/context.ts';
import type { Logger } from '../../platform/log.ts';
import { type Database, withTransaction } from '../../platform/transaction.ts';
import { eraseFiles } from '../files/index.ts';
import { enclosedFiles, lockUnusedEvidence } from './disputes.store.ts';

/** Longer than anybody has to answer a dispute from when it is opened. */
const UNUSED_MS = 90 * 24 * 3600_000;
const MOST_AT_ONCE = 50;

interface Parts {
  readonly database: Database;
  readonly recordActivity: RecordActivity;
  readonly log: Logger;
}

/**
 * Erases files that were uploaded as evidence long ago and are enclosed in no dispute, or no longer: nothing says whom they are about, so that no erasure of a
 * person would find them. A bounded number of one account at a time; several servers may do so at once. Answers how many it erased.
 */
export async function eraseUnusedEvidence({ database, recordActivity, log }: Parts, now: Date): Promise<number> {
  return withTransaction(database, async (tx) => {
    const found = await lockUnusedEvidence(tx, new Date(now.getTime() - UNUSED_MS), MOST_AT_ONCE);
    const [first] = found;
    if (first === undefined) return 0;
    const { tenantId } = first;
    const ids = found.filter((file) => file.tenantId === tenantId).map(({ id }) => id);
    // Whoever encloses one waits for the lock: what was enclosed before it is known now.
    const used = new Set(await enclosedFiles(tx, tenantId, ids));
    const unused = ids.filter((id) => !used.has(id));
    await eraseFiles(tx, tenantId, unused, now);
    for (const id of unused)
      await recordActivity(tx, { tenantId, now, actor: SYSTEM_ACTOR, ip: null }, { action: 'file.erase', target: id, details: {} });
    if (unused.length > 0)
      log.info({ files: unused.length }, 'files that were uploaded as evidence and that no dispute encloses have been erased');
    return unused.length;
  });
}
