import { type ChildProcess, spawn } from 'node:child_process';

let running: ChildProcess | undefined;
let stopping = false;

export interface Step {
  name: string;
  args: readonly string[];
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** Shows what the program says while it says it; else only when it fails. */
  aloud?: boolean;
}

/** Runs a Node program to its end, and says how long it took. Answers whether it ended well. */
export async function runStep(step: Step): Promise<boolean> {
  if (stopping) return false;
  const startedMs = performance.now();
  const { code, output } = await runNode(step);
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  if (code !== 0 && output !== '') process.stdout.write(`${output.trimEnd()}\n`);
  process.stdout.write(`${code === 0 ? '✓' : '✗'} ${step.name} (${seconds} s)\n`);
  return code === 0;
}

/** From now on a signal, or the end of whoever started us, ends the step that runs and lets no other begin. */
export function stopStepsWhenAsked(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  if (process.env.GUICHET_STOP_WITH_INPUT === '1') process.stdin.on('close', stop).on('error', stop).resume();
}

export function isStopping(): boolean {
  return stopping;
}

function stop(): void {
  stopping = true;
  const group = running?.pid;
  if (group === undefined) return;
  signalGroup(group, 'SIGTERM');
  setTimeout(() => signalGroup(group, 'SIGKILL'), 10_000).unref();
}

/** A step is the leader of a group of its own, so that its workers end with it. */
function signalGroup(leader: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-leader, signal);
  } catch {
    // It has ended meanwhile.
  }
}

function runNode({ args, cwd, env, aloud = false }: Step): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const stdio = aloud ? 'inherit' : 'pipe';
    const options = { cwd: cwd ?? process.cwd(), env: { ...process.env, GUICHET_STOP_WITH_INPUT: '', ...env }, detached: true };
    const child = spawn(process.execPath, args, { ...options, stdio: ['ignore', stdio, stdio] });
    running = child;
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        output += chunk.toString();
      });
    }
    child.once('error', reject);
    child.once('close', (code) => {
      running = undefined;
      resolve({ code, output });
    });
  });
}
