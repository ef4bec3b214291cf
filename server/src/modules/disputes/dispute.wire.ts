import { wireAmount } from '@guichet/contract/money.ts';
import { unixSeconds } from '@guichet/contract/time.ts';
import { EVIDENCE_FILES, EVIDENCE_TEXTS, type WireDispute, type WireEvidence } from '@guichet/contract/wire/dispute.ts';
import { type BalanceTransaction, balanceTransactionWire } from '../balance/index.ts';
import { isInquiry, isRefundable } from './dispute.rules.ts';
import type { Dispute, Evidence } from './dispute.ts';

/** What a dispute is shown with. */
export interface DisputeFacts {
  /** What it took back and returned, oldest first. */
  readonly movements: readonly BalanceTransaction[];
  readonly livemode: boolean;
  readonly now: Date;
}

const evidenceWire = (evidence: Evidence): WireEvidence =>
  ({
    ...Object.fromEntries([...EVIDENCE_TEXTS, ...EVIDENCE_FILES].sort().map((field) => [field, evidence[field] ?? null])),
    enhanced_evidence: {},
  }) as WireEvidence;

export function disputeWire(dispute: Dispute, { movements, livemode, now }: DisputeFacts): WireDispute {
  const { cardBrand, networkReasonCode } = dispute;
  return {
    id: dispute.id,
    object: 'dispute',
    amount: wireAmount(dispute.amount),
    balance_transactions: movements.map((movement) => balanceTransactionWire(movement, now)),
    charge: dispute.chargeId,
    created: unixSeconds(dispute.created),
    currency: dispute.currency,
    enhanced_eligibility_types: [],
    evidence: evidenceWire(dispute.evidence),
    evidence_details: {
      due_by: dispute.dueBy === null ? null : unixSeconds(dispute.dueBy),
      enhanced_eligibility: {},
      has_evidence: Object.keys(dispute.evidence).length > 0,
      // Whether the last submission came too late: one that would is not accepted at all.
      past_due: false,
      submission_count: dispute.submissionCount,
      submission_method: dispute.submissionCount === 0 ? 'not_submitted' : 'manual',
    },
    intended_submission_method: null,
    is_charge_refundable: isRefundable(dispute),
    livemode,
    metadata: dispute.metadata,
    network_reason_code: networkReasonCode,
    payment_intent: dispute.direct ? null : dispute.paymentIntentId,
    ...(cardBrand === null
      ? {}
      : {
          payment_method_details: {
            card: {
              brand: cardBrand,
              case_type: isInquiry(dispute) ? 'inquiry' : 'chargeback',
              network: dispute.cardNetwork ?? 'unknown',
              network_reason_code: networkReasonCode,
            },
            type: 'card',
          },
        }),
    reason: dispute.reason,
    status: dispute.status,
  };
}
