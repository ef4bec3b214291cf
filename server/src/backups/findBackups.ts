import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from '../platform/startError.ts';
import { type BackupRecord, listBackups } from './backupRecord.ts';
import { type PlaceFolder, placeFolderAt } from './placeFolder.ts';

/**
 * The place whose backups lie in a folder, which is either its own or one with several places in it. Throws StartError when there is none, or more than
 * one: then only whoever restores knows which is meant.
 */
export function findBackups(folder: string): { place: PlaceFolder; backups: BackupRecord[] } {
  if (!existsSync(folder)) throw new StartError(`There is no folder ${folder}.`);
  const own = placeFolderAt(folder);
  if (existsSync(own.base)) return { place: own, backups: listBackups(own) };
  const found = readdirSync(folder)
    .map((name) => placeFolderAt(join(folder, name)))
    .map((place) => ({ place, backups: listBackups(place) }))
    .filter(({ backups }) => backups.length > 0);
  const [only, ...others] = found;
  if (only === undefined) throw new StartError(`There is no finished backup in ${folder}.`);
  if (others.length === 0) return only;
  const told = found.map(({ place, backups }) => `${place.path} (until ${backups.at(-1)?.finished})`);
  throw new StartError(`There are backups of several places in ${folder}; name one of them: ${told.join(', ')}.`);
}
