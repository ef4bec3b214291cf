import { ApiError } from '@guichet/contract/errors.ts';
import {
  type DisputeStatus,
  EVIDENCE_FILES,
  EVIDENCE_TEXTS,
  type EvidenceField,
  MAX_EVIDENCE_CHARACTERS,
} from '@guichet/contract/wire/dispute.ts';
import type { Dispute, Evidence } from './dispute.ts';

/** Fields to set; null takes one out again. */
export type EvidenceChange = { readonly [F in EvidenceField]?: string | null | undefined };

const ANSWERABLE: ReadonlySet<DisputeStatus> = new Set(['needs_response', 'warning_needs_response']);

export const isInquiry = ({ status }: Pick<Dispute, 'status'>): boolean => status.startsWith('warning_');
const isAnswerable = ({ status }: Pick<Dispute, 'status'>): boolean => ANSWERABLE.has(status);

/** While a payer only asks, giving the money back is one way to answer. */
export const isRefundable = (dispute: Pick<Dispute, 'status'>): boolean => isInquiry(dispute) && dispute.status !== 'warning_closed';

/** What a dispute has taken back and not returned, by its status. */
export const standing = (dispute: Pick<Dispute, 'status' | 'amount'>): bigint =>
  isInquiry(dispute) || dispute.status === 'won' ? 0n : dispute.amount;

/** May it be answered now? Evidence is given once, in time. */
export function assertAnswerable(dispute: Dispute, now: Date): void {
  const { status, dueBy, answering } = dispute;
  const refuse = (message: string): never => {
    throw new ApiError('dispute_unexpected_state', { message });
  };
  if (answering) refuse('An answer to this dispute is on its way to the bank. Look again in a moment.');
  if (status === 'under_review' || status === 'warning_under_review')
    refuse('The evidence of this dispute has been submitted, and can be neither changed nor added to.');
  if (!isAnswerable(dispute)) refuse(`This dispute is ${status} and cannot be answered any more.`);
  if (dueBy !== null && now >= dueBy) refuse('The time to answer this dispute is over.');
}

/** The evidence with a change made to it, or a refusal when the texts grow too long together. */
export function changedEvidence(evidence: Evidence, change: EvidenceChange): Evidence {
  const entries = Object.entries({ ...evidence, ...change }).filter(([, value]) => value !== null && value !== undefined);
  const changed = Object.fromEntries(entries) as Evidence;
  const characters = EVIDENCE_TEXTS.reduce((sum, field) => sum + (changed[field]?.length ?? 0), 0);
  if (characters > MAX_EVIDENCE_CHARACTERS) {
    throw new ApiError('parameter_invalid_string', {
      param: 'evidence',
      message: `The texts have ${characters} characters together; ${MAX_EVIDENCE_CHARACTERS} is the most.`,
    });
  }
  return changed;
}

/** The files that evidence names, each with its field. */
export const filesIn = (evidence: Evidence): { readonly field: EvidenceField; readonly id: string }[] =>
  EVIDENCE_FILES.flatMap((field) => {
    const id = evidence[field];
    return id === undefined ? [] : [{ field, id }];
  });

export const textsIn = (evidence: Evidence): Record<string, string> =>
  Object.fromEntries(EVIDENCE_TEXTS.flatMap((field) => (evidence[field] === undefined ? [] : [[field, evidence[field]]])));

/** What a status becomes once the bank has the evidence, and once we have given in. */
export const submittedStatus = (dispute: Dispute): DisputeStatus => (isInquiry(dispute) ? 'warning_under_review' : 'under_review');
export const acceptedStatus = (dispute: Dispute): DisputeStatus => (isInquiry(dispute) ? 'warning_closed' : 'lost');

/**
 * Why a debit came back, in the wire's words for disputes: SEPA's reason codes (ISO 20022, ExternalReturnReason1Code) and ACH's (Nacha
 * Operating Rules, R01 and on). A code that is not listed says nothing that the payer could be asked about.
 */
const RETURN_REASONS: Readonly<Record<string, string>> = {
  AC01: 'incorrect_account_details',
  AC04: 'incorrect_account_details',
  AC06: 'bank_cannot_process',
  AC13: 'debit_not_authorized',
  AG01: 'bank_cannot_process',
  AM04: 'insufficient_funds',
  AM05: 'duplicate',
  BE05: 'debit_not_authorized',
  MD01: 'debit_not_authorized',
  MD06: 'customer_initiated',
  MD07: 'bank_cannot_process',
  MS02: 'customer_initiated',
  MS03: 'general',
  RC01: 'incorrect_account_details',
  SL01: 'customer_initiated',
  R01: 'insufficient_funds',
  R02: 'incorrect_account_details',
  R03: 'incorrect_account_details',
  R04: 'incorrect_account_details',
  R05: 'debit_not_authorized',
  R07: 'debit_not_authorized',
  R08: 'customer_initiated',
  R09: 'insufficient_funds',
  R10: 'debit_not_authorized',
  R11: 'debit_not_authorized',
  R16: 'bank_cannot_process',
  R20: 'bank_cannot_process',
  R29: 'debit_not_authorized',
};
export const returnReason = (code: string): string => (Object.hasOwn(RETURN_REASONS, code) ? RETURN_REASONS[code] : undefined) ?? 'general';
