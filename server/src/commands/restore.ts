import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { archiveTarget, chooseBackup, findBackups, insertRestoration, parseMoment, restorePlace } from '../backups/index.ts';
import { type Config, loadConfig } from '../config.ts';
import { systemClock } from '../platform/clock.ts';
import { openDatabase } from '../platform/openDatabase.ts';
import { openPlace } from '../platform/openPlace.ts';
import { StartError } from '../platform/startError.ts';
import { type Command, type CommandCall, runCommand, WrongUsage } from './runCommand.ts';
import { verifyRestored } from './verifyRestored.ts';

// guichet restore --from FOLDER --to TIME: docs/operating/backups.md has the whole drill.

const silent = { info: () => {}, error: () => {} };

function momentOf(text: string | boolean | undefined): Date | null {
  const moment = typeof text === 'string' ? parseMoment(text) : undefined;
  if (moment === undefined) throw new WrongUsage('--to must be "latest", or a moment with its zone such as 2026-11-22T14:05:30+01:00.');
  return moment;
}

const folderOf = (text: string | boolean | undefined): string | undefined => (typeof text === 'string' ? resolve(text) : undefined);

/** Notes that a PostgreSQL of one's own was brought back by its own tools. */
async function noteRestored(config: Config, restoredTo: Date, say: CommandCall['say']) {
  const place = await openPlace({ ...config, log: silent, archive: archiveTarget(config) });
  const owner = openDatabase({ ...place.ownerPool, max: 1 });
  try {
    await insertRestoration(owner, { restored: systemClock.now(), restoredTo });
  } finally {
    await owner.close();
    await place.stop();
  }
  say(`The place counts as restored to ${restoredTo.toISOString()}. It sends nothing until guichet reconcile has read the provider.`);
  return { report: { restored_to: restoredTo.toISOString() }, isClean: true };
}

async function restoreFiles(config: Config, { options, say }: CommandCall, until: Date | null) {
  const { dataDir } = config;
  const from = folderOf(options.from) ?? config.backups?.folder;
  if (from === undefined) throw new WrongUsage('--from must name the folder of backups.');
  if (config.database !== undefined)
    throw new StartError(
      'DATABASE_URL names a PostgreSQL of your own: restore that one by its own tools, then run guichet restore --note.',
    );
  const { place, backups } = findBackups(from);
  const choice = chooseBackup(backups, until);
  if ('refusal' in choice) throw new StartError(choice.refusal);
  const { backup } = choice;
  say(`Restoring the backup ${backup.name} into ${dataDir} …`);
  const keys = folderOf(options.keys);
  const { to, lastCommit } = await restorePlace({
    ...{ backup, until, dataDir, keys, clock: systemClock, fsync: true, pieces: folderOf(options.wal) },
    backupFolder: join(place.base, backup.name),
    archive: existsSync(place.log) ? place.log : undefined,
  });
  const lastChange = lastCommit === null ? 'nothing was written after the backup' : `its last change is of ${lastCommit.toISOString()}`;
  say(`The place has the state of ${to.toISOString()}; ${lastChange}.`);
  if (keys === undefined)
    say(`Put its keys into ${join(dataDir, 'keys')} before you start it: without them it would make new ones, and read no card.`);
  const failure = keys === undefined ? null : await verifyRestored(dataDir);
  say(
    keys === undefined
      ? 'It was not verified: do that with guichet verify, once the keys are there.'
      : (failure ?? 'It was verified: nothing is wrong with it.'),
  );
  say('It sends nothing until guichet reconcile has read the provider.');
  const report = { backup: backup.name, restored_to: to.toISOString(), last_change: lastCommit?.toISOString() ?? null, failure };
  return { report, isClean: failure === null };
}

const restore: Command = async (call) => {
  const config = loadConfig(process.env);
  const until = momentOf(call.options.to);
  if (call.options.note !== true) return restoreFiles(config, call, until);
  return noteRestored(config, until ?? systemClock.now(), call.say);
};

await runCommand(
  'guichet restore --from FOLDER --to TIME|latest [--keys FOLDER] [--wal FOLDER] [--json FILE], or guichet restore --note --to TIME',
  { from: { type: 'string' }, to: { type: 'string' }, keys: { type: 'string' }, wal: { type: 'string' }, note: { type: 'boolean' } },
  restore,
);
