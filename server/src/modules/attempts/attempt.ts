import type { Id } from '@guichet/contract/ids.ts';
import type { Money } from '@guichet/contract/money.ts';
import type { AuthoriseOutcome, DebitOutcome, FollowUpOutcome, VerifyOutcome } from '../../connectors/index.ts';
import type { Actor } from '../../platform/context.ts';

/** What is done with money. */
export type PaymentAttemptKind =
  | 'authorise'
  | 'debit'
  | 'increment'
  | 'capture'
  | 'void'
  | 'refund'
  | 'cancel_refund'
  | 'submit_evidence'
  | 'accept_dispute';
export type AttemptKind = PaymentAttemptKind | 'verify';

/**
 * One thing that a provider was asked to do. It is stored before anything is asked; its id is the reference that the provider sees.
 *
 *   sent ──┬─ approved | declined     the provider answered, or was asked afterwards and knew
 *          ├─ failed                  it was certainly not done and never will be: not reached, or a tombstone holds its reference
 *          ├─ pending ─ (the same)    the provider has taken it in and will tell later; it is asked again only rarely, and never undone
 *          └─ unknown ─ (the same)    nobody knows yet; the caller has been told `processing`
 */
interface AttemptBase {
  readonly tenantId: number;
  readonly id: Id<'att'>;
  readonly connector: string;
  readonly paymentMethodId: Id<'pm'> | null;
  readonly amount: Money;
  /** What its handler needs again to apply the outcome, also after a crash; as `asked`, what a provider needs to find it again. */
  readonly details: Readonly<Record<string, unknown>>;
  readonly actor: Actor;
  readonly requestId: Id<'req'>;
  readonly idempotencyKey: string | null;
  readonly sentAt: Date;
  /** From then on whoever finds the attempt open may resolve it. */
  readonly resolveAfter: Date;
  readonly tries: number;
  /** The provider has taken it in: the caller has its answer, and what comes later is told by events. */
  readonly pending: boolean;
  /** A reversal of its reference has been sent, or is about to be: what the provider said before that counts no more. */
  readonly reversalSent: boolean;
}

/** Kept within the details of an attempt: what finds it at a provider that does not know our references. */
export interface Asked {
  /** Of an authorisation: whether the money was to be taken at once. */
  readonly capture: boolean;
  /** Of a later step: the provider's own name for the authorisation. */
  readonly providerReference: string | null;
  /** Of an answer to a dispute: the provider's own name for the dispute. */
  readonly dispute?: string;
  /** What the payer finds on the statement, where that is part of what was asked. */
  readonly descriptor?: string;
  /** Of the authorisation of a card that the provider holds: on whose file it is there, or was to go. */
  readonly customer?: string;
}

/** An attempt of a payment. */
export interface Attempt extends AttemptBase {
  readonly kind: PaymentAttemptKind;
  readonly paymentIntentId: Id<'pi'>;
  /** The charge that it acts on; for an authorisation, the one that will record its outcome. */
  readonly chargeId: Id<'ch'>;
  readonly refundId: Id<'re'> | null;
}

/** An attempt to find out whether a card is good, for a setup intent. It moves nothing, so its amount is zero. */
export interface SetupAttempt extends AttemptBase {
  readonly kind: 'verify';
  readonly setupIntentId: Id<'seti'>;
}

export type AnyAttempt = Attempt | SetupAttempt;

export type AttemptOutcome = AuthoriseOutcome | VerifyOutcome | DebitOutcome | FollowUpOutcome;

/** An outcome that says what became of the attempt. */
export type SettledOutcome = Exclude<AttemptOutcome, { readonly result: 'unknown' | 'pending' }>;
export type PendingOutcome = Extract<AttemptOutcome, { readonly result: 'pending' }>;

export const isSettled = (outcome: AttemptOutcome): outcome is SettledOutcome =>
  outcome.result !== 'unknown' && outcome.result !== 'pending';
