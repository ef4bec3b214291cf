import { readdirSync, readFileSync } from 'node:fs';

/** The fields of /proc/PID/stat from the state on; the name before it may hold anything. Undefined when the process has gone. */
export function statFields(pid: number): string[] | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(')').at(-1)?.trim().split(' ');
  } catch {
    return undefined;
  }
}

/** A process and those that it started and that still run. */
export function processFamily(pid: number): number[] {
  const children = readdirSync('/proc')
    .map(Number)
    .filter((each) => Number.isInteger(each) && Number(statFields(each)?.[1]) === pid);
  return [pid, ...children];
}
