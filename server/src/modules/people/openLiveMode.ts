import type { RequestContext } from '../../platform/context.ts';
import { readTenant } from '../../platform/tenants.store.ts';
import { type Database, type Transaction, withTransaction } from '../../platform/transaction.ts';
import type { RecordActivity } from '../activity/index.ts';
import type { SetUpDeps } from './completeSetUp.ts';
import { findLiveTenant, insertPlace, lockSetUp } from './people.store.ts';

export interface LiveModeDeps {
  readonly db: Database;
  readonly record: RecordActivity;
  readonly furnish: SetUpDeps['furnish'];
  /** Copies what payers see of the business from one tenant to another. */
  readonly copy: (tx: Transaction, from: number, to: number, now: Date) => Promise<void>;
}

/**
 * Gives the account its tenant in live mode, with the same name, team and looks and nothing else: no payment, customer, key or setting of what
 * was practised is ever in it. Answers its number; opening it again changes nothing.
 */
export function openLiveMode({ db, record, furnish, copy }: LiveModeDeps, { caller, ip, now }: RequestContext): Promise<number> {
  const { account, actor } = caller;
  return withTransaction(db, async (tx) => {
    await lockSetUp(tx);
    const known = await findLiveTenant(tx, account);
    if (known !== null) return known;
    const { tenantId: from, ...place } = await readTenant(tx, caller.tenantId);
    const to = await insertPlace(tx, { ...place, livemode: true }, now);
    await copy(tx, from, to, now);
    await furnish(tx, to, now);
    const line = { at: now, actor, ip, action: 'account.open_live_mode', target: account } as const;
    await record(tx, { ...line, tenantId: from }, { ...line, tenantId: to });
    return to;
  });
}
