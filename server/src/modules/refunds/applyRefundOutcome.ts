import { ApiError, errorBody } from '@guichet/contract/errors.ts';
import { previousAttributes } from '../../events/index.ts';
import type { Reply } from '../../platform/idempotency.store.ts';
import { readTenant } from '../../platform/tenants.store.ts';
import type { Sql, Transaction } from '../../platform/transaction.ts';
import { replyOf } from '../../platform/useCase.ts';
import type { Attempt, AttemptHandler, SettledOutcome } from '../attempts/index.ts';
import { recordMovements } from '../balance/index.ts';
import {
  changesOf,
  chargeWire,
  type PaymentParts,
  refundTold,
  requireLockedCharge,
  requireLockedPaymentIntent,
  setFree,
  tellRefunded,
} from '../payments/index.ts';
import type { Refund } from './refund.ts';
import { refundWire } from './refund.wire.ts';
import { refundMovement } from './refundMovement.ts';
import { findRefunds, lockRefund, updateRefundRow } from './refunds.store.ts';

type Parts = Pick<PaymentParts, 'makeId' | 'tellPayer'>;

/** Outcomes of refunds, as the attempt's handler. A repeat never comes here: the attempt is closed in the same transaction. */
export function refundHandler(parts: Parts): AttemptHandler {
  return {
    apply: (tx, attempt, outcome, now) => applyRefundOutcome(tx, parts, attempt, outcome, now),
    park: (tx, attempt, now) => parkRefund(tx, parts, attempt, now),
    current: (sql, attempt) => currentReply(sql, attempt),
  };
}

async function requireLockedRefund(tx: Transaction, { tenantId, refundId }: Attempt): Promise<Refund> {
  const refund = await lockRefund(tx, tenantId, refundId ?? '');
  if (refund === undefined) throw new Error(`The refund of attempt ${refundId} is missing.`);
  return refund;
}

async function applyRefundOutcome(tx: Transaction, parts: Parts, attempt: Attempt, outcome: SettledOutcome, now: Date): Promise<Reply> {
  const { tenantId } = attempt;
  const intent = await requireLockedPaymentIntent(tx, tenantId, attempt.paymentIntentId);
  const charge = await requireLockedCharge(tx, tenantId, attempt.chargeId);
  const refund = await requireLockedRefund(tx, attempt);
  const { livemode } = await readTenant(tx, tenantId);
  const changes = changesOf(attempt, now, parts.makeId);
  const reply = outcome.result === 'approved' ? await succeed(isPending(outcome.approval)) : await fail(reasonOf(outcome));
  await changes.store(tx);
  return reply;

  /** The money has left, also while it has not reached the payer yet. */
  async function succeed(pending: boolean): Promise<Reply> {
    const id = parts.makeId('txn');
    await recordMovements(tx, [await refundMovement(tx, { charge, refund, id, now })]);
    const done: Refund = { ...refund, status: pending ? 'pending' : 'succeeded', balanceTransactionId: id, version: refund.version + 1 };
    await updateRefundRow(tx, done);
    const told = await refundTold(tx, intent, charge, refund.amount);
    await tellRefunded(tx, parts.tellPayer, told, refund, { livemode, actor: attempt.actor, now });
    const before = chargeWire({ ...charge, amountRefunded: charge.amountRefunded - refund.amount }, livemode);
    const after = chargeWire(told, livemode);
    changes.add(after, told.version, ['charge.refunded', 'charge.updated'], previousAttributes(before, after));
    return replyOf(
      changes.add(refundWire(done, charge), done.version, wasTold(refund) ? ['refund.updated'] : ['refund.created'], {
        status: refund.status,
      }),
    );
  }

  /** The refund did not happen: what it had set aside is free again. */
  async function fail(reason: string): Promise<Reply> {
    const failed: Refund = { ...refund, status: 'failed', failureReason: reason, version: refund.version + 1 };
    await updateRefundRow(tx, failed);
    const freed = await setFree(tx, charge, refund.amount);
    const [before, after] = [chargeWire(charge, livemode), chargeWire(freed, livemode)];
    changes.add(after, freed.version, ['charge.updated'], previousAttributes(before, after));
    const types = wasTold(refund) ? ['refund.updated', 'refund.failed'] : ['refund.created', 'refund.failed'];
    return replyOf(changes.add(refundWire(failed, charge), failed.version, types, { status: refund.status }));
  }
}

const isPending = (approval: object | null): boolean => approval !== null && 'pending' in approval;

/** A refund in doubt has been shown as pending, under a version of its own. */
const wasTold = (refund: Refund): boolean => refund.version > 1;

function reasonOf(outcome: Exclude<SettledOutcome, { readonly result: 'approved' }>): string {
  if (outcome.result === 'failed') return outcome.reason;
  return 'reason' in outcome.decline ? outcome.decline.reason : outcome.decline.declineCode;
}

async function parkRefund(tx: Transaction, parts: Parts, attempt: Attempt, now: Date): Promise<Reply> {
  const charge = await requireLockedCharge(tx, attempt.tenantId, attempt.chargeId);
  const refund = await requireLockedRefund(tx, attempt);
  const pending = { ...refund, version: refund.version + 1 };
  await updateRefundRow(tx, pending);
  const changes = changesOf(attempt, now, parts.makeId);
  const stored = changes.add(refundWire(pending, charge), pending.version, ['refund.created']);
  await changes.store(tx);
  return replyOf(stored);
}

async function currentReply(sql: Sql, attempt: Attempt): Promise<Reply> {
  const [found] = await findRefunds(sql, attempt.tenantId, [attempt.refundId ?? '']);
  if (found === undefined) return { status: 404, body: errorBody(new ApiError('resource_missing')) };
  return { status: 200, body: refundWire(found.refund, found.charge) };
}
