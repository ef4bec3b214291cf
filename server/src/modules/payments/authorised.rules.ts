import { ERRORS } from '@guichet/contract/errors.ts';
import type { WireOutcome } from '@guichet/contract/wire/charge.ts';
import type { WireChecks } from '@guichet/contract/wire/common.ts';
import type { Approval, CardAnswer, Decline } from '../../connectors/index.ts';
import type { Attempt } from '../attempts/index.ts';
import type { CardMethod } from '../payment_methods/index.ts';
import { detailsOf } from './authorisation.rules.ts';
import type { CardCharge, ChargedCard } from './charge.ts';
import { newCharge } from './newCharge.rules.ts';
import type { PaymentIntent } from './paymentIntent.ts';

/** What an authorisation is about: the attempt, the intent that waits for it, the card. */
export interface AuthorisationFacts {
  readonly attempt: Attempt;
  readonly intent: PaymentIntent;
  readonly method: CardMethod;
  readonly now: Date;
}

/** What became of it, in one shape for all ways that it can end. `decline.reached` tells whether the issuer was asked at all. */
export type Answer =
  | { readonly result: 'approved'; readonly approval: Approval }
  | { readonly result: 'declined'; readonly decline: Decline }
  | { readonly result: 'failed'; readonly reason: string };

function checksOf(card: CardAnswer | null): WireChecks {
  return {
    address_line1_check: card?.checks.line1 ?? null,
    address_postal_code_check: card?.checks.postalCode ?? null,
    cvc_check: card?.checks.cvc ?? null,
  };
}

const cardAnswerOf = (answer: Answer): CardAnswer | null => {
  if (answer.result === 'approved') return answer.approval.card;
  return answer.result === 'declined' ? answer.decline.card : null;
};

function chargedCard({ attempt, method, intent }: AuthorisationFacts, answer: Answer): ChargedCard {
  const card = cardAnswerOf(answer);
  const approval = answer.result === 'approved' ? answer.approval : null;
  const proof = detailsOf(attempt).proof ?? null;
  return {
    type: 'card',
    brand: method.brand,
    last4: method.last4,
    expMonth: method.expMonth,
    expYear: method.expYear,
    country: card?.country ?? method.country,
    funding: card?.funding ?? method.funding,
    network: card?.network ?? null,
    checks: checksOf(card),
    authorisationCode: approval?.authorisationCode ?? null,
    networkTransactionId: approval?.networkTransactionId ?? null,
    moto: intent.cardOptions.moto ?? false,
    ...(approval?.incremental === true && { incremental: true }),
    proof: proof && { eci: proof.eci, version: proof.version, transactionId: proof.transactionId },
  };
}

const APPROVED: Omit<WireOutcome, 'risk_level'> = {
  advice_code: null,
  network_advice_code: null,
  network_decline_code: null,
  network_status: 'approved_by_network',
  reason: null,
  seller_message: 'Payment complete.',
  type: 'authorized',
};

function outcomeOf(answer: Answer): WireOutcome {
  if (answer.result === 'approved') return { ...APPROVED, risk_level: answer.approval.riskLevel };
  if (answer.result === 'failed') {
    return {
      ...APPROVED,
      network_status: 'not_sent_to_network',
      reason: 'processing_error',
      risk_level: 'normal',
      seller_message: 'The provider was not reached or did not answer; nothing was authorised.',
      type: 'issuer_declined',
    };
  }
  const { decline } = answer;
  return {
    advice_code: decline.advice,
    network_advice_code: decline.networkAdvice ?? null,
    network_decline_code: decline.networkCode,
    network_status: decline.blocked ? 'not_sent_to_network' : 'declined_by_network',
    reason: decline.blocked ? 'highest_risk_level' : decline.declineCode,
    risk_level: decline.blocked ? 'highest' : 'normal',
    seller_message: decline.blocked ? 'The provider blocked this payment as too risky.' : 'The bank declined this payment.',
    type: decline.blocked ? 'blocked' : 'issuer_declined',
  };
}

interface Failure {
  readonly code: 'authentication_required' | 'card_declined' | 'expired_card' | 'incorrect_cvc' | 'incorrect_number' | 'processing_error';
  readonly declineCode: string;
  readonly message: string;
}

/** What a refusal is called on the wire, or null when the payment was approved. */
function failureOf(answer: Answer): Failure | null {
  if (answer.result === 'approved') return null;
  const { code, declineCode } =
    answer.result === 'declined' ? answer.decline : ({ code: 'processing_error', declineCode: 'processing_error' } as const);
  return { code, declineCode, message: declineCode === 'insufficient_funds' ? 'Your card has insufficient funds.' : ERRORS[code].message };
}

/** The charge that records the outcome of an authorisation, without what a capture adds to it. */
export function authorisedCharge(facts: AuthorisationFacts, answer: Answer): CardCharge {
  const failure = failureOf(answer);
  const captureBefore = answer.result === 'approved' ? answer.approval.captureBefore : null;
  return {
    ...newCharge(facts),
    providerReference: answer.result === 'approved' ? (answer.approval.providerReference ?? null) : null,
    status: failure === null ? 'succeeded' : 'failed',
    details: chargedCard(facts, answer),
    outcome: outcomeOf(answer),
    failureCode: failure?.code ?? null,
    failureMessage: failure?.message ?? null,
    declineCode: failure?.declineCode ?? null,
    captureBefore: captureBefore === null ? null : new Date(captureBefore * 1000),
  };
}
