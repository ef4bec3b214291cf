import type { Currency } from '@guichet/contract/currencies.ts';
import type { Id } from '@guichet/contract/ids.ts';
import type { Metadata } from '@guichet/contract/wire/common.ts';
import type { DisputeStatus, EvidenceField } from '@guichet/contract/wire/dispute.ts';

/** What has been written and enclosed so far; a field that is not there has nothing. */
export type Evidence = { readonly [F in EvidenceField]?: string };

/**
 * A payer's claim that a payment was wrong.
 *
 *   needs_response ──evidence──▶ under_review ──▶ won | lost
 *        │  ▲  └─given in, or not answered in time─▶ lost
 *        │  └──────────the inquiry becomes a dispute───────────┐
 *   warning_needs_response ──evidence──▶ warning_under_review ─┤
 *        └─given in, or its time is over─▶ warning_closed ◀────┘
 *
 * The money is taken back when a dispute begins, and returned when it is won. A debit that came back begins as `lost`.
 */
export interface Dispute {
  readonly tenantId: number;
  readonly id: Id<'dp'>;
  readonly version: number;
  readonly chargeId: Id<'ch'>;
  readonly paymentIntentId: Id<'pi'>;
  /** Of a charge that the wire shows without an intent. */
  readonly direct: boolean;
  readonly connector: string;
  /** The provider's own name for it. */
  readonly providerReference: string;
  readonly amount: bigint;
  readonly currency: Currency;
  /** In the wire's words: `fraudulent`. */
  readonly reason: string;
  readonly networkReasonCode: string | null;
  /** In the wire's words; null where it was no card. */
  readonly cardBrand: string | null;
  readonly cardNetwork: string | null;
  readonly status: DisputeStatus;
  readonly evidence: Evidence;
  readonly metadata: Metadata;
  readonly dueBy: Date | null;
  readonly submissionCount: number;
  /** The provider is being asked, so nothing else may be done to it meanwhile. */
  readonly answering: boolean;
  readonly created: Date;
}
