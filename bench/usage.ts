import { readFileSync } from 'node:fs';
import { statFields } from '../server/test/harness/processFamily.ts';

// What processes have used so far, as Linux tells it under /proc.

const TICKS_PER_SECOND = 100;
const MS_PER_TICK = 1000 / TICKS_PER_SECOND;
const KB_PER_MB = 1024;

/** CPU milliseconds that a process has used, with what its ended children used; 0 for one that has gone. */
function cpuMsOf(pid: number): number {
  const stat = statFields(pid);
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
