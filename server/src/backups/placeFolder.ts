import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../platform/clock.ts';
import type { Random } from '../platform/random.ts';
import { writeDurably } from '../platform/writeDurably.ts';
import { stampOf } from './stamp.ts';

/** What the folder of backups holds of one place: `base/` with a folder per backup, `wal/` with PostgreSQL's log. */
export interface PlaceFolder {
  readonly path: string;
  readonly base: string;
  readonly log: string;
}

export const placeFolderAt = (path: string): PlaceFolder => ({ path, base: join(path, 'base'), log: join(path, 'wal') });

/**
 * The folder of this place within the folder of backups. Its name is made once per data folder and kept there: a place that was restored
 * elsewhere, be it for a trial, is another place, and must not write its history into that of the first.
 */
export function ownPlaceFolder(dataDir: string, folder: string, { clock, random }: { clock: Clock; random: Random }): PlaceFolder {
  const file = join(dataDir, 'backups.json');
  return placeFolderAt(join(folder, nameIn(file) ?? makeName(file, clock, random)));
}

function nameIn(file: string): string | undefined {
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) as { place: string }).place;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function makeName(file: string, clock: Clock, random: Random): string {
  const place = `place-${stampOf(clock.now())}-${Buffer.from(random.bytes(3)).toString('hex')}`;
  writeDurably(file, `${JSON.stringify({ place })}\n`, 0o600);
  return place;
}
