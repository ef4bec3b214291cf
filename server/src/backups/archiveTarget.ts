import { join } from 'node:path';
import type { ArchiveTarget } from '../platform/archiveSettings.ts';
import { systemClock } from '../platform/clock.ts';
import { systemRandom } from '../platform/random.ts';
import { ownPlaceFolder, type PlaceFolder } from './placeFolder.ts';

interface BackedUp {
  readonly dataDir: string;
  readonly backups: { readonly folder: string; readonly everySeconds: number } | undefined;
}

/** Where the backups of this place lie; without a folder set for them, beside the data. */
export const placeFolderOf = ({ dataDir, backups }: BackedUp): PlaceFolder =>
  ownPlaceFolder(dataDir, backups?.folder ?? join(dataDir, 'backups'), { clock: systemClock, random: systemRandom });

/** Where PostgreSQL puts its log aside, when backups are configured. */
export const archiveTarget = (config: BackedUp): ArchiveTarget | undefined =>
  config.backups && { folder: placeFolderOf(config).log, timeoutSeconds: config.backups.everySeconds };
