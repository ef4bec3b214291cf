import type { Clock } from '../platform/clock.ts';
import type { MakeId } from '../platform/ids.ts';
import type { Logger } from '../platform/log.ts';
import { type Database, type Transaction, withTransaction } from '../platform/transaction.ts';
import { appendTaking, closeEnded, closeOpenDay, type FiscalEntry } from './appendFiscal.ts';
import {
  type ClosingFilter,
  listClosings,
  readHead,
  type StoredClosing,
  tenantsWithLines,
  tenantsWithOpenDay,
  yearsOf,
} from './fiscal.store.ts';
import type { FiscalHead } from './fiscalHead.ts';
import { FISCAL_VERSION } from './fiscalVersion.ts';
import { type FiscalArchive, makeArchive } from './makeArchive.ts';
import { moduleDigest } from './moduleDigest.ts';
import { openSealingKey } from './sealingKey.ts';
import { type FiscalReport, verifyFiscal } from './verifyFiscal.ts';

export interface FiscalDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly makeId: MakeId;
  /** Where the key that signs the lines lies: outside the database, so that whoever can write there can't forge them. */
  readonly keysDir: string;
  readonly log: Pick<Logger, 'error'>;
}

/** The till's record, as the rest of the program sees it. */
export interface Fiscal {
  readonly version: string;
  readonly digest: string;
  readonly keyId: string;
  append(tx: Transaction, tenantId: number, now: Date, entry: FiscalEntry): Promise<void>;
  closeDay(tx: Transaction, tenantId: number, now: Date): Promise<boolean>;
  head(tenantId: number): Promise<FiscalHead | undefined>;
  /** Newest first; with a transaction, those that it has just made as well. */
  closings(tenantId: number, filter: ClosingFilter, tx?: Transaction): Promise<StoredClosing[]>;
  years(tenantId: number): Promise<string[]>;
  archive(tenantId: number, asked: { readonly year: string | null; readonly now: Date }): Promise<FiscalArchive | null>;
  verify(tenantId: number): Promise<FiscalReport>;
  /** For the runner of recurring tasks. */
  readonly tasks: readonly { readonly name: string; readonly everyMs: number; run(): Promise<void> }[];
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

export function createFiscal({ database, clock, makeId, keysDir, log }: FiscalDeps): Fiscal {
  const key = openSealingKey(keysDir);
  const parts = { key, digest: moduleDigest(), makeId };
  const verify = (tenantId: number): Promise<FiscalReport> => verifyFiscal(database, key, tenantId);
  const closeAll = async (): Promise<void> => {
    for (const tenantId of await tenantsWithOpenDay(database))
      await withTransaction(database, (tx) => closeEnded(tx, parts, tenantId, clock.now()));
  };
  const verifyAll = async (): Promise<void> => {
    for (const tenantId of await tenantsWithLines(database)) {
      const { findings } = await verify(tenantId);
      if (findings.length > 0) log.error({ tenantId, findings: findings.slice(0, 10) }, 'The record of the till was tampered with.');
    }
  };
  return {
    version: FISCAL_VERSION,
    digest: parts.digest,
    keyId: key.id,
    append: (tx, tenantId, now, entry) => appendTaking(tx, parts, tenantId, now, entry),
    closeDay: (tx, tenantId, now) => closeOpenDay(tx, parts, tenantId, now),
    head: (tenantId) => readHead(database, tenantId),
    closings: (tenantId, filter, tx) => listClosings(tx ?? database, tenantId, filter),
    years: (tenantId) => yearsOf(database, tenantId),
    archive: (tenantId, asked) => makeArchive(database, key, tenantId, asked),
    verify,
    tasks: [
      { name: 'close days of the till', everyMs: MINUTE_MS, run: closeAll },
      { name: 'verify the record of the till', everyMs: DAY_MS, run: verifyAll },
    ],
  };
}
