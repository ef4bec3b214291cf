import { readdirSync } from 'node:fs';
import type { BackupRecord } from './backupRecord.ts';
import { parsePosition, segmentAt } from './segments.rules.ts';

const PACKED = '.gz';

/** The first piece of log that a backup needs. */
export const firstSegmentOf = ({ timeline, from }: BackupRecord): string => segmentAt(timeline, parsePosition(from));

/** What PostgreSQL has put aside in a folder, by its own names. */
export function archivedNames(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(PACKED))
      .map((name) => name.slice(0, -PACKED.length));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
