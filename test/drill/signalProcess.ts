/** Ends a process of ours, or stops it and lets it go on; one that has gone meanwhile is no matter. */
export function signalProcess(pid: number | undefined, name: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void {
  try {
    if (pid !== undefined) process.kill(pid, name);
  } catch {
    // It ended before.
  }
}
