import { childGone, spawnQuietly } from '../platform/childProcess.ts';
import type { Clock } from '../platform/clock.ts';
import type { ProcessLog } from '../platform/supervise.ts';
import { listTenants, liveFirst } from '../platform/tenants.store.ts';
import type { Database } from '../platform/transaction.ts';
import { isFailing, listBackupRows, readArchive } from './backups.store.ts';
import { isBackupDue } from './dueBackup.ts';

const LOOK_EVERY_MS = 60_000;
/** As many as can have failed since the last good one before it counts for nothing when the next is due. */
const TRIES_LOOKED_AT = 100;

export interface NightlyParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: ProcessLog;
  readonly at: string;
  /** Until the place has told its own. */
  readonly timeZone: string;
  /** The program that makes a backup, tries it and throws old ones away, for which it is given `--nightly`. */
  readonly program: string;
}

interface Task {
  readonly name: string;
  readonly everyMs: number;
  run(signal: AbortSignal): Promise<void>;
}

/**
 * Has a backup made each night, and at once where there is none. A process of its own does it, so that the server answers meanwhile as always; what came
 * of it stands in the table of backups. A stop of the server ends it.
 */
export function backupTasks(parts: NightlyParts): Task[] {
  return [
    {
      name: 'make backups',
      everyMs: LOOK_EVERY_MS,
      run: async (signal) => {
        if (await isDue(parts)) await runProgram(parts, signal);
      },
    },
    { name: 'watch the archive', everyMs: LOOK_EVERY_MS, run: () => watchArchive(parts) },
  ];
}

async function isDue({ database, clock, at, timeZone }: NightlyParts): Promise<boolean> {
  const [place] = liveFirst(await listTenants(database));
  const rows = await listBackupRows(database, TRIES_LOOKED_AT);
  const tries = rows.map(({ started, finished, failure }) => ({ started, succeeded: finished !== null && failure === null }));
  return isBackupDue(clock.now(), tries, { time: at, timeZone: place?.timeZone ?? timeZone });
}

async function runProgram({ program, log }: NightlyParts, signal: AbortSignal): Promise<void> {
  const child = spawnQuietly(process.execPath, [program, '--nightly'], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-2_000);
  });
  const end = (): void => void child.kill('SIGTERM');
  signal.addEventListener('abort', end, { once: true });
  if (signal.aborted) end();
  await childGone(child);
  signal.removeEventListener('abort', end);
  if (child.exitCode === 0) log.info({}, 'A backup was made, and restored for a trial.');
  else if (!signal.aborted) log.error({ code: child.exitCode, signal: child.signalCode, said }, 'The backup, or its trial, failed.');
}

/** What is not put aside stays in PostgreSQL's own folder until it can be: no payment is in danger before the disk is full. */
async function watchArchive({ database, log }: NightlyParts): Promise<void> {
  const archive = await readArchive(database);
  if (archive.archives && isFailing(archive))
    log.error({ lastSuccess: archive.archivedAt, lastFailure: archive.failedAt }, 'PostgreSQL cannot put its log aside for the backup.');
}
