import type { Sql } from '../../platform/transaction.ts';
import { reconciliationsSince } from './reconciliations.store.ts';

/** Which account at a provider, of which place. */
export interface ReconciledSource {
  readonly tenantId: number;
  readonly provider: string;
}

/**
 * Until when the records of a provider were read without a gap from `since` on, by programs that ran at `ranAfter` or later; null where `since`
 * itself was not read. A place that was restored as of `since` at `ranAfter` knows what the provider has done in between once this is `ranAfter` or
 * later, for each of its providers.
 */
export async function lastReconciled(
  sql: Sql,
  { tenantId, provider }: ReconciledSource,
  { since, ranAfter }: { readonly since: Date; readonly ranAfter: Date | null },
): Promise<Date | null> {
  const read = (await reconciliationsSince(sql, ranAfter)).filter((one) => one.tenantId === tenantId && one.provider === provider);
  const oldestFirst = read.toSorted((a, b) => a.readFrom.getTime() - b.readFrom.getTime());
  return oldestFirst.reduce<Date | null>((until, { readFrom, readUntil }) => {
    if (until === null) return readFrom <= since && readUntil > since ? readUntil : null;
    return readFrom <= until && readUntil > until ? readUntil : until;
  }, null);
}
