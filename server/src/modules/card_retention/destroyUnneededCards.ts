import type { RecordActivity } from '../../platform/activity.ts';
import { SYSTEM_ACTOR } from '../../platform/context.ts';
import type { Logger } from '../../platform/log.ts';
import { type Database, type Transaction, withTransaction } from '../../platform/transaction.ts';
import { type CardAddress, destroyCards, neededUntil, takeIdleCards } from '../../vault/index.ts';
import { noteDestroyed, readNeeds } from './neededCards.store.ts';

const DAY_MS = 24 * 3600_000;
/** How long a card waits for its first use, and an unconfirmed intent for its confirmation. */
const UNUSED_MS = 30 * DAY_MS;
/** A card on file is looked at about once a month: whoever takes it off has it looked at sooner. */
const ON_FILE_MS = 29 * DAY_MS;
const MOST_AT_ONCE = 200;

interface Parts {
  readonly database: Database;
  readonly recordActivity: RecordActivity;
  readonly log: Logger;
}

/**
 * Destroys cards that nothing can need any more (PCI DSS 3.2.1: what is not needed is not kept), a bounded number at a time; several servers
 * may do so at once. Answers how many it looked at: with none, nothing is left to do today.
 */
export async function destroyUnneededCards({ database, recordActivity, log }: Parts, now: Date): Promise<number> {
  return withTransaction(database, async (tx) => {
    const idle = await takeIdleCards(tx, now, MOST_AT_ONCE);
    if (idle.length === 0) return 0;
    const needs = await readNeeds(tx, idle, { unusedSince: new Date(now.getTime() - UNUSED_MS), now });
    const onFile = needs.filter((need) => need.onFile);
    const later = needs.filter((need) => !need.onFile && (need.needed || need.busy));
    const unneeded = needs.filter((need) => !need.needed && !need.busy);
    await neededUntil(tx, onFile, new Date(now.getTime() + ON_FILE_MS));
    await neededUntil(tx, later, now);
    if (unneeded.length > 0) {
      await destroyCards(tx, unneeded, now);
      await noteDestroyed(tx, unneeded, now);
      await recordDestroyed(tx, recordActivity, unneeded, now);
      log.info({ cards: unneeded.length }, 'cards that nobody needs any more were destroyed');
    }
    return idle.length;
  });
}

/** One line per account: how many, and not which, as that would say again what is to be forgotten. */
async function recordDestroyed(tx: Transaction, record: RecordActivity, cards: readonly CardAddress[], now: Date): Promise<void> {
  const counts = new Map<number, number>();
  for (const { tenantId } of cards) counts.set(tenantId, (counts.get(tenantId) ?? 0) + 1);
  for (const [tenantId, count] of counts) {
    await record(
      tx,
      { tenantId, now, actor: SYSTEM_ACTOR, ip: null },
      { action: 'cards.destroy', target: 'vault', details: { cards: count } },
    );
  }
}
