import { closeSync, fstatSync, fsyncSync, linkSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { StartError } from './startError.ts';

const OTHERS = 0o077;

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}

const isCode = (error: unknown, code: string): boolean => error instanceof Error && (error as { code?: unknown }).code === code;

/** Reads a file of secrets, or null when there is none. Refuses one that group or others may touch: its secrets may be known already. */
export function readSecretFile(file: string): string | null {
  let handle: number;
  try {
    handle = openSync(file, 'r');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null;
    throw error;
  }
  try {
    const mode = fstatSync(handle).mode;
    if ((mode & OTHERS) !== 0) {
      throw new StartError(`${file} can be read by other users. Find out who has read it, then make it yours alone: chmod 600 ${file}`);
    }
    return readFileSync(handle, 'utf8');
  } finally {
    closeSync(handle);
  }
}

/**
 * Reads a file of secrets; where there is none, makes it from `create`, for its owner only. It is on the disk before anything is sealed
 * with what it holds, and of two servers that start at once both end up with the one file that came first.
 */
export function readOrCreateSecretFile(file: string, create: () => string): string {
  const existing = readSecretFile(file);
  if (existing !== null) return existing;
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  // A folder of its own, so that servers which start at once don't write into one draft.
  const desk = mkdtempSync(`${file}.`);
  const draft = join(desk, 'draft');
  try {
    const handle = openSync(draft, 'wx', 0o600);
    writeSync(handle, create());
    fsyncSync(handle);
    closeSync(handle);
    linkSync(draft, file);
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
  } finally {
    rmSync(desk, { recursive: true });
  }
  syncFolder(dirname(file));
  const made = readSecretFile(file);
  if (made === null) throw new Error(`${file} vanished while it was made.`);
  return made;
}
