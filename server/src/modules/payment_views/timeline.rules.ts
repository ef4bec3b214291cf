import { wireAmount } from '@guichet/contract/money.ts';
import type { NamedRef, TimelineEntry } from '@guichet/contract/terminal.ts';
import { unixSeconds } from '@guichet/contract/time.ts';

/** An attempt as the timeline needs it. */
export interface TimelineAttempt {
  readonly kind:
    | 'authorise'
    | 'debit'
    | 'increment'
    | 'capture'
    | 'void'
    | 'refund'
    | 'cancel_refund'
    | 'submit_evidence'
    | 'accept_dispute';
  /** `challenged`: the issuer wanted to see the payer first. */
  readonly status: string;
  readonly amount: bigint;
  readonly currency: string;
  readonly actor: NamedRef | null;
  readonly sentAt: Date;
  readonly resolvedAt: Date | null;
  /** The issuer's reason, for an authorisation that was refused. */
  readonly code: string | null;
  /** For an approved authorisation: that it took the money in the same step. */
  readonly captured: boolean;
}

/** What came true without anybody here having asked for it. */
export interface Occurrence {
  readonly type: string;
  readonly at: Date;
  readonly amount: bigint;
  readonly currency: string;
}

export interface TimelineFacts {
  readonly created: Date;
  readonly createdBy: NamedRef | null;
  /** When a hold was given up before anything was held, and by whom. */
  readonly canceledAt: Date | null;
  readonly attempts: readonly TimelineAttempt[];
  readonly occurrences?: readonly Occurrence[];
  readonly messages: readonly { readonly sentAt: Date; readonly status: string }[];
}

const REFUSED = {
  authorise: 'declined',
  debit: 'declined',
  increment: 'increment_failed',
  capture: 'capture_failed',
  void: 'cancel_failed',
  refund: 'refund_failed',
  cancel_refund: 'refund_cancel_failed',
  submit_evidence: 'evidence_failed',
  accept_dispute: 'dispute_accept_failed',
} as const;
const DONE = {
  increment: 'incremented',
  capture: 'captured',
  void: 'canceled',
  refund: 'refunded',
  cancel_refund: 'refund_canceled',
  submit_evidence: 'evidence_submitted',
  accept_dispute: 'dispute_accepted',
} as const;

function typeOf({ kind, status, captured }: TimelineAttempt): string {
  if (status === 'sent' || status === 'pending') return 'processing';
  if (status === 'unknown') return 'unresolved';
  if (status === 'challenged') return status;
  if (status !== 'approved') return REFUSED[kind];
  if (kind === 'debit') return 'approved';
  if (kind === 'authorise') return captured ? 'approved' : 'authorised';
  return DONE[kind];
}

function attemptEntry(attempt: TimelineAttempt): TimelineEntry {
  return {
    at: unixSeconds(attempt.resolvedAt ?? attempt.sentAt),
    type: typeOf(attempt),
    amount: wireAmount(attempt.amount),
    currency: attempt.currency,
    actor: attempt.actor,
    ...(attempt.code === null ? {} : { code: attempt.code }),
  };
}

/** What happened to a payment, and when, and by whom: oldest first. */
export function timelineOf({ created, createdBy, canceledAt, attempts, occurrences = [], messages }: TimelineFacts): TimelineEntry[] {
  const voided = attempts.some((attempt) => attempt.kind === 'void' && attempt.status === 'approved');
  const entries: TimelineEntry[] = [
    { at: unixSeconds(created), type: 'created', actor: createdBy },
    ...attempts.map(attemptEntry),
    ...occurrences.map(({ type, at, amount, currency }) => ({
      ...{ at: unixSeconds(at), type, amount: wireAmount(amount), currency, actor: null },
    })),
    ...(canceledAt === null || voided ? [] : [{ at: unixSeconds(canceledAt), type: 'canceled', actor: null }]),
    ...messages.map(({ sentAt, status }) => ({
      at: unixSeconds(sentAt),
      type: status === 'kept' ? 'receipt_kept' : 'receipt_sent',
      actor: null,
    })),
  ];
  // Stable: what happened within one second stays in the order in which it was put here.
  return entries.sort((a, b) => a.at - b.at);
}
