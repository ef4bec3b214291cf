import type { Metadata } from './common.ts';
import type { WireNextAction } from './nextAction.ts';
import type { WirePaymentMethod } from './paymentMethod.ts';

export type SetupIntentStatus =
  | 'requires_payment_method'
  | 'requires_confirmation'
  | 'requires_action'
  | 'processing'
  | 'succeeded'
  | 'canceled';

export interface WireSetupError {
  readonly type: 'card_error' | 'invalid_request_error';
  readonly code: string;
  readonly decline_code?: string;
  readonly advice_code?: string;
  readonly network_decline_code?: string;
  readonly message: string;
  readonly param?: string;
  readonly payment_method?: WirePaymentMethod;
}

export type SetupCancellationReason = 'abandoned' | 'duplicate' | 'requested_by_customer';

export interface WireSetupIntent {
  readonly id: string;
  readonly object: 'setup_intent';
  readonly allowed_payment_method_types: string[] | null;
  readonly application: null;
  readonly automatic_payment_methods: { readonly allow_redirects?: 'always' | 'never'; readonly enabled: boolean } | null;
  readonly cancellation_reason: SetupCancellationReason | null;
  readonly client_secret: string;
  readonly created: number;
  readonly customer: string | null;
  readonly customer_account: null;
  readonly description: string | null;
  readonly excluded_payment_method_types: null;
  readonly flow_directions: null;
  readonly last_setup_error: WireSetupError | null;
  readonly latest_attempt: string | null;
  readonly livemode: boolean;
  readonly mandate: null;
  readonly metadata: Metadata;
  readonly next_action: WireNextAction | null;
  readonly on_behalf_of: null;
  readonly payment_method: string | null;
  readonly payment_method_configuration_details: null;
  readonly payment_method_options: {
    readonly card?: {
      readonly mandate_options: null;
      readonly network: string | null;
      readonly request_three_d_secure: 'automatic' | 'any' | 'challenge';
    };
  };
  readonly payment_method_types: string[];
  readonly single_use_mandate: null;
  readonly status: SetupIntentStatus;
  readonly usage: 'off_session' | 'on_session';
}
