import { asCurrency } from '@guichet/contract/currencies.ts';
import { ApiError } from '@guichet/contract/errors.ts';
import { type Money, money } from '@guichet/contract/money.ts';
import type { RequestContext } from '../../platform/context.ts';
import { placeDay } from '../../platform/placeDay.ts';
import { readTenant } from '../../platform/tenants.store.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { inCurrency } from '../exchange/index.ts';
import { tooMuchAtOnce, tooMuchForDay } from './ceilings.rules.ts';
import { lockActor, noteUse, takenOn } from './ceilingUses.store.ts';

const refuse = (message: string | null): void => {
  if (message !== null) throw new ApiError('limit_exceeded', { param: 'amount', message });
};

/** An amount as ceilings count it: in the place's default currency, at the newest rate, without the place's margin. */
async function counted(tx: Transaction, { caller, now }: RequestContext, amount: Money) {
  const tenant = await readTenant(tx, caller.tenantId);
  const to = asCurrency(tenant.defaultCurrency);
  const minor = await inCurrency(tx, amount, to, now);
  if (minor === null) {
    refuse(`Your ceilings are in ${to}, and there is no exchange rate for ${amount.currency}. Ask somebody without a ceiling.`);
  }
  return { tenant, amount: money(minor ?? 0n, to) };
}

/**
 * Throws `limit_exceeded` where a payment is above what the caller may take at a time or, with what they took today, within a day, and notes
 * it. To be called in the transaction that begins the payment: who takes two at once is counted one after another. Costs a caller
 * without ceilings nothing.
 */
export async function assertMayCharge(tx: Transaction, context: RequestContext, source: string, asked: Money): Promise<void> {
  const { caller, now } = context;
  const { ceilings, tenantId, actor } = caller;
  if (ceilings === undefined) return;
  // It may wait for another payment of the same person.
  tx.alone();
  const { tenant, amount } = await counted(tx, context, asked);
  refuse(tooMuchAtOnce({ amount, ceiling: ceilings.charge }, 'payment'));
  if (ceilings.day === null) return;
  await lockActor(tx, caller);
  const use = { tenantId, actorId: actor.id, day: placeDay(now, tenant.timeZone), source };
  refuse(tooMuchForDay({ amount, ceiling: ceilings.day }, await takenOn(tx, use)));
  await noteUse(tx, use, amount.amount);
}

/** Throws `limit_exceeded` where a payment that is only prepared could not be taken by who prepares it: somebody else may confirm it. */
export async function assertMayTakeAtOnce(tx: Transaction, context: RequestContext, asked: Money): Promise<void> {
  const { ceilings } = context.caller;
  if (ceilings === undefined || ceilings.charge === null) return;
  const { amount } = await counted(tx, context, asked);
  refuse(tooMuchAtOnce({ amount, ceiling: ceilings.charge }, 'payment'));
}

/** Throws `limit_exceeded` where more would be given back than the caller may at a time. */
export async function assertMayRefund(tx: Transaction, context: RequestContext, asked: Money): Promise<void> {
  const { ceilings } = context.caller;
  if (ceilings === undefined || ceilings.refund === null) return;
  const { amount } = await counted(tx, context, asked);
  refuse(tooMuchAtOnce({ amount, ceiling: ceilings.refund }, 'refund'));
}
