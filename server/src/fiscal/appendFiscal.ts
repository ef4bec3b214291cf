import type { MakeId } from '../platform/ids.ts';
import { placeDay } from '../platform/placeDay.ts';
import { readTenant } from '../platform/tenants.store.ts';
import type { Transaction } from '../platform/transaction.ts';
import { ChainWriter } from './chainWriter.ts';
import { insertClosings, insertFirstHead, insertLines, lineOfTaking, lockHead, moveHead } from './fiscal.store.ts';
import { firstHead } from './fiscalHead.ts';
import { NOTHING_BEFORE } from './fiscalLine.rules.ts';
import type { FiscalMovement } from './fiscalTotals.rules.ts';
import type { SealingKey } from './seal.ts';

export interface FiscalParts {
  readonly key: SealingKey;
  readonly digest: string;
  readonly makeId: MakeId;
}

/** A taking of the till, or what is given back of one. */
export interface FiscalEntry extends FiscalMovement {
  /** The record that it belongs to: what is given back names the record of its taking. */
  readonly source: string;
  /** Who did it, as kind and id; never a name, since lines can't be erased. */
  readonly actor: string;
  /** What was owed before cash was rounded; above or below `amount` by the rounding. */
  readonly due: bigint;
  readonly tendered: bigint | null;
  readonly change: bigint | null;
  readonly reason: string | null;
}

const text = (amount: bigint | null): string | null => (amount === null ? null : String(amount));

/**
 * Locks the end of a tenant's chain until the transaction ends, lets `write` add to it, and stores what came of it. The law wants each line
 * sealed at once, so whoever takes cash waits here for the one before; card payments never come here.
 */
async function writing<T>(tx: Transaction, parts: FiscalParts, tenantId: number, now: Date, write: (chain: ChainWriter) => T): Promise<T> {
  const tenant = await readTenant(tx, tenantId);
  await insertFirstHead(tx, firstHead(tenantId, NOTHING_BEFORE, now));
  const head = await lockHead(tx, tenantId);
  if (head === undefined) throw new Error(`The till of tenant ${tenantId} has no head.`);
  if (head.sequence > 0 && head.key !== parts.key.id)
    throw new Error(`The till of tenant ${tenantId} was sealed with the key ${head.key}: restore the file fiscal.key from your backup.`);
  const place = { account: tenant.account, mode: tenant.livemode ? 'live' : 'test', zone: tenant.timeZone } as const;
  const chain = new ChainWriter(head, parts.key, place, { now, today: placeDay(now, tenant.timeZone) });
  const result = write(chain);
  if (chain.lines.length === 0) return result;
  await insertLines(tx, tenantId, chain.lines);
  await insertClosings(
    tx,
    tenantId,
    chain.closings.map((closing) => ({ ...closing, id: parts.makeId('fcl'), created: chain.head.at })),
  );
  await moveHead(tx, chain.head);
  return result;
}

/** Adds a taking or what is given back, in the transaction that makes it true. What was never taken can't be given back: that is a bug. */
export async function appendTaking(tx: Transaction, parts: FiscalParts, tenantId: number, now: Date, entry: FiscalEntry): Promise<void> {
  const { kind, source, method, currency, amount, actor, due, tendered, change, reason } = entry;
  const corrects = kind === 'received' ? null : await lineOfTaking(tx, tenantId, source);
  if (kind === 'returned' && corrects === null) throw new Error(`The till never took ${source}, so nothing of it can be given back.`);
  const taking = { kind, source, corrects, actor, method, currency, amount };
  await writing(tx, parts, tenantId, now, (chain) => {
    chain.begin(parts.digest);
    chain.take({ ...taking, due: String(due), tendered: text(tendered), change: text(change), reason });
  });
}

/** Closes the open day by hand. Answers false when nothing waits for a closing. */
export const closeOpenDay = (tx: Transaction, parts: FiscalParts, tenantId: number, now: Date): Promise<boolean> =>
  writing(tx, parts, tenantId, now, (chain) => {
    chain.closeEnded();
    return chain.closings.length > 0 || chain.closeDay();
  });

/** Closes the days, months and years that have ended. */
export const closeEnded = (tx: Transaction, parts: FiscalParts, tenantId: number, now: Date): Promise<void> =>
  writing(tx, parts, tenantId, now, (chain) => chain.closeEnded());
