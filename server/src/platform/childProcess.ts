import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** How a finished program ended, with all that it wrote. */
export interface Finished {
  code: number | null;
  output: string;
}

/** Runs a program to its end; never rejects for a code other than 0. Rejects when it can't be started at all. */
export function runToEnd(file: string, args: readonly string[], options: { env?: NodeJS.ProcessEnv } = {}): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'], env: options.env ?? process.env });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output }));
  });
}

/** Starts a program; one that can't be started has no process id and counts as gone, instead of ending us with an `error` event. */
export function spawnQuietly(file: string, args: readonly string[], options: SpawnOptions): ChildProcess {
  return spawn(file, args, options).on('error', () => {});
}

/** Resolves when the child is gone; at once if it is gone already. */
export function childGone(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once('exit', () => resolve()));
}

/** Asks a child to end, and after `graceMs` makes it. */
export async function stopChild(child: ChildProcess, signal: NodeJS.Signals, graceMs: number): Promise<void> {
  const gone = childGone(child);
  child.kill(signal);
  const hard = setTimeout(() => child.kill('SIGKILL'), graceMs);
  await gone;
  clearTimeout(hard);
}

/** Is there a process with this id that is more than a zombie waiting for its parent? */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return process.platform !== 'linux' || procStat(pid)?.state !== 'Z';
}

/**
 * A text that no two processes share, so that a process id read from a file can be told from a stranger's that reuses the number.
 * Undefined where the system doesn't tell (no /proc), or the process is gone.
 */
export function processIdentity(pid: number): string | undefined {
  const stat = procStat(pid);
  if (stat === undefined) return undefined;
  return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}/${stat.startTicks}/${pid}`;
}

/**
 * Ends a process that isn't our child: the signals in turn, each with `graceMs` to take effect. A frozen process is woken, so that it
 * can act on the signal. Answers whether it is gone.
 */
export async function endStranger(pid: number, signals: readonly NodeJS.Signals[], graceMs: number): Promise<boolean> {
  for (const signal of signals) {
    if (!send(pid, signal)) return true;
    send(pid, 'SIGCONT');
    for (let waitedMs = 0; waitedMs < graceMs; waitedMs += 20) {
      if (!isAlive(pid)) return true;
      await sleep(20);
    }
  }
  return !isAlive(pid);
}

function send(pid: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch {
    return isAlive(pid);
  }
}

function procStat(pid: number): { state: string; startTicks: string } | undefined {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  // The program's name stands in brackets and may itself hold brackets and spaces: what follows the last one is regular.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [state, startTicks] = [fields[0], fields[19]];
  return state === undefined || startTicks === undefined ? undefined : { state, startTicks };
}
