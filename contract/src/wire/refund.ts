import type { Metadata } from './common.ts';

export type RefundReason = 'duplicate' | 'fraudulent' | 'requested_by_customer';

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
  readonly destination_details: { readonly type: 'card'; readonly card: { readonly type: 'refund' } };
  readonly failure_balance_transaction?: string;
  readonly failure_reason?: string;
  readonly metadata: Metadata;
  readonly payment_intent: string;
  readonly payment_method: string;
  readonly reason: RefundReason | null;
  readonly receipt_number: null;
  readonly source_transfer_reversal: null;
  readonly status: 'canceled' | 'failed' | 'pending' | 'succeeded';
  readonly transfer_reversal: null;
}
