import type { Fault } from './bankControl.ts';

/*
 * What a payment must look like after each step, worked out from the documentation alone: no line of the server is used here. The model
 * knows both sides, what the bank has done and what the server can know of it.
 */

export const CARDS = {
  good: { number: '4242424242424242', refusal: null },
  declined: { number: '4000000000000002', refusal: { code: 'card_declined', blocked: false } },
  empty: { number: '4000000000009995', refusal: { code: 'card_declined', blocked: false } },
  expired: { number: '4000000000000069', refusal: { code: 'expired_card', blocked: false } },
  risky: { number: '4100000000000019', refusal: { code: 'card_declined', blocked: true } },
} as const;

export type Card = keyof typeof CARDS;

/** Whether the bank did what it was asked, and whether the server knows that by the time it answers. */
export interface Course {
  readonly done: boolean;
  readonly known: boolean;
}

/** How a fault turns out. Not found under its reference, an operation is reversed, so that it can never be done later. */
export function courseUnder(fault: Fault | null): Course {
  if (fault === null || fault.kind === 'slow_answer' || fault.kind === 'duplicate_answer') return { done: true, known: true };
  const done = fault.kind.endsWith('_after');
  if (fault.followedBy === 'lookup_fails') return { done, known: false };
  // What is found needs no reversal.
  return { done, known: done || fault.followedBy === 'nothing' };
}

/** What the caller is told: 200, or a refusal with its status and code. */
export interface Told {
  readonly status: number;
  readonly code?: string;
}

const OK: Told = { status: 200 };
const refused = (code: string, status = 400): Told => ({ status, code });
const WRONG_STATE = refused('payment_intent_unexpected_state');
const NOT_DONE = refused('processing_error', 402);

export interface Movement {
  readonly type: 'charge' | 'refund';
  readonly amount: bigint;
  readonly fee: bigint;
  readonly at: Date;
}

export class ModelRefund {
  status: 'pending' | 'succeeded' | 'failed' = 'pending';
  readonly events: string[] = [];
  readonly amount: bigint;
  readonly done: boolean;

  constructor(amount: bigint, done: boolean) {
    this.amount = amount;
    this.done = done;
  }
}

/** What the sandbox's issuers go to, in terms of what they held first, and how often we ask. */
const LARGEST_RAISE = 10n;
const MOST_RAISES = 10;

export class ModelCharge {
  readonly events: string[] = [];
  readonly refunds: ModelRefund[] = [];
  captured: bigint | null = null;
  amount: bigint;
  /** What was held before it was raised. */
  readonly first: bigint;
  raises = 0;
  readonly failure: string | null;

  constructor(amount: bigint, failure: string | null) {
    this.amount = amount;
    this.first = amount;
    this.failure = failure;
    this.events.push(failure === null ? 'charge.succeeded' : 'charge.failed');
  }

  /** Refunds that happened or still may. */
  get refunded(): bigint {
    return this.refunds.filter(({ status }) => status !== 'failed').reduce((sum, { amount }) => sum + amount, 0n);
  }

  get left(): bigint {
    return (this.captured ?? 0n) - this.refunded;
  }
}

type Status = 'requires_payment_method' | 'requires_confirmation' | 'processing' | 'requires_capture' | 'succeeded' | 'canceled';

interface Open {
  readonly kind: 'authorise' | 'raise' | 'capture' | 'void';
  readonly course: Course;
  readonly card: Card;
  readonly amount: bigint;
}

export interface Terms {
  readonly currency: string;
  readonly holds: boolean;
  fee(amount: bigint): bigint;
}

export class ModelPayment {
  status: Status;
  readonly events: string[] = ['payment_intent.created'];
  readonly charges: ModelCharge[] = [];
  readonly movements: Movement[] = [];
  /** Captured less refunded, as the bank has it, whether we know or not. */
  atBank = 0n;
  amount: bigint;
  readonly terms: Terms;
  #blocked = false;
  #open: Open | null = null;

  constructor(amount: bigint, terms: Terms, hasMethod: boolean) {
    this.amount = amount;
    this.terms = terms;
    this.status = hasMethod ? 'requires_confirmation' : 'requires_payment_method';
  }

  get latest(): ModelCharge | undefined {
    return this.charges.at(-1);
  }

  /** As the terminal's list names it. */
  get view(): string {
    if (this.status === 'requires_confirmation') return 'incomplete';
    if (this.status === 'requires_payment_method') return this.latest === undefined ? 'incomplete' : this.#blocked ? 'blocked' : 'failed';
    if (this.status !== 'succeeded' || this.#returned === 0n) return this.status;
    return this.#returned === this.latest?.captured ? 'refunded' : 'partially_refunded';
  }

  get #returned(): bigint {
    return (this.latest?.refunds ?? []).filter(({ status }) => status === 'succeeded').reduce((sum, { amount }) => sum + amount, 0n);
  }

