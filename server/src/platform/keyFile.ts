import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from './random.ts';
import { StartError } from './startError.ts';

const KEY_BYTES = 32;
const OTHERS = 0o077;

const hasCode = (error: unknown, code: string): boolean => (error as { code?: unknown } | null)?.code === code;

function read(file: string): Buffer | null {
  try {
    const key = Buffer.from(readFileSync(file, 'latin1').trim(), 'base64url');
    if ((statSync(file).mode & OTHERS) !== 0)
      throw new StartError(`${file} can be read by other users: find out who has, then chmod 600 it.`);
    if (key.length !== KEY_BYTES) throw new StartError(`${file} is not a key of ours: restore it from your backup.`);
    return key;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
}

function flushFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}

/** Writes the whole file under another name first: a link appears complete or not at all, and never replaces one that is there. */
function make(folder: string, file: string, random: Random): void {
  const draft = `${file}.${random.bytes(6).toString('hex')}`;
  const handle = openSync(draft, 'wx', 0o600);
  try {
    writeSync(handle, `${random.bytes(KEY_BYTES).toString('base64url')}\n`);
    fsyncSync(handle);
    linkSync(draft, file);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    closeSync(handle);
    rmSync(draft, { force: true });
  }
  flushFolder(folder);
}

/**
 * A key of 32 random bytes in a file of mode 0600, made when it isn't there yet. Servers that start at once on one folder get the same
 * key: the first one's. Throws StartError when the file holds something else, or others
 * may touch it.
 */
export function readOrMakeKey(folder: string, name: string, random: Random): Buffer {
  const file = join(folder, name);
  const existing = read(file);
  if (existing !== null) return existing;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  make(folder, file, random);
  const made = read(file);
  if (made === null) throw new StartError(`${file} could not be made.`);
  return made;
}
