import type { Clock } from '../../platform/clock.ts';
import type { MakeId } from '../../platform/ids.ts';
import { readOrMakeKey } from '../../platform/keyFile.ts';
import type { Random } from '../../platform/random.ts';
import type { Database } from '../../platform/transaction.ts';
import { readHead } from './activity.store.ts';
import { activityRecorder, type RecordActivity } from './recordActivity.ts';
import { sealActivity } from './sealActivity.ts';
import { type ActivityReport, verifyActivity } from './verifyActivity.ts';

export interface ActivityDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly random: Random;
  readonly makeId: MakeId;
  /** Where the key of the seals lies: outside the database, so that whoever can write there can't forge them. */
  readonly keysDir: string;
}

export interface Activity {
  readonly record: RecordActivity;
  verify(tenantId: number): Promise<ActivityReport>;
  /** How far the log is sealed, by what its head says. */
  sealed(tenantId: number): Promise<{ readonly until: Date | null; readonly links: number }>;
  /** For the runner of recurring tasks. */
  readonly tasks: readonly { readonly name: string; readonly everyMs: number; run(): Promise<void> }[];
}

/** Between two runs, so that a line is sealed within five seconds, the time that sealing takes included. */
const SEAL_EVERY_MS = 4000;

export function createActivity({ db, clock, random, makeId, keysDir }: ActivityDeps): Activity {
  const key = readOrMakeKey(keysDir, 'activity.key', random);
  return {
    record: activityRecorder(makeId, random),
    verify: (tenantId) => verifyActivity(db, key, tenantId),
    sealed: async (tenantId) => {
      const head = await readHead(db, tenantId);
      return head === undefined || head.sequence === 0n
        ? { until: null, links: 0 }
        : { until: head.sealedAt, links: Number(head.sequence) };
    },
    tasks: [{ name: 'seal activity', everyMs: SEAL_EVERY_MS, run: () => sealActivity(db, key, clock.now()) }],
  };
}
