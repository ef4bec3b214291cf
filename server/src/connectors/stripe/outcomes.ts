import type { z } from 'zod';
import type { Approval, AuthoriseOutcome, CardAnswer, Decline, FollowUpOutcome, HttpAnswer } from '../port.ts';
import { type ChargeAnswer, type ErrorAnswer, errorAnswer, type IntentAnswer, type RefundAnswer, type Refusal } from './answers.ts';
import { REFERENCE } from './calls.ts';

export interface Unknown {
  readonly result: 'unknown';
  readonly reason: string;
}
export const unknown = (reason: string): Unknown => ({ result: 'unknown', reason });
export const isUnknown = (value: object): value is Unknown => 'result' in value && value.result === 'unknown';

/** Reads an answer of status 200. */
export function read<T>(schema: z.ZodType<T>, { status, body }: HttpAnswer): T | Unknown {
  if (status !== 200) return unknown(`status ${status}${messageOf(body)}`);
  const parsed = schema.safeParse(body);
  return parsed.success ? parsed.data : unknown('unreadable answer');
}

const messageOf = (body: unknown): string => {
  const parsed = errorAnswer.safeParse(body);
  return parsed.success ? `: ${parsed.data.error.message ?? parsed.data.error.type}` : '';
};

/** That the provider would not even begin: wrong credentials, too many requests. Such answers carry the provider's own words. */
const TURNED_AWAY: ReadonlySet<number> = new Set([401, 403, 404, 429]);
/** A second request under a key that is at work, or was used for something else: the first one's end is not known. */
const OF_THE_KEY: ReadonlySet<string> = new Set(['idempotency_key_in_use', 'idempotency_error']);

/** The error in an answer that certainly did nothing; null when that is not certain. */
export function refusalOf({ status, body }: HttpAnswer, also: readonly number[] = []): ErrorAnswer | null {
  if (!TURNED_AWAY.has(status) && !also.includes(status)) return null;
  const parsed = errorAnswer.safeParse(body);
  if (!parsed.success) return null;
  const { error } = parsed.data;
  return OF_THE_KEY.has(error.type) || OF_THE_KEY.has(error.code ?? '') ? null : error;
}

export const turnedAway = ({ message, type }: ErrorAnswer) =>
  ({ result: 'failed', reason: `The provider turned us away: ${message ?? type}` }) as const;

export const isOurs = (intent: { readonly metadata: Readonly<Record<string, string>> }, reference: string): boolean =>
  intent.metadata[REFERENCE] === reference;

export const NO_ANSWER: CardAnswer = {
  checks: { line1: null, postalCode: null, cvc: null },
  country: null,
  funding: null,
  network: null,
  networks: [],
};

type Card = NonNullable<NonNullable<ChargeAnswer['payment_method_details']>['card']>;
export const checksOf = (checks: Card['checks']): CardAnswer['checks'] => ({
  line1: checks?.address_line1_check ?? null,
  postalCode: checks?.address_postal_code_check ?? null,
  cvc: checks?.cvc_check ?? null,
});

function cardAnswer(charge: ChargeAnswer | null): CardAnswer {
  const card = charge?.payment_method_details?.card;
  if (!card) return NO_ANSWER;
  return {
    checks: checksOf(card.checks),
    country: card.country ?? null,
    funding: card.funding ?? null,
    network: card.network ?? null,
    networks: card.network ? [card.network] : [],
  };
}

const CODES = [
  'authentication_required',
  'card_declined',
  'expired_card',
  'incorrect_cvc',
  'incorrect_number',
  'processing_error',
] as const;
const ADVICE = ['do_not_try_again', 'try_again_later', 'confirm_card_data'] as const;

/** A refusal keeps its code; one that our wire does not know is a plain decline, which names it. */
export function declineOf(refusal: Refusal, charge: ChargeAnswer | null): Decline {
  return { ...refusedAs(refusal), blocked: charge?.outcome?.type === 'blocked', card: cardAnswer(charge) };
}

/** The same for what the issuer says of a hold that was to be raised. */
export function refusedAs(refusal: Refusal): Omit<Decline, 'blocked' | 'card'> {
  const given = refusal.code ?? 'card_declined';
  return {
    code: CODES.find((code) => code === given) ?? 'card_declined',
    declineCode: refusal.decline_code ?? (given === 'card_declined' ? 'generic_decline' : given),
    networkCode: refusal.network_decline_code ?? '',
    ...(refusal.network_advice_code && { networkAdvice: refusal.network_advice_code }),
    advice: ADVICE.find((advice) => advice === refusal.advice_code) ?? null,
  };
}

function approvalOf(intent: IntentAnswer, charge: ChargeAnswer): Approval {
  const card = charge.payment_method_details?.card;
  return {
    authorisationCode: card?.authorization_code ?? '',
    // Where the network's id is not told, the provider's own name says at least that the card has been charged.
    networkTransactionId: card?.network_transaction_id ?? charge.id,
    captured: intent.status === 'succeeded',
    captureBefore: intent.status === 'succeeded' ? null : (card?.capture_before ?? null),
    riskLevel: charge.outcome?.risk_level === 'highest' ? 'highest' : 'normal',
    card: cardAnswer(charge),
    ...(card?.incremental_authorization?.status === 'available' && { incremental: true }),
    providerReference: intent.id,
  };
}

/** How an intent stands: `nothing` when nobody has confirmed it. */
export function standingOf(intent: IntentAnswer): AuthoriseOutcome | 'nothing' {
  const charge = typeof intent.latest_charge === 'object' && intent.latest_charge !== null ? intent.latest_charge : null;
  switch (intent.status) {
    case 'succeeded':
    case 'requires_capture':
      return charge === null ? unknown('an approval without its charge') : { result: 'approved', approval: approvalOf(intent, charge) };
    case 'requires_payment_method':
      return intent.last_payment_error ? { result: 'declined', decline: declineOf(intent.last_payment_error, charge) } : 'nothing';
    // Nobody is here who could act; what stays so moves nothing.
    case 'requires_confirmation':
    case 'requires_action':
      return 'nothing';
    case 'canceled':
      return { result: 'failed', reason: 'canceled' };
    default:
      return unknown(`the payment is ${intent.status}`);
  }
}

/** A pending refund may still fail: an event tells how it ends. */
export function refundOutcome({ status, failure_reason: reason }: RefundAnswer): FollowUpOutcome {
  if (status === 'succeeded') return { result: 'approved', approval: null };
  if (status === 'pending') return { result: 'approved', approval: { pending: true } };
  if (status === 'failed' || status === 'canceled') return { result: 'declined', decline: { reason: reason ?? status } };
  return unknown(`the refund is ${status}`);
}
