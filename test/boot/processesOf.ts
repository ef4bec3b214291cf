import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** The processes that work for a data folder: it stands in their environment, or they work in its database. */
export function processesOf(dataDir: string): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && pid !== process.pid && belongs(pid, dataDir));
}

/** Waits until none is left; answers those that stay. */
export async function processesThatStay(dataDir: string, timeoutMs = 10_000): Promise<string[]> {
  for (let waitedMs = 0; ; waitedMs += 50) {
    const left = processesOf(dataDir);
    if (left.length === 0 || waitedMs >= timeoutMs) return left.map(describe);
    await sleep(50);
  }
}

/** Kills them all at once, as a power cut does. One that has ended meanwhile is no matter. */
export function killAllOf(dataDir: string): void {
  kill9(processesOf(dataDir));
}

export function kill9(pids: readonly number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended when its neighbour did.
    }
  }
}

function belongs(pid: number, dataDir: string): boolean {
  try {
    // A zombie has neither environment nor folder, and does no work.
    if (readFileSync(`/proc/${pid}/environ`, 'utf8').includes(dataDir)) return true;
    const [its, cluster] = [statSync(`/proc/${pid}/cwd`), statSync(join(dataDir, 'postgres'), { throwIfNoEntry: false })];
    return cluster !== undefined && its.ino === cluster.ino && its.dev === cluster.dev;
  } catch {
    return false;
  }
}

function describe(pid: number): string {
  try {
    return `${pid} ${readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()}`;
  } catch {
    return String(pid);
  }
}
