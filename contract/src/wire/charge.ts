import type { Metadata, WireBillingDetails, WireChecks, WireShipping } from './common.ts';
import type { PaymentMethodType } from './paymentMethod.ts';

/** How the payer proved to the issuer that the card is theirs. */
export interface WireThreeDSecure {
  readonly authentication_flow: 'challenge' | 'frictionless' | null;
  readonly electronic_commerce_indicator: string | null;
  readonly exemption_indicator: null;
  readonly result: 'authenticated' | null;
  readonly result_reason: null;
  readonly transaction_id: string | null;
  readonly version: string | null;
}

export interface WireChargeCard {
  readonly amount_authorized: number | null;
  readonly authorization_code: string | null;
  readonly brand: string;
  readonly capture_before?: number;
  readonly checks: WireChecks;
  readonly country: string | null;
  readonly electronic_commerce_indicator: string | null;
  readonly exp_month: number;
  readonly exp_year: number;
  readonly extended_authorization: { readonly status: 'disabled' };
  readonly fingerprint: string;
  readonly funding: string | null;
  readonly incremental_authorization: { readonly status: 'available' | 'unavailable' };
  readonly installments: null;
  readonly last4: string;
  readonly mandate: null;
  readonly moto: boolean | null;
  readonly multicapture: { readonly status: 'unavailable' };
  readonly network: string | null;
  readonly network_token: { readonly used: boolean };
  readonly network_transaction_id: string | null;
  readonly overcapture: { readonly maximum_amount_capturable: number; readonly status: 'unavailable' };
  readonly regulated_status: null;
  readonly three_d_secure: WireThreeDSecure | null;
  readonly transaction_link_id: null;
  readonly wallet: null;
}

export interface WireChargeSepaDebit {
  readonly bank_code: string | null;
  readonly branch_code: string | null;
  readonly country: string;
  readonly expected_debit_date?: string;
  readonly fingerprint: string;
  readonly last4: string;
  readonly mandate: string | null;
}

export interface WireChargeUsBankAccount {
  readonly account_holder_type: 'individual' | 'company';
  readonly account_type: 'checking' | 'savings';
  readonly bank_name: string | null;
  readonly expected_debit_date?: string;
  readonly fingerprint: string;
  readonly last4: string;
  readonly mandate?: string;
  readonly payment_reference: string | null;
  readonly routing_number: string;
}

/** What was paid with, as it was then; only the part that `type` names is there. */
export interface WirePaymentMethodDetails {
  readonly type: PaymentMethodType;
  readonly card?: WireChargeCard;
  readonly sepa_debit?: WireChargeSepaDebit;
  readonly us_bank_account?: WireChargeUsBankAccount;
}

export interface WireOutcome {
  readonly advice_code: 'do_not_try_again' | 'try_again_later' | 'confirm_card_data' | null;
  readonly network_advice_code: string | null;
  readonly network_decline_code: string | null;
  readonly network_status: 'approved_by_network' | 'declined_by_network' | 'not_sent_to_network';
  readonly reason: string | null;
  readonly risk_level: 'not_assessed' | 'normal' | 'elevated' | 'highest';
  readonly seller_message: string;
  readonly type: 'authorized' | 'issuer_declined' | 'blocked';
}

export interface WireCharge {
  readonly id: string;
  readonly object: 'charge';
  readonly amount: number;
  readonly amount_captured: number;
  readonly amount_refunded: number;
  readonly application: null;
  readonly application_fee: null;
  readonly application_fee_amount: null;
  readonly balance_transaction: string | null;
  readonly billing_details: WireBillingDetails;
  readonly calculated_statement_descriptor: string | null;
  readonly captured: boolean;
  readonly created: number;
  readonly currency: string;
  readonly customer: string | null;
  readonly description: string | null;
  readonly disputed: boolean;
  readonly failure_balance_transaction: null;
  readonly failure_code: string | null;
  readonly failure_message: string | null;
  readonly fraud_details: { readonly user_report?: 'fraudulent' | 'safe' };
  readonly livemode: boolean;
  readonly metadata: Metadata;
  readonly on_behalf_of: null;
  /** Null while nobody knows what the issuer said. */
  readonly outcome: WireOutcome | null;
  readonly paid: boolean;
  /** Null where the charge was made by itself, without an intent. */
  readonly payment_intent: string | null;
  readonly payment_method: string;
  readonly payment_method_details: WirePaymentMethodDetails;
  readonly radar_options: Record<string, never>;
  readonly receipt_email: string | null;
  readonly receipt_number: null;
  readonly receipt_url: null;
  readonly refunded: boolean;
  readonly review: null;
  readonly shipping: WireShipping | null;
  readonly source: null;
  readonly source_transfer: null;
  readonly statement_descriptor: string | null;
  readonly statement_descriptor_suffix: string | null;
  readonly status: 'failed' | 'pending' | 'succeeded';
  readonly transfer_data: null;
  readonly transfer_group: null;
}
