import {
  closeSync,
  fstatSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { StartError } from './startError.ts';

const OTHERS = 0o077;

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}

const isCode = (error: unknown, code: string): boolean => error instanceof Error && (error as { code?: unknown }).code === code;

function assertPrivate(file: string, mode: number): void {
  if ((mode & OTHERS) === 0) return;
  throw new StartError(
    `${file} can be read by other users. Make it yours alone with chmod 600 ${file}, and find out who may have read it.`,
  );
}

/** What of these is a file, and the files within those that are folders; what isn't there is left out. */
function filesIn(path: string): string[] {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return [];
  return found.isDirectory() ? readdirSync(path).flatMap((name) => filesIn(join(path, name))) : [path];
}

/**
 * Looks at files and folders of secrets before anything is started: also at copies that nobody reads, and at what is read only later. Throws
 * StartError for the first that others may touch.
 */
export function refuseSharedSecrets(...paths: readonly string[]): void {
  for (const file of paths.flatMap(filesIn)) assertPrivate(file, statSync(file).mode);
}

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
    assertPrivate(file, fstatSync(handle).mode);
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
