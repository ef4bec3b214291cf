import type { Metadata, WireShipping } from './common.ts';
import type { WireNextAction } from './nextAction.ts';
import type { WirePaymentMethod } from './paymentMethod.ts';

export type PaymentIntentStatus =
  | 'requires_payment_method'
  | 'requires_confirmation'
  | 'requires_action'
  | 'processing'
  | 'requires_capture'
  | 'succeeded'
  | 'canceled';

/** `expired` is ours to say: a hold that nobody took in time. */
export type CancellationReason = 'abandoned' | 'duplicate' | 'expired' | 'fraudulent' | 'requested_by_customer';

export interface WireLastPaymentError {
  /** A card is refused by its issuer; what is wrong with a debit counts as an invalid request. */
  readonly type: 'card_error' | 'invalid_request_error';
  readonly code: string;
  readonly decline_code?: string;
  readonly advice_code?: string;
  readonly network_decline_code?: string;
  readonly message: string;
  readonly param?: string;
  readonly charge?: string;
  readonly payment_method?: WirePaymentMethod;
}

export interface WirePaymentIntent {
  readonly id: string;
  readonly object: 'payment_intent';
  readonly allowed_payment_method_types: string[] | null;
  readonly amount: number;
  readonly amount_capturable: number;
  readonly amount_details: { readonly tip: Record<string, never> };
  readonly amount_received: number;
  readonly application: null;
  readonly application_fee_amount: null;
  readonly automatic_payment_methods: { readonly allow_redirects?: 'always' | 'never'; readonly enabled: boolean } | null;
  readonly canceled_at: number | null;
  readonly cancellation_reason: CancellationReason | null;
  readonly capture_method: 'automatic' | 'automatic_async' | 'manual';
  readonly client_secret: string;
  readonly confirmation_method: 'automatic' | 'manual';
  readonly created: number;
  readonly currency: string;
  readonly customer: string | null;
  readonly customer_account: null;
  readonly description: string | null;
  readonly excluded_payment_method_types: string[] | null;
  readonly last_payment_error: WireLastPaymentError | null;
  readonly latest_charge: string | null;
  readonly livemode: boolean;
  readonly managed_payments: null;
  readonly metadata: Metadata;
  readonly next_action: WireNextAction | null;
  readonly on_behalf_of: null;
  readonly payment_method: string | null;
  readonly payment_method_configuration_details: null;
  readonly payment_method_options: {
    readonly card?: {
      readonly installments: null;
      readonly mandate_options: null;
      readonly network: string | null;
      /** There where it was asked for. */
      readonly request_incremental_authorization?: 'if_available' | 'never';
      readonly request_three_d_secure: 'automatic' | 'any' | 'challenge';
    };
  };
  readonly payment_method_types: string[];
  readonly payment_record: null;
  readonly processing: null;
  readonly receipt_email: string | null;
  readonly review: null;
  readonly setup_future_usage: 'off_session' | 'on_session' | null;
  readonly shipping: WireShipping | null;
  readonly source: null;
  readonly statement_descriptor: string | null;
  readonly statement_descriptor_suffix: string | null;
  readonly status: PaymentIntentStatus;
  readonly transfer_data: null;
  readonly transfer_group: null;
}
