import { isDeepStrictEqual } from 'node:util';
import { ApiError } from '@guichet/contract/errors.ts';
import { applyMetadata, type MetadataChange } from '@guichet/contract/metadata.ts';
import { money } from '@guichet/contract/money.ts';
import { Changes, type ObjectVersion, previousAttributes } from '../../events/index.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { activityOrigin, changeOrigin } from '../../platform/useCase.ts';
import { recordMovements } from '../balance/index.ts';
import { sendingTime } from './makePayout.ts';
import { payoutCanceled } from './payout.postings.ts';
import { assertCancelable, assertReversible, expectedArrival } from './payout.rules.ts';
import type { Payout } from './payout.ts';
import { payoutWire } from './payout.wire.ts';
import type { PayoutParts } from './payoutParts.ts';
import { insertPayout, lockPayout, updatePayoutRow } from './payouts.store.ts';

type Parts = Pick<PayoutParts, 'makeId' | 'connectorFor' | 'recordActivity'>;

async function requireLockedPayout(tx: Transaction, tenantId: number, id: string): Promise<Payout> {
  const found = await lockPayout(tx, tenantId, id);
  if (found === undefined) throw new ApiError('resource_missing', { param: 'id', message: `No such payout: '${id}'` });
  return found;
}

/** Changes its metadata, which is all of it that can be changed. */
export async function updatePayout(
  tx: Transaction,
  parts: Parts,
  context: RequestContext,
  id: string,
  change: MetadataChange | undefined,
): Promise<ObjectVersion> {
  const { tenantId, livemode } = context.caller;
  const payout = await requireLockedPayout(tx, tenantId, id);
  const metadata = applyMetadata(payout.metadata, change);
  const changes = new Changes(changeOrigin(context), parts.makeId);
  const shown = payoutWire({ ...payout, metadata }, livemode);
  if (isDeepStrictEqual(metadata, payout.metadata))
    return { tenantId, id: payout.id, version: payout.version, body: shown, created: context.now };
  const changed = { ...payout, metadata, version: payout.version + 1 };
  await updatePayoutRow(tx, changed);
  const stored = changes.add(shown, changed.version, ['payout.updated'], previousAttributes(payoutWire(payout, livemode), shown));
  await changes.store(tx);
  return stored;
}

/** Takes back a payout that has not been sent. The money is available again. */
export async function cancelPayout(tx: Transaction, parts: Parts, context: RequestContext, id: string): Promise<ObjectVersion> {
  const { now, caller } = context;
  const { tenantId, livemode } = caller;
  const payout = await requireLockedPayout(tx, tenantId, id);
  assertCancelable(payout);
  const amount = money(payout.amount, payout.currency);
  if (payout.originalPayoutId === null) {
    const transactionId = parts.makeId('txn');
    await recordMovements(tx, [
      {
        ledger: payoutCanceled({ tenantId, id: transactionId, payoutId: payout.id, amount, created: now }),
        balance: {
          ...{ tenantId, id: transactionId, type: 'payout_cancel', source: payout.id, amount: amount.amount, fee: 0n },
          ...{ currency: amount.currency, description: payout.description ?? 'Payout', availableOn: now, created: now },
        },
      },
    ]);
  }
  const changes = new Changes(changeOrigin(context), parts.makeId);
  const canceled: Payout = { ...payout, status: 'canceled', askAfter: null, version: payout.version + 1 };
  await updatePayoutRow(tx, canceled);
  const stored = changes.add(payoutWire(canceled, livemode), canceled.version, ['payout.canceled'], { status: payout.status });
  await forgetReversal(tx, changes, payout, livemode);
  await changes.store(tx);
  await parts.recordActivity(tx, activityOrigin(context), { action: 'payout.cancel', target: payout.id });
  return stored;
}

/** Takes back what has arrived, from the account to which it went: a payout of its own, below zero. */
export async function reversePayout(
  tx: Transaction,
  parts: Parts,
  context: RequestContext,
  id: string,
  change: MetadataChange | undefined,
): Promise<ObjectVersion> {
  const { now, caller } = context;
  const { tenantId, livemode, actor } = caller;
  const original = await requireLockedPayout(tx, tenantId, id);
  assertReversible(original);
  const reversal: Payout = {
    ...original,
    ...{ id: parts.makeId('po'), version: 1, status: 'pending', originalPayoutId: original.id, reversedById: null },
    ...{ automatic: false, scheduleDay: null, metadata: applyMetadata({}, change), arrivalDate: expectedArrival(now) },
    ...{ balanceTransactionId: null, failureBalanceTransactionId: null, sentAt: null, askAfter: sendingTime(now, livemode), tries: 0 },
    ...{ createdBy: actor.id, created: now },
  };
  await insertPayout(tx, reversal);
  const reversed = { ...original, reversedById: reversal.id, version: original.version + 1 };
  await updatePayoutRow(tx, reversed);
  const changes = new Changes(changeOrigin(context), parts.makeId);
  const stored = changes.add(payoutWire(reversal, livemode), reversal.version, ['payout.created']);
  changes.add(payoutWire(reversed, livemode), reversed.version, ['payout.updated'], { reversed_by: null });
  await changes.store(tx);
  await parts.recordActivity(tx, activityOrigin(context), { action: 'payout.reverse', target: original.id });
  return stored;
}

/** A reversal that came to nothing leaves the payout as it was, to be reversed again. */
export async function forgetReversal(tx: Transaction, changes: Changes, reversal: Payout, livemode: boolean): Promise<void> {
  if (reversal.originalPayoutId === null) return;
  const original = await requireLockedPayout(tx, reversal.tenantId, reversal.originalPayoutId);
  const free = { ...original, reversedById: null, version: original.version + 1 };
  await updatePayoutRow(tx, free);
  changes.add(payoutWire(free, livemode), free.version, ['payout.updated'], { reversed_by: reversal.id });
}
