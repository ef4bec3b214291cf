import type { Metadata } from './common.ts';

export type RefundReason = 'duplicate' | 'fraudulent' | 'requested_by_customer';

interface WireBankTransfer {
  readonly reference: null;
  readonly reference_status: 'unavailable';
}

/** Where the money goes back to: a card, or the account that was debited. */
export type WireRefundDestination =
  | { readonly type: 'card'; readonly card: { readonly type: 'refund' } }
  | { readonly type: 'eu_bank_transfer'; readonly eu_bank_transfer: WireBankTransfer }
  | { readonly type: 'us_bank_transfer'; readonly us_bank_transfer: WireBankTransfer };

export interface WireRefund {
  readonly id: string;
  readonly object: 'refund';
  readonly amount: number;
  readonly balance_transaction: string | null;
  readonly charge: string;
  readonly created: number;
  readonly currency: string;
  readonly customer: string | null;
  readonly customer_account: null;
  readonly destination_details: WireRefundDestination;
  readonly failure_balance_transaction?: string;
  readonly failure_reason?: string;
  readonly metadata: Metadata;
  /** Null where the charge was made by itself, without an intent. */
  readonly payment_intent: string | null;
  readonly payment_method: string;
  readonly reason: RefundReason | null;
  readonly receipt_number: null;
  readonly source_transfer_reversal: null;
  readonly status: 'canceled' | 'failed' | 'pending' | 'succeeded';
  readonly transfer_reversal: null;
}
