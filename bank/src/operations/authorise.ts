import type { AnsweredCard, AuthorisationAnswer, AuthorisationRequest, Network, RepeatMarks } from '../api.ts';
import { adviceFor } from '../issuers/adviceFor.ts';
import { authorisationLifetimeS } from '../issuers/authorisationLifetime.ts';
import { maskCardNumber } from '../issuers/cardNumber.ts';
import { type Decision, decideAuthorisation } from '../issuers/decideAuthorisation.ts';
import type { TestCard } from '../issuers/testCards.ts';
import { offerChallenge, provenBy } from './authenticate.ts';
import type { Bank } from './Bank.ts';
import { performOnce } from './performOnce.ts';
import { planAftermath } from './planAftermath.ts';

/** Asks the card's issuer, holds the funds, and with `capture` takes them in the same step. */
export function authorise(bank: Bank, request: AuthorisationRequest): AuthorisationAnswer & RepeatMarks {
  const { cvc: _never, ...card } = request.card;
  return performOnce<AuthorisationAnswer>(bank, {
    kind: 'authorise',
    reference: request.reference,
    authorisation: request.reference,
    content: { ...request, card },
    work: (at) => authoriseNow(bank, request, at),
    refused: () => ({ ...answerFor(request, { responseCode: 'TB', avs: null, cvc: null, card: null }), reason: 'tombstone' }),
  });
}

function authoriseNow(bank: Bank, request: AuthorisationRequest, at: number): AuthorisationAnswer {
  const { book } = bank;
  const proof = provenBy(book, request, request);
  const decision = decideAuthorisation(request, at, { proven: proof !== undefined, amount: request.amount });
  // Where the code is gone by the time that the holder has proved themselves, what it was found to be before still holds.
  const answer = answerFor(request, { ...decision, cvc: decision.cvc ?? proof?.cvc ?? null });
  const challenge = offerChallenge(book, request, decision, request);
  if (challenge) answer.challenge = challenge;
  if (decision.card) {
    answer.network_transaction_id = book.digester.networkTransactionId(request.reference);
  }
  if (decision.card && decision.responseCode === '00') {
    answer.authorisation_code = book.digester.authorisationCode(request.reference);
    answer.expires_at = at + authorisationLifetimeS(decision.card.brand, request.entry);
    answer.captured = request.capture;
    if (request.incremental && !request.capture && raisable(decision.card, request.network)) answer.incremental = true;
    if (decision.card.behaviour.looksRisky) answer.risk = 'elevated';
    if (decision.card.behaviour.availableAtOnce) answer.available_at_once = true;
  }
  book.authorisations.insert(request, { at, expiresAt: answer.expires_at, incremental: answer.incremental === true });
  if (answer.expires_at !== null && !answer.captured) {
    book.agenda.add({ dueAt: answer.expires_at, kind: 'authorisation.expired', reference: request.reference, data: {} });
  }
  if (answer.captured) planAftermath(bank, { ...request, ...maskCardNumber(request.card.number) }, at);
  return answer;
}

/** The networks whose rules let a hold be raised. */
const RAISABLE: ReadonlySet<Network | null> = new Set<Network>(['visa', 'mastercard', 'amex', 'discover']);

const raisable = (card: TestCard, wanted: Network | undefined): boolean => RAISABLE.has(networkOf(card, wanted));

function answerFor(request: AuthorisationRequest, { responseCode, avs, cvc, card }: Decision): AuthorisationAnswer {
  return {
    reference: request.reference,
    result: responseCode === '00' ? 'approved' : 'declined',
    response_code: responseCode,
    avs,
    cvc,
    authorisation_code: null,
    network_transaction_id: null,
    amount: request.amount,
    currency: request.currency,
    captured: false,
    expires_at: null,
    advice: adviceFor(responseCode),
    card: card && answeredCard(card),
    network: networkOf(card, request.network),
  };
}

/** A co-badged card goes over the network that was asked for, any other over the first one that it has. */
export function networkOf(card: TestCard | null, wanted: Network | undefined): Network | null {
  if (card === null) return null;
  return card.networks.find((network) => network === wanted) ?? card.networks[0] ?? null;
}

export function answeredCard({ brand, funding, country, issuer, networks }: TestCard): AnsweredCard {
  return { brand, funding, country, issuer, networks };
}
