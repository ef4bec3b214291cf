import type { Id } from '@guichet/contract/ids.ts';
import { wireAmount } from '@guichet/contract/money.ts';
import { unixSeconds } from '@guichet/contract/time.ts';
import type { PaymentMethodType } from '@guichet/contract/wire/paymentMethod.ts';
import type { WireRefund, WireRefundDestination } from '@guichet/contract/wire/refund.ts';
import type { Refund } from './refund.ts';

/** What a refund shows of the charge that it belongs to. */
export interface RefundedCharge {
  readonly customerId: Id<'cus'> | null;
  readonly paymentMethodId: Id<'pm'>;
  /** The wire shows it without an intent. */
  readonly direct: boolean;
  /** What was charged. */
  readonly details: { readonly type: PaymentMethodType };
}

const NO_REFERENCE = { reference: null, reference_status: 'unavailable' } as const;

/** A debit is given back by a transfer to the account, which has no reference that could be told. */
function destinationOf(type: PaymentMethodType): WireRefundDestination {
  if (type === 'card') return { type, card: { type: 'refund' } };
  return type === 'sepa_debit'
    ? { type: 'eu_bank_transfer', eu_bank_transfer: NO_REFERENCE }
    : { type: 'us_bank_transfer', us_bank_transfer: NO_REFERENCE };
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
    destination_details: destinationOf(charge.details.type),
    ...(refund.failureBalanceTransactionId === null ? {} : { failure_balance_transaction: refund.failureBalanceTransactionId }),
    ...(refund.failureReason === null ? {} : { failure_reason: refund.failureReason }),
    metadata: refund.metadata,
    payment_intent: charge.direct ? null : refund.paymentIntentId,
    payment_method: charge.paymentMethodId,
    reason: refund.reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status: refund.status,
    transfer_reversal: null,
  };
}
