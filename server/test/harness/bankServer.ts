import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { childGone, stopChild } from '../../src/platform/childProcess.ts';
import { askBank, type BankAccess } from './bankBook.ts';

/** As docs/connectors/sandbox.md has them. */
export type FaultKind =
  | 'slow'
  | 'slow_answer'
  | 'no_answer_before'
  | 'no_answer_after'
  | 'cut_before'
  | 'cut_after'
  | 'error_500_before'
  | 'error_500_after'
  | 'duplicate_answer';

export interface Fault {
  readonly kind: FaultKind;
  readonly operation: 'authorise' | 'capture' | 'void' | 'refund' | 'reverse' | 'lookup';
  readonly times?: number;
  readonly delay_ms?: number;
  readonly card_last4?: string;
}

const PROGRAM = fileURLToPath(new URL('../../../bank/src/main.ts', import.meta.url));

/** A sandbox bank that belongs to no server: it outlives one that is killed, and a test can kill or freeze it alone. */
export class BankServer implements BankAccess {
  readonly token = randomBytes(12).toString('hex');
  readonly #folder = mkdtempSync(join(tmpdir(), `guichet-test-${process.pid}-`));
  #port = 0;
  #child: ChildProcess | undefined;

  static async start(): Promise<BankServer> {
    const bank = new BankServer();
    await bank.start();
    return bank;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** What a server is told to find it. */
  get env(): NodeJS.ProcessEnv {
    return { SANDBOX_BANK_URL: this.url, SANDBOX_BANK_TOKEN: this.token };
  }

  /** Opens on the same book and port as before. */
  async start(): Promise<void> {
    const settings = { BANK_BOOK: join(this.#folder, 'book.sqlite'), BANK_PORT: String(this.#port), BANK_TOKEN: this.token };
    // The pipe closes when this process is gone, however it went.
    const env = { PATH: process.env.PATH, ...settings, BANK_PARENT_PIPE: '1' };
    const child = spawn(process.execPath, [PROGRAM], { env, stdio: ['pipe', 'pipe', 'inherit'] });
    this.#child = child;
    const line = await Promise.race([once(createInterface({ input: child.stdout }), 'line'), childGone(child)]);
    if (!Array.isArray(line)) throw new Error(`The bank did not start (${child.exitCode ?? child.signalCode}).`);
    this.#port = (JSON.parse(String(line[0])) as { port: number }).port;
  }

  /** The process id of the bank that runs now. */
  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  signal(signal: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void {
    this.#child?.kill(signal);
  }

  async kill9(): Promise<void> {
    this.signal('SIGKILL');
    if (this.#child !== undefined) await childGone(this.#child);
  }

  /** Ends in order, which does the work of every delayed request now. */
  async stop(): Promise<void> {
    if (this.#child !== undefined) await stopChild(this.#child, 'SIGTERM', 5_000);
  }

  async fault(fault: Fault): Promise<void> {
    await askBank(this, '/control/faults', { method: 'POST', body: JSON.stringify(fault) });
  }

  async clearFaults(): Promise<void> {
    await askBank(this, '/control/faults', { method: 'DELETE' });
  }

  /** Waits until so many requests are delayed or held. */
  async untilWaiting(count: number): Promise<void> {
    for (let waitedMs = 0; ; waitedMs += 10) {
      const waiting = (await askBank<{ waiting: number }>(this, '/control/faults'))?.waiting ?? 0;
      if (waiting >= count) return;
      if (waitedMs >= 10_000) throw new Error(`The bank holds ${waiting} requests, not ${count}.`);
      await sleep(10);
    }
  }

  async close(): Promise<void> {
    this.signal('SIGCONT');
    await this.kill9();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
