import { type Database, withTransaction } from '../platform/transaction.ts';
import { ChainChecker, type FiscalFinding, FROM_THE_BEGINNING } from './chainChecker.ts';
import { freezeView, readHead, readLines } from './fiscal.store.ts';
import type { SealingKey } from './seal.ts';

export interface FiscalReport {
  readonly lines: number;
  readonly findings: readonly FiscalFinding[];
}

const LINES_AT_ONCE = 500;

/**
 * Reads a tenant's whole chain and tells which lines were changed, removed, added or moved behind the server's back, and which totals are
 * wrong. Lines that were cut off together with a head of that time leave no trace here: the records that they belong to show it, and the
 * archives.
 */
export function verifyFiscal(database: Database, key: SealingKey, tenantId: number): Promise<FiscalReport> {
  return withTransaction(database, async (tx) => {
    await freezeView(tx);
    const checker = new ChainChecker(FROM_THE_BEGINNING, (id) => (id === key.id ? key.publicKey : undefined));
    let after = 0;
    for (;;) {
      const lines = await readLines(tx, tenantId, { after, year: null, limit: LINES_AT_ONCE });
      for (const { content, signature } of lines) checker.check(content, signature);
      after = lines.at(-1)?.sequence ?? after;
      if (lines.length < LINES_AT_ONCE) break;
    }
    const head = await readHead(tx, tenantId);
    checker.checkEnd(
      head === undefined ? FROM_THE_BEGINNING : { sequence: head.sequence, hash: head.hash, perpetual: head.totals.perpetual },
    );
    return { lines: checker.lines, findings: checker.findings };
  });
}