  /** Funds are held, also while a capture or a release is under way. */
  get isHeld(): boolean {
    return this.status === 'requires_capture' || (this.#open !== null && this.#open.kind !== 'authorise');
  }

  /** Whether its state allows a step at all. */
  fits(step: 'change' | 'confirm' | 'raise' | 'capture' | 'refund' | 'cancel'): boolean {
    if (step === 'refund') return (this.latest?.left ?? 0n) > 0n;
    if (step === 'capture' || step === 'raise') return this.status === 'requires_capture';
    return this.#waits || (step === 'cancel' && this.status === 'requires_capture');
  }

  change(amount: bigint): Told {
    if (!this.#waits) return WRONG_STATE;
    this.amount = amount;
    return OK;
  }

  get #waits(): boolean {
    return this.status === 'requires_payment_method' || this.status === 'requires_confirmation';
  }

  confirm(card: Card, course: Course, at: Date): Told {
    if (!this.#waits) return WRONG_STATE;
    if (CARDS[card].refusal === null && course.done && !this.terms.holds) this.atBank += this.amount;
    return this.#ask({ kind: 'authorise', course, card, amount: this.amount }, at);
  }

  raise(amount: bigint, course: Course, at: Date): Told {
    const charge = this.latest;
    if (this.status !== 'requires_capture' || charge === undefined || charge.raises === MOST_RAISES) return WRONG_STATE;
    if (amount <= this.amount) return refused('parameter_invalid');
    charge.raises += 1;
    return this.#ask({ kind: 'raise', course, card: 'good', amount }, at);
  }

  capture(amount: bigint, course: Course, at: Date): Told {
    if (this.status !== 'requires_capture') return WRONG_STATE;
    if (amount > this.amount) return refused('amount_too_large');
    if (course.done) this.atBank += amount;
    return this.#ask({ kind: 'capture', course, card: 'good', amount }, at);
  }

  cancel(course: Course, at: Date): Told {
    if (this.status === 'requires_capture') return this.#ask({ kind: 'void', course, card: 'good', amount: this.amount }, at);
    if (!this.#waits) return WRONG_STATE;
    this.#canceled();
    return OK;
  }

  refund(asked: bigint | null, course: Course, at: Date): Told {
    const charge = this.latest;
    if (charge === undefined || charge.captured === null) return WRONG_STATE;
    if (charge.left === 0n) return refused('charge_already_refunded');
    const amount = asked ?? charge.left;
    if (amount > charge.left) return refused('amount_too_large');
    const refund = new ModelRefund(amount, course.done);
    charge.refunds.push(refund);
    refund.events.push('refund.created');
    if (course.done) this.atBank -= amount;
    if (course.known) this.#concludeRefund(charge, refund, at);
    return OK;
  }

  /** Whatever was left open comes to its end. */
  resolve(at: Date): void {
    if (this.#open !== null) this.#conclude(this.#open, at);
    for (const charge of this.charges) {
      for (const refund of charge.refunds) {
        if (refund.status !== 'pending') continue;
        refund.events.push('refund.updated');
        this.#concludeRefund(charge, refund, at);
      }
    }
  }

  #ask(open: Open, at: Date): Told {
    if (open.course.known) return this.#conclude(open, at);
    this.status = 'processing';
    this.#open = open;
    this.events.push('payment_intent.processing');
    return OK;
  }

  #conclude(open: Open, at: Date): Told {
    this.#open = null;
    if (open.kind === 'authorise') return this.#concludeAuthorisation(open, at);
    if (!open.course.done) {
      this.status = 'requires_capture';
      if (!open.course.known) this.events.push('payment_intent.amount_capturable_updated');
      return NOT_DONE;
    }
    if (open.kind === 'raise') return this.#concludeRaise(open);
    if (open.kind === 'void') this.#canceled();
    else this.#captured(open.amount, at);
    return OK;
  }

  #concludeRaise({ amount, course }: Open): Told {
    const charge = this.latest;
    if (charge === undefined) throw new Error('The model raised nothing.');
    this.status = 'requires_capture';
    const declined = amount > charge.first * LARGEST_RAISE;
    if (!declined || !course.known) this.events.push('payment_intent.amount_capturable_updated');
    if (declined) return refused('card_declined', 402);
    this.amount = amount;
    charge.amount = amount;
    charge.events.push('charge.updated');
    return OK;
  }

  #concludeAuthorisation({ card, course, amount }: Open, at: Date): Told {
    const { refusal } = CARDS[card];
    const failure = course.done ? (refusal?.code ?? null) : 'processing_error';
    this.charges.push(new ModelCharge(amount, failure));
    if (failure !== null) {
      this.status = 'requires_payment_method';
      this.#blocked = course.done && refusal?.blocked === true;
      this.events.push('payment_intent.payment_failed');
      return refused(failure, 402);
    }
    if (this.terms.holds) {
      this.status = 'requires_capture';
      this.events.push('payment_intent.amount_capturable_updated');
    } else this.#captured(amount, at);
    return OK;
  }

  #captured(amount: bigint, at: Date): void {
    const charge = this.latest;
    if (charge === undefined) throw new Error('The model captured nothing.');
    charge.captured = amount;
    if (this.terms.holds) charge.events.push('charge.captured');
    this.status = 'succeeded';
    this.events.push('payment_intent.succeeded');
    this.movements.push({ type: 'charge', amount, fee: this.terms.fee(amount), at });
  }

  #canceled(): void {
    this.status = 'canceled';
    this.events.push('payment_intent.canceled');
  }

  #concludeRefund(charge: ModelCharge, refund: ModelRefund, at: Date): void {
    if (refund.done) {
      refund.status = 'succeeded';
      charge.events.push('charge.refunded', 'charge.updated');
      this.movements.push({ type: 'refund', amount: -refund.amount, fee: 0n, at });
    } else {
      refund.status = 'failed';
      refund.events.push('refund.failed');
      charge.events.push('charge.updated');
    }
  }
}
