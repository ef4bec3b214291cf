import { accessSync, chmodSync, closeSync, constants, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartError } from './startError.ts';

export interface DataFolder {
  /** Says that we are about to let go, so that a server that wants the folder waits for it. */
  announceStop(): void;
  release(): void;
}

/** A server that lost its parent needs a moment to notice; within it, a new one waits rather than refuses. */
const NOTICE_MS = 2_000;
const STOP_MS = 30_000;

/**
 * Makes the data folder where there is none, and takes it for this process alone. Throws StartError when it can't be written to or when
 * another server has it. The kernel lets go of the lock however we end.
 */
export async function openDataFolder(folder: string): Promise<DataFolder> {
  // Under root PostgreSQL's user must get through to its own folder; what else is in here is for its owner only.
  makeWritable(folder, process.getuid?.() === 0 ? 0o711 : 0o700);
  const stateFile = join(folder, 'server.json');
  const state = (stopping: boolean): void => writeFileSync(stateFile, JSON.stringify({ pid: process.pid, stopping }), { mode: 0o600 });
  for (let waitedMs = 0; ; waitedMs += 50) {
    const lock = tryLock(join(folder, 'server.lock'));
    if (lock !== undefined) {
      state(false);
      return { announceStop: () => state(true), release: () => lock.close() };
    }
    const holder = readState(stateFile);
    if (waitedMs >= (holder?.stopping ? STOP_MS : NOTICE_MS)) {
      const which = holder === undefined ? '' : ` (process ${holder.pid})`;
      throw new StartError(`Another Guichet server${which} uses the folder ${folder}: stop it first, or set DATA_DIR to another folder.`);
    }
    await sleep(50);
  }
}

function makeWritable(folder: string, mode: number): void {
  try {
    mkdirSync(folder, { recursive: true, mode });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    mkdirSync(join(folder, 'log'), { recursive: true, mode: 0o700 });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new StartError(
      `The folder ${folder} can't be written to (${code}): make it writable for this user, or set DATA_DIR to another folder.`,
    );
  }
}

/** An exclusive transaction on an empty SQLite file is a lock of the operating system that dies with its process. */
function tryLock(file: string): DatabaseSync | undefined {
  keepFromOthers(file);
  const lock = new DatabaseSync(file);
  try {
    // Without a journal on disk nothing is left behind.
    lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock.close();
    if ((error as { errcode?: number }).errcode === 5) return undefined;
    throw new StartError(`The file ${file} can't be locked (${(error as Error).message}): set DATA_DIR to a folder on a local disk.`);
  }
}

/**
 * Whoever may read the file could hold a lock on it too, and so keep us from starting. A file that is there is not opened for this: to
 * close it again would let go of the lock that this process may have on it.
 */
function keepFromOthers(file: string): void {
  try {
    closeSync(openSync(file, 'wx', 0o600));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    chmodSync(file, 0o600);
  }
}

function readState(file: string): { pid: number; stopping: boolean } | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as { pid: number; stopping: boolean };
  } catch {
    return undefined;
  }
}
