import { type Changes, previousAttributes } from '../../events/index.ts';
import { transactionsOfSources } from '../../ledger/index.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { findBalanceTransactions, recordMovements, reversedBalance } from '../balance/index.ts';
import { type Charge, chargeWire, type PaymentIntent, type PaymentParts, refundTakenBack, setFree } from '../payments/index.ts';
import { refundReversed } from './refund.postings.ts';
import type { Refund } from './refund.ts';
import { refundWire } from './refund.wire.ts';
import { updateRefundRow } from './refunds.store.ts';

export interface TakingBack {
  readonly intent: PaymentIntent;
  readonly charge: Charge;
  readonly refund: Refund;
  readonly status: 'failed' | 'canceled';
  /** In the wire's words: `expired_or_canceled_card`. */
  readonly reason: string;
  readonly livemode: boolean;
  readonly now: Date;
}

/**
 * A refund that was booked has come back, or was called back: its amount can be refunded again, the ledger takes its postings back by a
 * transaction of its own, and everybody is told. All three are locked by the caller. Answers the refund's stored version.
 */
export async function takeRefundBack(tx: Transaction, parts: Pick<PaymentParts, 'makeId'>, changes: Changes, back: TakingBack) {
  const { intent, charge, refund, status, reason, livemode, now } = back;
  const id = await recordReversal(tx, parts, refund, now);
  const ended: Refund = { ...refund, status, failureReason: reason, failureBalanceTransactionId: id, version: refund.version + 1 };
  await updateRefundRow(tx, ended);
  const freed = await setFree(tx, charge, refund.amount);
  await refundTakenBack(tx, intent, refund.amount);
  const [before, after] = [chargeWire(charge, livemode), chargeWire(freed, livemode)];
  changes.add(after, freed.version, ['charge.updated'], previousAttributes(before, after));
  const wire = refundWire(ended, charge);
  const types = ['refund.updated', 'charge.refund.updated', ...(status === 'failed' ? ['refund.failed'] : [])];
  return changes.add(wire, ended.version, types, previousAttributes(refundWire(refund, charge), wire));
}

/** Reverses what the refund had posted, in whatever currencies that was. */
async function recordReversal(tx: Transaction, parts: Pick<PaymentParts, 'makeId'>, refund: Refund, now: Date) {
  const { tenantId, balanceTransactionId } = refund;
  const posted = (await transactionsOfSources(tx, tenantId, [refund.id])).find((transaction) => transaction.id === balanceTransactionId);
  const [balance] = await findBalanceTransactions(tx, tenantId, [balanceTransactionId ?? '']);
  if (posted === undefined || balance === undefined) throw new Error(`The refund ${refund.id} was never booked.`);
  const id = parts.makeId('txn');
  await recordMovements(tx, [
    {
      ledger: refundReversed(posted, { id, now }),
      balance: reversedBalance(balance, { id, type: 'refund_failure', description: balance.description, now }),
    },
  ]);
  return id;
}
