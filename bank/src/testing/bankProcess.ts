import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

interface Ending {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

export interface BankProcess {
  child: ChildProcess;
  ended: Promise<Ending>;
}

/** The bank as a process of its own; killed by its pid after the test if it still runs. */
export function spawnBank(environment: Record<string, string>): BankProcess {
  const main = fileURLToPath(new URL('../main.ts', import.meta.url));
  const child = spawn(process.execPath, [main], { env: environment, stdio: 'pipe' });
  const output = Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  const ended = output.then(([stdout, stderr]) => ({ code: child.exitCode, signal: child.signalCode, stdout, stderr }));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return { child, ended };
}

/** Starts a bank and waits for its line; answers its base address too. */
export async function startBank(environment: Record<string, string>): Promise<BankProcess & { base: string; ready: unknown }> {
  const bank = spawnBank(environment);
  if (!bank.child.stdout) throw new Error('The bank was started without a pipe for its output.');
  const lines = createInterface(bank.child.stdout);
  const line = await Promise.race([once(lines, 'line').then(([first]) => String(first)), bank.ended]);
  if (typeof line !== 'string') throw new Error(`The bank has ended: ${line.stderr}`);
  const ready = JSON.parse(line) as { port: number };
  return { ...bank, ready, base: `http://127.0.0.1:${ready.port}` };
}
