import type { NamedRef } from './terminal.ts';

/** What may need a second pair of eyes. */
export const APPROVAL_KINDS = ['refund', 'payout', 'record'] as const;
export type ApprovalKind = (typeof APPROVAL_KINDS)[number];

export const APPROVAL_STATUSES = ['waiting', 'approved', 'declined', 'withdrawn', 'expired', 'failed'] as const;
export type ApprovalStatus = (typeof APPROVAL_STATUSES)[number];

/** The bank account that a payout goes to, as far as who approves must know it: what tells it from others, and nothing that pays from it. */
export interface PaidOutTo {
  readonly account_holder_name: string;
  readonly country: string;
  readonly currency: string;
  readonly last4: string;
}

/** A request that waits, or waited, for somebody else's approval. Times are unix seconds. */
export interface ApprovalView {
  readonly id: string;
  readonly object: 'approval';
  readonly kind: ApprovalKind;
  readonly status: ApprovalStatus;
  readonly amount: number;
  readonly currency: string;
  /** The payment or the record that it is about; null for what is new. */
  readonly payment_intent: string | null;
  readonly payment_record: string | null;
  /** Why, in the words or the code of who asked. */
  readonly reason: string | null;
  readonly description: string | null;
  /** The bank account of a payout, while it waits. */
  readonly destination: string | null;
  /** What that bank account is called. */
  readonly paid_out_to: PaidOutTo | null;
  readonly asked_by: NamedRef;
  readonly created: number;
  readonly expires: number;
  /** Whether the caller asked, or a key that they made: then it is not theirs to approve, and theirs to withdraw. */
  readonly own: boolean;
  /** Who may approve it, while it waits. */
  readonly approvers: readonly NamedRef[];
  readonly decided_by: NamedRef | null;
  readonly decided: number | null;
  readonly note: string | null;
  /** Why it could not be carried out any more. */
  readonly failure: { readonly code: string; readonly message: string } | null;
  /** What was made of it: a refund, a payout or a payment record. */
  readonly result: string | null;
}

/** How many wait that the caller may decide about: what they asked for themselves is not among them. */
export interface ApprovalsToDecideView {
  readonly object: 'approvals_to_decide';
  readonly count: number;
}

/** Above which amount, in minor units of the place's default currency, another person must approve; null: never. */
export interface ApprovalLimitsView {
  readonly object: 'approval_limits';
  readonly refund: number | null;
  readonly payout: number | null;
  readonly record: number | null;
  readonly currency: string;
  /** Everybody who may approve what others ask for. */
  readonly approvers: readonly NamedRef[];
}
