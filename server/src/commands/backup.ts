import { setPriority } from 'node:os';
import { join } from 'node:path';
import { archiveTarget, bytesOf, copyKeys, placeFolderOf, prune, runBackup, tryBackup } from '../backups/index.ts';
import { type Config, loadConfig } from '../config.ts';
import { systemClock } from '../platform/clock.ts';
import { openDatabase } from '../platform/openDatabase.ts';
import { type OpenPlace, openPlace } from '../platform/openPlace.ts';
import { StartError } from '../platform/startError.ts';
import { type Command, runCommand } from './runCommand.ts';
import { verifyRestored } from './verifyRestored.ts';

// guichet backup [--keys FOLDER | --nightly] [--json FILE]: docs/operating/backups.md says what it makes and how it is used.

const DAILY_WORK_PRIORITY = 10;
const silent = { info: () => {}, error: () => {} };

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

/** The keys, which no backup holds: with them and a backup in one hand, every card could be read. */
function saveKeys({ dataDir }: Config, folder: string, say: (words: string) => void): { report: unknown; isClean: boolean } {
  const files = copyKeys(join(dataDir, 'keys'), folder);
  say(`Copied ${files.join(', ')} to ${folder}. Keep it apart from the backups, where only those who may read all cards can reach it.`);
  return { report: { keys: files, folder }, isClean: true };
}

async function save(config: Config, place: OpenPlace, isNightly: boolean, say: (words: string) => void) {
  const { adminPool } = place;
  if (adminPool === undefined)
    throw new StartError('DATABASE_URL names a PostgreSQL of your own: save it by its own tools, as docs/operating/backups.md describes.');
  const folder = placeFolderOf(config);
  const archives = config.backups !== undefined;
  const database = openDatabase({ ...place.serverPool, max: 2 });
  try {
    const record = await runBackup(database, { admin: adminPool, place: folder, clock: systemClock, archives });
    say(`Backup ${record.name} is in ${join(folder.base, record.name)} (${megabytes(bytesOf(record))}).`);
    say(
      record.holdsLog
        ? `It can be restored as of ${record.finished}, and no later moment. With BACKUP_DIR set, a server makes every second restorable.`
        : `It can be restored as of any second from ${record.finished} on.`,
    );
    say(`The keys in ${join(config.dataDir, 'keys')} are not in it, and without them no card can be read: guichet backup --keys FOLDER.`);
    if (!isNightly || config.backups === undefined) return { report: { record, folder: folder.path }, isClean: true };
    const failure = await tryBackup(
      { database, clock: systemClock, place: folder, dataDir: config.dataDir, archives, verify: verifyRestored },
      record,
    );
    say(failure === null ? 'It was restored for a trial, and verified.' : `It does not restore: ${failure}`);
    // What is old is all there is while the newest does not restore.
    const removed = failure === null ? prune(folder, config.backups.keepDays, systemClock.now()) : { backups: [], segments: [] };
    if (removed.backups.length > 0) say(`Removed ${removed.backups.join(', ')}, older than ${config.backups.keepDays} days.`);
    if (failure !== null) process.stderr.write(`${failure}\n`);
    return { report: { record, folder: folder.path, trial: { failure }, removed }, isClean: failure === null };
  } finally {
    await database.close();
  }
}

const backup: Command = async ({ options, say }) => {
  const config = loadConfig(process.env);
  if (typeof options.keys === 'string') return saveKeys(config, options.keys, say);
  const isNightly = options.nightly === true;
  if (isNightly && config.backups === undefined) throw new StartError('BACKUP_DIR is not set: set it to the folder that backups go to.');
  // Whatever the night brings, payments come first.
  if (isNightly) setPriority(DAILY_WORK_PRIORITY);
  const place = await openPlace({ ...config, log: silent, archive: archiveTarget(config) });
  try {
    return await save(config, place, isNightly, say);
  } finally {
    await place.stop();
  }
};

await runCommand(
  'guichet backup [--keys FOLDER | --nightly] [--json FILE]',
  { keys: { type: 'string' }, nightly: { type: 'boolean' } },
  backup,
);
