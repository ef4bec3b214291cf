import type { Id } from '@guichet/contract/ids.ts';
import { wireAmount } from '@guichet/contract/money.ts';
import { unixSeconds } from '@guichet/contract/time.ts';
import type { WireRefund } from '@guichet/contract/wire/refund.ts';
import type { Refund } from './refund.ts';

/** What a refund shows of the charge that it belongs to. */
export interface RefundedCharge {
  readonly customerId: Id<'cus'> | null;
  readonly paymentMethodId: Id<'pm'>;
}

export function refundWire(refund: Refund, charge: RefundedCharge): WireRefund {
  return {
    id: refund.id,
    object: 'refund',
    amount: wireAmount(refund.amount),
    balance_transaction: refund.balanceTransactionId,
    charge: refund.chargeId,
    created: unixSeconds(refund.created),
    currency: refund.currency,
    customer: charge.customerId,
    customer_account: null,
    destination_details: { type: 'card', card: { type: 'refund' } },
    ...(refund.failureBalanceTransactionId === null ? {} : { failure_balance_transaction: refund.failureBalanceTransactionId }),
    ...(refund.failureReason === null ? {} : { failure_reason: refund.failureReason }),
    metadata: refund.metadata,
    payment_intent: refund.paymentIntentId,
    payment_method: charge.paymentMethodId,
    reason: refund.reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status: refund.status,
    transfer_reversal: null,
  };
}
