import type { WireBalanceTransaction } from './balance.ts';
import type { Metadata } from './common.ts';

/** What a merchant may write in answer to a dispute. */
export const EVIDENCE_TEXTS = [
  'access_activity_log',
  'billing_address',
  'cancellation_policy_disclosure',
  'cancellation_rebuttal',
  'customer_email_address',
  'customer_name',
  'customer_purchase_ip',
  'duplicate_charge_explanation',
  'duplicate_charge_id',
  'product_description',
  'refund_policy_disclosure',
  'refund_refusal_explanation',
  'service_date',
  'shipping_address',
  'shipping_carrier',
  'shipping_date',
  'shipping_tracking_number',
  'uncategorized_text',
] as const;

/** What a merchant may enclose: each is the id of an uploaded file. */
export const EVIDENCE_FILES = [
  'cancellation_policy',
  'customer_communication',
  'customer_signature',
  'duplicate_charge_documentation',
  'receipt',
  'refund_policy',
  'service_documentation',
  'shipping_documentation',
  'uncategorized_file',
] as const;

export type EvidenceText = (typeof EVIDENCE_TEXTS)[number];
export type EvidenceFileField = (typeof EVIDENCE_FILES)[number];
export type EvidenceField = EvidenceText | EvidenceFileField;

/** All texts of one dispute together, as card networks bound them. */
export const MAX_EVIDENCE_CHARACTERS = 150_000;
export const MAX_EVIDENCE_TEXT = 20_000;

export const DISPUTE_STATUSES = [
  'warning_needs_response',
  'warning_under_review',
  'warning_closed',
  'needs_response',
  'under_review',
  'won',
  'lost',
] as const;
export type DisputeStatus = (typeof DISPUTE_STATUSES)[number];

export type WireEvidence = { readonly [F in EvidenceField]: string | null } & { readonly enhanced_evidence: Record<string, never> };

export interface WireDispute {
  readonly id: string;
  readonly object: 'dispute';
  readonly amount: number;
  readonly balance_transactions: WireBalanceTransaction[];
  readonly charge: string;
  readonly created: number;
  readonly currency: string;
  readonly enhanced_eligibility_types: string[];
  readonly evidence: WireEvidence;
  readonly evidence_details: {
    readonly due_by: number | null;
    readonly enhanced_eligibility: Record<string, never>;
    readonly has_evidence: boolean;
    readonly past_due: boolean;
    readonly submission_count: number;
    readonly submission_method: 'manual' | 'not_submitted';
  };
  readonly intended_submission_method: null;
  readonly is_charge_refundable: boolean;
  readonly livemode: boolean;
  readonly metadata: Metadata;
  readonly network_reason_code: string | null;
  /** Null where the charge was made by itself, without an intent. */
  readonly payment_intent: string | null;
  readonly payment_method_details?: {
    readonly card: {
      readonly brand: string;
      readonly case_type: 'chargeback' | 'inquiry';
      readonly network: string;
      readonly network_reason_code: string | null;
    };
    readonly type: 'card';
  };
  readonly reason: string;
  readonly status: DisputeStatus;
}
