import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runToEnd } from '../../server/src/platform/childProcess.ts';
import { COMPILE_CACHE } from '../../server/test/flows/crash/compileCache.ts';
import { BankServer } from '../../server/test/harness/bankServer.ts';
import { processFamily } from '../../server/test/harness/processFamily.ts';
import { type ServerProcess, startServerProcess } from '../../server/test/harness/serverProcess.ts';
import { runSql } from '../../server/test/harness/testDatabase.ts';
import { BANK_DEADLINE_MS } from './lineTemper.ts';
import { LineThread } from './lineThread.ts';
import { Listener } from './listener.ts';
import { WatchedServer } from './watchedServer.ts';

export interface PlaceOptions {
  readonly seed: number;
  /** Another copy of the server's program. */
  readonly program?: string | undefined;
  /** More that the server is told. */
  readonly env?: NodeJS.ProcessEnv | undefined;
}

/** A server with its own PostgreSQL, a bank behind a line, and a program that hears webhooks: real processes, each of which can be harmed. */
export class DrillPlace {
  readonly server: ServerProcess;
  readonly bank: BankServer;
  readonly line: LineThread;
  readonly listener: Listener;
  readonly #watched: WatchedServer;

  static async open({ seed, program, env: more = {} }: PlaceOptions): Promise<DrillPlace> {
    const [bank, listener] = await Promise.all([BankServer.start(), Listener.open()]);
    const line = await LineThread.open({ target: bank.url, seed });
    const env = { SANDBOX_BANK_URL: line.url, SANDBOX_BANK_TOKEN: bank.token, BANK_DEADLINE_MS: String(BANK_DEADLINE_MS) };
    const server = await startServerProcess(
      { ...env, WEBHOOK_PRIVATE_HOSTS: listener.host, NODE_COMPILE_CACHE: COMPILE_CACHE, ...more },
      program,
    );
    return new DrillPlace(server, bank, line, listener);
  }

  private constructor(server: ServerProcess, bank: BankServer, line: LineThread, listener: Listener) {
    [this.server, this.bank, this.line, this.listener] = [server, bank, line, listener];
    this.#watched = new WatchedServer(server);
  }

  /** How often the server ended without having been killed. */
  get endedByItself(): number {
    return this.#watched.endedByItself;
  }

  /** Kills the server, and with it its PostgreSQL, and starts them again. */
  killServer(): Promise<void> {
    return this.#watched.harm(() => this.server.kill9());
  }

  async killBank(): Promise<void> {
    await this.bank.kill9();
    await this.bank.start();
  }

  /** Undefined while PostgreSQL is not there. */
  postmaster(): number | undefined {
    try {
      return Number(readFileSync(join(this.server.dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
    } catch {
      return undefined;
    }
  }

  /** The postmaster and those that work for it. */
  postgresProcesses(): number[] {
    const postmaster = this.postmaster();
    return postmaster === undefined ? [] : processFamily(postmaster);
  }

  /** How large PostgreSQL's files may be from now on; null: as large as they like. Every write beyond fails as on a full disk. */
  async limitDisk(bytes: number | null): Promise<void> {
    const limit = `--fsize=${bytes ?? 'unlimited'}:`;
    for (const pid of this.postgresProcesses()) await runToEnd('prlimit', ['--pid', String(pid), limit]);
  }

  /** Attempts of which nobody here knows yet what came of them; 0 when nobody can tell. */
  async openAttempts(): Promise<number> {
    const sql = 'SELECT count(*)::integer AS open FROM attempts WHERE resolved_at IS NULL';
    const rows = await runSql<{ open: number }>({ ...this.server.ownerPool(), connectionTimeoutMillis: 500 }, sql).catch(() => []);
    return rows[0]?.open ?? 0;
  }

  /** Where the server and its PostgreSQL write their logs. */
  get logs(): string {
    return join(this.server.dataDir, 'log');
  }

  async close(): Promise<void> {
    await this.#watched.close();
    await Promise.all([this.line.close(), this.listener.close(), this.bank.close()]);
  }
}
