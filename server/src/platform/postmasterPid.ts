import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { endStranger, isAlive } from './childProcess.ts';
import { StartError } from './startError.ts';

/** What PostgreSQL writes into `postmaster.pid`: its process id in the first line, its state in the eighth. */
export interface PostmasterPid {
  pid: number;
  ready: boolean;
}

/** Reads the file, or undefined when there is none or it is not yet complete. */
export function readPostmasterPid(dataFolder: string): PostmasterPid | undefined {
  let lines: string[];
  try {
    lines = readFileSync(join(dataFolder, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return undefined;
  }
  const pid = Number(lines[0]);
  return Number.isInteger(pid) && pid > 0 ? { pid, ready: lines[7]?.trim() === 'ready' } : undefined;
}

/** A postmaster's children notice its death by themselves; this long they are given for it. */
const CHILDREN_MS = 5_000;

/**
 * Makes a data folder free to be started on after whatever happened to the last postmaster. The caller holds the lock on the folder, so
 * that a postmaster that still runs there has lost its server: it is ended, a clean shutdown first. When nobody works in the folder any
 * more, the files that name the former postmaster are removed: PostgreSQL would refuse to start if its number now belongs to another
 * process, or to its own corpse that nobody has collected yet.
 */
export async function clearPostmaster(dataFolder: string, socketFolder: string): Promise<void> {
  const found = readPostmasterPid(dataFolder);
  // SIGINT: shut down now and tidily. SIGQUIT: without a checkpoint. SIGKILL: whatever it takes.
  if (found !== undefined && worksIn(found.pid, dataFolder)) await endStranger(found.pid, ['SIGINT', 'SIGQUIT', 'SIGKILL'], 8_000);
  for (const pid of workersIn(dataFolder)) {
    if (await endStranger(pid, ['SIGQUIT', 'SIGKILL'], CHILDREN_MS)) continue;
    throw new StartError(`A process of PostgreSQL (${pid}) still works in ${dataFolder} and can't be ended: end it, then start again.`);
  }
  for (const file of [join(dataFolder, 'postmaster.pid'), join(socketFolder, '.s.PGSQL.5432'), join(socketFolder, '.s.PGSQL.5432.lock')]) {
    rmSync(file, { force: true });
  }
}

function workersIn(dataFolder: string): number[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && worksIn(pid, dataFolder));
}

/** PostgreSQL's processes have the data folder as their working folder, whatever path they were told. A corpse has none. */
function worksIn(pid: number, dataFolder: string): boolean {
  if (process.platform !== 'linux') return isAlive(pid) && execFileSync('ps', ['-o', 'command=', '-p', String(pid)]).includes(dataFolder);
  try {
    const [its, ours] = [statSync(`/proc/${pid}/cwd`), statSync(dataFolder)];
    return its.dev === ours.dev && its.ino === ours.ino;
  } catch {
    // Gone, or another user's: not one of ours.
    return false;
  }
}
