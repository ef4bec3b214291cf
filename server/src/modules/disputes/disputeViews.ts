import { wireAmount } from '@guichet/contract/money.ts';
import type { DisputeView } from '@guichet/contract/terminal.ts';
import { unixSeconds } from '@guichet/contract/time.ts';
import type { Sql } from '../../platform/transaction.ts';
import { findCharges } from '../payments/index.ts';
import type { Dispute } from './dispute.ts';

/** Disputes as the terminal lists them: with what was paid with. */
export async function disputeViews(sql: Sql, tenantId: number, disputes: readonly Dispute[]): Promise<DisputeView[]> {
  const charges = await findCharges(sql, tenantId, [...new Set(disputes.map(({ chargeId }) => chargeId))]);
  const byId = new Map(charges.map((charge) => [charge.id as string, charge]));
  return disputes.map((dispute) => {
    const charge = byId.get(dispute.chargeId);
    const details = charge?.details;
    return {
      id: dispute.id,
      payment_intent: dispute.paymentIntentId,
      amount: wireAmount(dispute.amount),
      currency: dispute.currency,
      status: dispute.status,
      reason: dispute.reason,
      due_by: dispute.dueBy === null ? null : unixSeconds(dispute.dueBy),
      created: unixSeconds(dispute.created),
      description: charge?.description ?? null,
      card: details?.type === 'card' ? { brand: details.brand, last4: details.last4 } : null,
      bank_account: details === undefined || details.type === 'card' ? null : { type: details.type, last4: details.last4 },
    };
  });
}
