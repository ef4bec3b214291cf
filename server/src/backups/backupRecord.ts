import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlaceFolder } from './placeFolder.ts';

/** What is known of a backup. It stands in `backup.json`, which is written last: a folder without it holds no backup. */
export interface BackupRecord {
  readonly name: string;
  readonly started: string;
  /** From this moment on the backup can be restored. */
  readonly finished: string;
  /** PostgreSQL's version, the number of the cluster, and what of its log is needed to restore. */
  readonly version: string;
  readonly system: string;
  readonly timeline: number;
  readonly from: string;
  readonly until: string;
  /** Whether that log is inside; otherwise it is in the archive. */
  readonly holdsLog: boolean;
  readonly files: Readonly<Record<string, { readonly bytes: number; readonly sha256: string }>>;
}

/** The data folder's files; what PostgreSQL says of each of them; what we say of both. */
export const DATA_FILE = 'base.tar.gz';
export const MANIFEST_FILE = 'backup_manifest';
export const RECORD_FILE = 'backup.json';

export const bytesOf = ({ files }: BackupRecord): number => Object.values(files).reduce((sum, { bytes }) => sum + bytes, 0);

function recordIn(folder: string): BackupRecord | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, RECORD_FILE), 'utf8')) as BackupRecord;
  } catch {
    return undefined;
  }
}

/** The finished backups of a place, oldest first. */
export function listBackups({ base }: PlaceFolder): BackupRecord[] {
  let names: string[];
  try {
    names = readdirSync(base);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return [];
    throw error;
  }
  return names
    .filter((name) => !name.endsWith('.new'))
    .sort()
    .flatMap((name) => recordIn(join(base, name)) ?? []);
}
