import type { NamedRef } from './terminal.ts';
import type { EvidenceField } from './wire/dispute.ts';

/** What could be found for the answer to a dispute. Nothing of it is in the answer before somebody has looked at it. */
export interface AssembledEvidenceView {
  readonly object: 'assembled_evidence';
  readonly dispute: string;
  readonly found: readonly { readonly field: EvidenceField; readonly value: string }[];
}

/** What waits for somebody's look, by where it comes from. */
export const WORK_KINDS = ['fraud_warning', 'doubtful_attempt', 'refused_notice', 'reconciliation', 'slow_down'] as const;
export type WorkKind = (typeof WORK_KINDS)[number];

export interface WorkItemView {
  /** The kind, then the name of what it is about. */
  readonly id: string;
  readonly object: 'work_item';
  readonly kind: WorkKind;
  readonly since: number;
  /** When somebody should have looked at it. */
  readonly due: number;
  readonly payment_intent: string | null;
  readonly amount: number | null;
  readonly currency: string | null;
  /** What is known of it in a word or a sentence, as the source says it. */
  readonly detail: string;
  readonly taken_by: NamedRef | null;
}

export interface DoneWorkView {
  readonly id: string;
  readonly kind: WorkKind;
  readonly done: number;
  readonly done_by: NamedRef | null;
  readonly note: string;
}

export interface WorkList {
  readonly object: 'work_list';
  readonly open: readonly WorkItemView[];
  readonly done: readonly DoneWorkView[];
}
