import type { Metadata, WireBillingDetails, WireChecks } from './common.ts';

export interface WirePaymentMethodCard {
  readonly brand: string;
  readonly checks: WireChecks | null;
  readonly country: string | null;
  readonly display_brand: string | null;
  readonly exp_month: number;
  readonly exp_year: number;
  readonly fingerprint: string;
  readonly funding: string;
  readonly generated_from: null;
  readonly last4: string;
  readonly networks: { readonly available: string[]; readonly preferred: string | null };
  readonly regulated_status: null;
  readonly three_d_secure_usage: { readonly supported: boolean };
  readonly wallet: null;
}

export interface WirePaymentMethod {
  readonly id: string;
  readonly object: 'payment_method';
  readonly allow_redisplay: 'always' | 'limited' | 'unspecified';
  readonly billing_details: WireBillingDetails;
  readonly card: WirePaymentMethodCard;
  readonly created: number;
  readonly customer: string | null;
  readonly customer_account: null;
  readonly livemode: boolean;
  readonly metadata: Metadata;
  readonly type: 'card';
}
