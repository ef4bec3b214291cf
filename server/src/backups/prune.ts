import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { archivedNames, firstSegmentOf } from './archivedNames.ts';
import { listBackups } from './backupRecord.ts';
import type { PlaceFolder } from './placeFolder.ts';
import { type Disposal, disposable } from './retention.rules.ts';

const DAY_MS = 86_400_000;

/** Deletes backups, and the log before them, that no moment of the last `keepDays` days needs. Log last: a backup without its log is none. */
export function prune(place: PlaceFolder, keepDays: number, now: Date): Disposal {
  const backups = listBackups(place).map((record) => ({ ...record, firstSegment: firstSegmentOf(record) }));
  const segments = archivedNames(place.log);
  const disposal = disposable(backups, segments, new Date(now.getTime() - keepDays * DAY_MS));
  for (const name of disposal.backups) rmSync(join(place.base, name), { recursive: true, force: true });
  for (const name of disposal.segments) rmSync(join(place.log, `${name}.gz`), { force: true });
  return disposal;
}
