import { readdirSync, readFileSync } from 'node:fs';

// What processes have used so far, as Linux tells it under /proc.

const TICKS_PER_SECOND = 100;
const MS_PER_TICK = 1000 / TICKS_PER_SECOND;
const KB_PER_MB = 1024;

/** The fields of /proc/PID/stat from the state on; the name before it may hold anything. Undefined when the process has gone. */
function statOf(pid: number): string[] | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(')').at(-1)?.trim().split(' ');
  } catch {
    return undefined;
  }
}

/** A process and those that it started and that still run. */
export function familyOf(pid: number): number[] {
  const children = readdirSync('/proc')
    .map(Number)
    .filter((each) => Number.isInteger(each) && Number(statOf(each)?.[1]) === pid);
  return [pid, ...children];
}

/** CPU milliseconds that a process has used, with what its ended children used; 0 for one that has gone. */
function cpuMsOf(pid: number): number {
  const stat = statOf(pid);
  if (stat === undefined) return 0;
  const [user, system, childrenUser, childrenSystem] = stat.slice(11, 15).map(Number) as [number, number, number, number];
  return (user + system + childrenUser + childrenSystem) * MS_PER_TICK;
}

export const cpuMs = (pids: readonly number[]): number => pids.reduce((sum, pid) => sum + cpuMsOf(pid), 0);

/** Resident memory in megabytes. */
export function residentMb(pid: number): number {
  const line = readFileSync(`/proc/${pid}/status`, 'utf8').match(/^VmRSS:\s+(\d+) kB/m);
  return Math.round(Number(line?.[1] ?? 0) / KB_PER_MB);
}
