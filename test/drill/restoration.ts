import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runToEnd } from '../../server/src/platform/childProcess.ts';
import { COMPILE_CACHE } from '../../server/test/flows/crash/compileCache.ts';
import { bankEntries } from '../../server/test/harness/bankBook.ts';
import { type ServerProcess, startServerProcess } from '../../server/test/harness/serverProcess.ts';
import { runSql } from '../../server/test/harness/testDatabase.ts';
import type { Asked } from './client.ts';
import { readStanding } from './compareAll.ts';
import type { Standing } from './compareAnswers.ts';
import { type ComparedUntil, compareUntil } from './compareUntil.ts';
import type { DrillPlace } from './place.ts';

export interface RestorationReport extends Omit<ComparedUntil, 'differences'> {
  /** The second to which the place was brought back. */
  readonly restored_to: string;
  /** The last change that is in it. */
  readonly last_change: string | null;
  readonly payments: number;
}

interface RestoreReport {
  readonly restored_to: string;
  readonly last_change: string | null;
}

const RESTORE = join(import.meta.dirname, '..', '..', 'server', 'src', 'commands', 'restore.ts');
const LOOK_EVERY_MS = 250;
/** Whatever else a backup does comes after what customers want. */
const BACKUP_TIMEOUT_MS = 300_000;

/** Backups of a drill's place, made as anybody's are: a copy while customers pay, and all that is written from then on. */
export class Restoration {
  readonly #desk = mkdtempSync(join(tmpdir(), 'guichet-drill-backups-'));

  /** What the server is told to save itself. */
  get env(): NodeJS.ProcessEnv {
    return { BACKUP_DIR: this.#backups, BACKUP_EVERY_SECONDS: '5' };
  }

  get #backups(): string {
    return join(this.#desk, 'backups');
  }

  /** Waits until the first copy has been made, and restored for a trial. */
  async saved({ server }: DrillPlace): Promise<void> {
    const sql = 'SELECT tested, coalesce(failure, test_failure) AS failure FROM backups ORDER BY name DESC LIMIT 1';
    await until('No backup was made', BACKUP_TIMEOUT_MS, async () => {
      const [backup] = await runSql<{ tested: Date | null; failure: string | null }>(server.ownerPool(), sql);
      if (typeof backup?.failure === 'string') throw new Error(`The backup failed: ${backup.failure}`);
      return backup?.tested instanceof Date;
    });
  }

  /** Brings the place back elsewhere to a moment, has it verified, and compares it with what customers had been told by then. */
  async compare(
    place: DrillPlace,
    asked: readonly Asked[],
    moment: Date,
  ): Promise<{ readonly report?: RestorationReport; readonly differences: readonly string[] }> {
    const dataDir = join(this.#desk, 'restored');
    let told: RestoreReport;
    try {
      told = await this.#restore(place.server, dataDir, moment);
    } catch (error) {
      return { differences: [`the place could not be brought back to ${moment.toISOString()}: ${(error as Error).message}`] };
    }
    const before = (await bankEntries(place.bank)).length;
    const standing = await this.#read(place, dataDir);
    const { differences, ...counts } = compareUntil(asked, standing, moment);
    const sent = (await bankEntries(place.bank)).length - before;
    return {
      report: { ...told, payments: standing.intents.length, ...counts },
      differences: [
        ...differences.map((difference) => `restored to ${told.restored_to}: ${difference}`),
        ...(sent === 0 ? [] : [`the restored place sent something: the bank has noted ${sent} operations`]),
      ],
    };
  }

  close(): void {
    rmSync(this.#desk, { recursive: true, force: true });
  }

  /**
   * Runs `guichet restore`, which ends with `guichet verify`. Throws with what it says where anything is wrong. After a crash PostgreSQL may put
   * its log aside minutes late, so what it has not put aside yet is taken from where it wrote it.
   */
  async #restore({ dataDir: from }: ServerProcess, dataDir: string, moment: Date): Promise<RestoreReport> {
    const file = join(this.#desk, 'restore.json');
    const lies = ['--from', this.#backups, '--wal', join(from, 'postgres', 'pg_wal'), '--keys', join(from, 'keys')];
    const args = [...lies, '--to', moment.toISOString(), '--json', file];
    const env = { PATH: process.env.PATH, DATA_DIR: dataDir, NODE_COMPILE_CACHE: COMPILE_CACHE };
    const { code, output } = await runToEnd(process.execPath, [RESTORE, ...args], { env });
    if (code !== 0) throw new Error(`guichet restore ended with ${code}: ${output}`);
    const { restored_to, last_change } = JSON.parse(readFileSync(file, 'utf8')) as RestoreReport;
    return { restored_to, last_change };
  }

  /** Starts a server on the restored place, with the real bank outside, and reads what it shows. */
  async #read({ server, bank }: DrillPlace, dataDir: string): Promise<Standing> {
    const outside = { SANDBOX_BANK_URL: bank.url, SANDBOX_BANK_TOKEN: bank.token, NODE_COMPILE_CACHE: COMPILE_CACHE };
    const restored = await startServerProcess({ ...outside, DATA_DIR: dataDir, GUICHET_TEST_KEY: server.key });
    try {
      return await readStanding(restored);
    } finally {
      await restored.close();
    }
  }
}

async function until(otherwise: string, timeoutMs: number, isSo: () => Promise<boolean>): Promise<void> {
  const limit = performance.now() + timeoutMs;
  while (!(await isSo())) {
    if (performance.now() > limit) throw new Error(`${otherwise} within ${timeoutMs / 1000} s.`);
    await sleep(LOOK_EVERY_MS);
  }
}
