import { Changes, previousAttributes } from '../../events/index.ts';
import { readTenant } from '../../platform/tenants.store.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { findAttempt } from '../attempts/index.ts';
import type { NoticeHandler } from '../notices/index.ts';
import { type PaymentParts, requireLockedCharge, requireLockedPaymentIntent } from '../payments/index.ts';
import type { Refund } from './refund.ts';
import { refundWire } from './refund.wire.ts';
import { lockRefund, updateRefundRow } from './refunds.store.ts';
import { takeRefundBack } from './takeRefundBack.ts';

type Parts = Pick<PaymentParts, 'makeId'>;

const isClosed = (status: string): boolean => ['approved', 'declined', 'failed'].includes(status);

/** What a notice about a refund finds, locked in the order that all keep: intent, charge, refund. `later` while its own answer is open. */
async function lockedRefund(tx: Transaction, tenantId: number, reference: string) {
  const found = await findAttempt(tx, tenantId, reference);
  if (found === undefined || !isClosed(found.status)) return 'later';
  const { attempt } = found;
  if (attempt.kind === 'verify') throw new Error(`The notice about ${reference} is about no refund.`);
  const intent = await requireLockedPaymentIntent(tx, tenantId, attempt.paymentIntentId);
  const charge = await requireLockedCharge(tx, tenantId, attempt.chargeId);
  const refund = await lockRefund(tx, tenantId, attempt.refundId ?? '');
  if (refund === undefined) throw new Error(`The notice about ${reference} is about no refund.`);
  return { intent, charge, refund, livemode: (await readTenant(tx, tenantId)).livemode };
}

const isBooked = (refund: Refund): boolean =>
  refund.balanceTransactionId !== null && (refund.status === 'pending' || refund.status === 'succeeded');

/** A refund that was pending has reached the payer. */
export const refundSucceededHandler =
  (parts: Parts): NoticeHandler =>
  async (tx, { tenantId, reference }, now) => {
    const found = await lockedRefund(tx, tenantId, reference);
    if (found === 'later') return 'later';
    const { charge, refund } = found;
    if (refund.status !== 'pending' || !isBooked(refund)) return 'applied';
    const done: Refund = { ...refund, status: 'succeeded', version: refund.version + 1 };
    await updateRefundRow(tx, done);
    const changes = new Changes({ tenantId, now, requestId: null, idempotencyKey: null }, parts.makeId);
    const wire = refundWire(done, charge);
    const previous = previousAttributes(refundWire(refund, charge), wire);
    changes.add(wire, done.version, ['refund.updated', 'charge.refund.updated'], previous);
    await changes.store(tx);
    return 'applied';
  };

/** A refund did not reach the payer after all: its money is back with us. */
export const refundFailedHandler =
  (parts: Parts): NoticeHandler =>
  async (tx, { tenantId, reference, data }, now) => {
    const found = await lockedRefund(tx, tenantId, reference);
    if (found === 'later') return 'later';
    if (!isBooked(found.refund)) return 'applied';
    const changes = new Changes({ tenantId, now, requestId: null, idempotencyKey: null }, parts.makeId);
    const reason = typeof data.reason === 'string' ? data.reason : 'unknown';
    await takeRefundBack(tx, parts, changes, { ...found, status: 'failed', reason, now });
    await changes.store(tx);
    return 'applied';
  };
