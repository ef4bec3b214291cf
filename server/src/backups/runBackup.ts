import { join } from 'node:path';
import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/transaction.ts';
import { type BackupRecord, bytesOf } from './backupRecord.ts';
import { failUnfinished, finishBackup, insertBackup, noteTest } from './backups.store.ts';
import { type BackupOrder, backupName, makeBackup } from './makeBackup.ts';
import type { PlaceFolder } from './placeFolder.ts';
import { clearTrial, restorePlace } from './restorePlace.ts';

const FAILURE_MAX_LENGTH = 500;

/** What people are told: a sentence, and of a bug its name. */
const inWords = (error: unknown): string => (error instanceof Error ? error.message : String(error)).slice(0, FAILURE_MAX_LENGTH);

/** Makes a backup and keeps in the database what came of it. */
export async function runBackup(database: Database, order: BackupOrder): Promise<BackupRecord> {
  const { clock } = order;
  const started = clock.now();
  const name = backupName(started);
  await failUnfinished(database, started, 'The program that made it ended before it was finished.');
  await insertBackup(database, name, started);
  try {
    const record = await makeBackup(order, started);
    await finishBackup(database, name, { at: new Date(record.finished), bytes: BigInt(bytesOf(record)), failure: null });
    return record;
  } catch (error) {
    await finishBackup(database, name, { at: clock.now(), bytes: null, failure: inWords(error) });
    throw error;
  }
}

export interface Trial {
  readonly database: Database;
  readonly clock: Clock;
  readonly place: PlaceFolder;
  /** Where the place's own data lies; the trial goes into a folder beside it, and uses the same keys. */
  readonly dataDir: string;
  readonly archives: boolean;
  /** Looks at a restored place; answers what is wrong with it, or null. */
  verify(dataDir: string): Promise<string | null>;
}

/**
 * Restores a backup, with all the log there is, into a folder of its own, has the result verified, and throws it away. Answers, and keeps in the database,
 * what was wrong; null: nothing.
 */
export async function tryBackup(
  { database, clock, place, dataDir, archives, verify }: Trial,
  backup: BackupRecord,
): Promise<string | null> {
  const trial = join(dataDir, 'restore-trial');
  clearTrial(trial);
  let failure: string | null;
  try {
    await restorePlace({
      ...{ backup, clock, dataDir: trial, until: null, pieces: undefined, fsync: false },
      backupFolder: join(place.base, backup.name),
      archive: archives ? place.log : undefined,
      keys: join(dataDir, 'keys'),
    });
    failure = await verify(trial);
  } catch (error) {
    // Whatever it is, the backup did not restore: a full disk as well as a damaged file.
    failure = inWords(error);
  } finally {
    clearTrial(trial);
  }
  await noteTest(database, backup.name, clock.now(), failure);
  return failure;
}
