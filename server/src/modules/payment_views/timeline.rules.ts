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
  /** For a debit: when the provider took it in, to be answered by the payer's bank days later. */
  readonly takenInAt?: Date | null;
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
  debit: 'debit_unpaid',
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
  if (kind === 'debit') return 'debit_paid';
  if (kind === 'authorise') return captured ? 'approved' : 'authorised';
  return DONE[kind];
}

/** What happened, at the moment itself: the entry tells it in seconds. */
interface Moment extends Omit<TimelineEntry, 'at'> {
  readonly moment: Date;
}

/** A debit has two entries: it was taken in, and it was paid or not. Until the bank has answered, the first one says all. */
function attemptMoments(attempt: TimelineAttempt): Moment[] {
  const { takenInAt, status } = attempt;
  if (takenInAt == null) return [attemptMoment(attempt)];
  const takenIn = { ...attemptMoment({ ...attempt, status: 'sent', code: null }), moment: takenInAt, type: 'debit_taken_in' };
  return status === 'pending' ? [takenIn] : [takenIn, attemptMoment({ ...attempt, actor: null })];
}

function attemptMoment(attempt: TimelineAttempt): Moment {
  return {
    moment: attempt.resolvedAt ?? attempt.sentAt,
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
  const moments: Moment[] = [
    { moment: created, type: 'created', actor: createdBy },
    ...attempts.flatMap(attemptMoments),
    ...occurrences.map(({ type, at: moment, amount, currency }) => ({
      ...{ moment, type, amount: wireAmount(amount), currency, actor: null },
    })),
    ...(canceledAt === null || voided ? [] : [{ moment: canceledAt, type: 'canceled', actor: null }]),
    ...messages.map(({ sentAt: moment, status }) => ({
      moment,
      type: status === 'kept' ? 'receipt_kept' : 'receipt_sent',
      actor: null,
    })),
  ];
  // Stable: what happened at one moment stays in the order in which it was put here.
  return moments
    .sort((a, b) => a.moment.getTime() - b.moment.getTime())
    .map(({ moment, ...entry }) => ({ at: unixSeconds(moment), ...entry }));
}
