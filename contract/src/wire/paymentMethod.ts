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

export interface WirePaymentMethodSepaDebit {
  readonly bank_code: string | null;
  readonly branch_code: string | null;
  readonly country: string;
  readonly fingerprint: string;
  readonly generated_from: null;
  readonly last4: string;
}

export interface WirePaymentMethodUsBankAccount {
  readonly account_holder_type: 'individual' | 'company';
  readonly account_type: 'checking' | 'savings';
  readonly bank_name: string | null;
  readonly financial_connections_account: null;
  readonly fingerprint: string;
  readonly last4: string;
  readonly networks: { readonly preferred: null; readonly supported: 'ach'[] };
  readonly routing_number: string;
  readonly status_details: null;
}

/** The types of method that can be taken here. */
export const PAYMENT_METHOD_TYPES = ['card', 'sepa_debit', 'us_bank_account'] as const;
export type PaymentMethodType = (typeof PAYMENT_METHOD_TYPES)[number];

export interface WirePaymentMethod {
  readonly id: string;
  readonly object: 'payment_method';
  readonly allow_redisplay: 'always' | 'limited' | 'unspecified';
  readonly billing_details: WireBillingDetails;
  /** Only the part that `type` names is there. */
  readonly card?: WirePaymentMethodCard;
  readonly sepa_debit?: WirePaymentMethodSepaDebit;
  readonly us_bank_account?: WirePaymentMethodUsBankAccount;
  readonly created: number;
  readonly customer: string | null;
  readonly customer_account: null;
  readonly livemode: boolean;
  readonly metadata: Metadata;
  readonly type: PaymentMethodType;
}
