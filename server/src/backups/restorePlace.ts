import { chmodSync, chownSync, copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../platform/clock.ts';
import { type ClusterSecrets, loadSecrets, saveSecrets } from '../platform/clusterSecrets.ts';
import { startEmbeddedPostgres } from '../platform/embeddedPostgres.ts';
import { migrate } from '../platform/migrate.ts';
import { openDatabase } from '../platform/openDatabase.ts';
import { embeddedPrograms, prepareStage, socketFolder } from '../platform/postgresStage.ts';
import { StartError } from '../platform/startError.ts';
import { archivedNames, firstSegmentOf } from './archivedNames.ts';
import type { BackupRecord } from './backupRecord.ts';
import { recoverCluster } from './recoverCluster.ts';
import { insertRestoration } from './restorations.store.ts';
import { firstGap } from './segments.rules.ts';
import { unpackBackup } from './unpackBackup.ts';

const silent = { info: () => {}, error: () => {} };

export interface Restoration {
  readonly backup: BackupRecord;
  /** The folder that holds the backup, and the place's archive if it has one. */
  readonly backupFolder: string;
  readonly archive: string | undefined;
  /** More of the log, as PostgreSQL left it: `postgres/pg_wal` of the lost data folder. */
  readonly pieces: string | undefined;
  /** Null: the last moment that there is. */
  readonly until: Date | null;
  /** A folder with the place's keys, which no backup holds. */
  readonly keys: string | undefined;
  /** Empty, or not there. */
  readonly dataDir: string;
  readonly clock: Clock;
  /** False for a trial. */
  readonly fsync: boolean;
}

export interface Restored {
  /** The moment whose state the place has. */
  readonly to: Date;
  readonly lastCommit: Date | null;
}

/**
 * Makes a data folder from a backup: unpacks and checks it, has PostgreSQL go forward to the moment, gives its users new passwords, brings it to this
 * program's schema, and notes that it was restored. What fails leaves the folder as empty as it was.
 */
export async function restorePlace(restoration: Restoration): Promise<Restored> {
  const { dataDir } = restoration;
  refuseUsedFolder(dataDir);
  if (restoration.until === null) refuseGap(restoration);
  mkdirSync(dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  try {
    const { lastCommit } = await bringBack(restoration);
    takeKeys(restoration);
    return await note(restoration, lastCommit);
  } catch (error) {
    emptyFolder(dataDir);
    throw error;
  }
}

/** Removes what a trial has made, also one that was broken off. */
export function clearTrial(dataDir: string): void {
  if (!existsSync(dataDir)) return;
  emptyFolder(dataDir);
  rmdirSync(dataDir);
}

/** Removes all that is in a data folder, and the folder of its socket, which lies elsewhere. */
function emptyFolder(dataDir: string): void {
  const { socketFolder: socket } = loadSecrets(dataDir, false);
  if (socket !== undefined) rmSync(socket, { recursive: true, force: true });
  for (const name of readdirSync(dataDir)) rmSync(join(dataDir, name), { recursive: true, force: true });
}

function refuseUsedFolder(dataDir: string): void {
  if (existsSync(dataDir) && readdirSync(dataDir).length > 0)
    throw new StartError(`The folder ${dataDir} is not empty: set DATA_DIR to a new one. What is there is never overwritten.`);
}

/** To a moment PostgreSQL says itself when it does not get there; to the latest it would stop at a gap as if that were the end. */
function refuseGap({ backup, archive, pieces }: Restoration): void {
  if (archive === undefined) return;
  const there = [...archivedNames(archive), ...(pieces === undefined ? [] : readdirSync(pieces))];
  const gap = firstGap(there, firstSegmentOf(backup));
  if (gap !== null)
    throw new StartError(
      `The piece ${gap} of PostgreSQL's log is missing in ${archive}: only a moment before it can be restored, named with --to.`,
    );
}

async function bringBack(restoration: Restoration): Promise<{ lastCommit: Date | null }> {
  const { dataDir, backup, backupFolder, archive, pieces, until, fsync } = restoration;
  const half = join(dataDir, 'postgres.new');
  const stage = prepareStage(embeddedPrograms(), half);
  mkdirSync(half, { mode: 0o700 });
  if (stage.user !== undefined) chownSync(half, stage.user.uid, stage.user.gid);
  await unpackBackup({ from: backupFolder, record: backup, to: half, owner: stage.user });
  const secrets: ClusterSecrets = { ...loadSecrets(dataDir, false), socketFolder: socketFolder(stage, undefined) };
  saveSecrets(dataDir, secrets);
  const logFile = join(dataDir, 'log', 'restore.log');
  const recovered = await recoverCluster({
    ...{ stage, dataFolder: half, logFile, secrets, archive, pieces, fsync },
    until: until ?? undefined,
  });
  renameSync(half, join(dataDir, 'postgres'));
  return recovered;
}

/** Copies the keys, for their owner only. */
function takeKeys({ keys, dataDir }: Restoration): void {
  if (keys !== undefined) copyKeys(keys, join(dataDir, 'keys'));
}

/** Copies a folder of keys; neither the copy nor its folder is for others. Answers the files' names. */
export function copyKeys(from: string, to: string): string[] {
  mkdirSync(to, { recursive: true, mode: 0o700 });
  const names = readdirSync(from, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
  for (const name of names) {
    copyFileSync(join(from, name), join(to, name));
    chmodSync(join(to, name), 0o600);
  }
  return names;
}

/** From here on the place sends nothing until its provider has been read. */
async function note({ dataDir, until, backup, clock, fsync }: Restoration, lastCommit: Date | null): Promise<Restored> {
  const to = until ?? lastCommit ?? new Date(backup.finished);
  const postgres = await startEmbeddedPostgres({ dataDir, log: silent, fsync });
  try {
    await migrate(postgres.ownerPool);
    const owner = openDatabase({ ...postgres.ownerPool, max: 1 });
    try {
      await insertRestoration(owner, { restored: clock.now(), restoredTo: to });
    } finally {
      await owner.close();
    }
  } finally {
    await postgres.stop();
  }
  return { to, lastCommit };
}
