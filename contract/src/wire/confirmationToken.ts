import type { WireShipping } from './common.ts';
import type { WirePaymentMethod } from './paymentMethod.ts';

export interface WireConfirmationToken {
  readonly id: string;
  readonly object: 'confirmation_token';
  readonly created: number;
  readonly expires_at: number | null;
  readonly livemode: boolean;
  readonly mandate_data: null;
  readonly metadata: null;
  readonly payment_intent: string | null;
  readonly payment_method_options: null;
  readonly payment_method_preview: Omit<WirePaymentMethod, 'id' | 'object' | 'created' | 'livemode' | 'metadata'>;
  readonly return_url: string | null;
  readonly setup_future_usage: 'off_session' | 'on_session' | null;
  readonly setup_intent: string | null;
  readonly shipping: WireShipping | null;
  readonly use_stripe_sdk: boolean;
}
