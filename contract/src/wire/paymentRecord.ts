import type { Metadata, WireAddress } from './common.ts';

export interface WireRecordAmount {
  readonly currency: string;
  readonly value: number;
}

export interface WireRecordBilling {
  readonly address: WireAddress;
  readonly email: string | null;
  readonly name: string | null;
  readonly phone: string | null;
}

/** What a payment record and its attempts have in common. */
interface Shared {
  readonly id: string;
  readonly amount: WireRecordAmount;
  readonly amount_authorized: WireRecordAmount;
  readonly amount_canceled: WireRecordAmount;
  readonly amount_failed: WireRecordAmount;
  readonly amount_guaranteed: WireRecordAmount;
  readonly amount_refunded: WireRecordAmount;
  readonly amount_requested: WireRecordAmount;
  readonly application: null;
  readonly created: number;
  readonly customer_details: {
    readonly customer: string | null;
    readonly email: string | null;
    readonly name: string | null;
    readonly phone: string | null;
  } | null;
  readonly customer_presence: 'off_session' | 'on_session' | null;
  readonly description: string | null;
  readonly livemode: boolean;
  readonly metadata: Metadata;
  readonly payment_method_details: {
    readonly billing_details: WireRecordBilling | null;
    readonly custom: { readonly display_name: string; readonly type: string | null };
    readonly payment_method: null;
    readonly type: 'custom';
  };
  readonly processor_details: { readonly custom: { readonly payment_reference: string | null }; readonly type: 'custom' };
  readonly reported_by: 'self';
  readonly shipping_details: { readonly address: WireAddress; readonly name: string | null; readonly phone: string | null } | null;
}

export interface WirePaymentRecord extends Shared {
  readonly object: 'payment_record';
  readonly latest_payment_attempt_record: string;
}

export interface WirePaymentAttemptRecord extends Shared {
  readonly object: 'payment_attempt_record';
  readonly payment_record: string;
}
