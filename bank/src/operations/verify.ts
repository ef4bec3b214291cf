import type { RepeatMarks, VerificationAnswer, VerificationRequest } from '../api.ts';
import { adviceFor } from '../issuers/adviceFor.ts';
import { maskCardNumber } from '../issuers/cardNumber.ts';
import { type Decision, decideAuthorisation } from '../issuers/decideAuthorisation.ts';
import { offerChallenge, provenBy } from './authenticate.ts';
import { answeredCard, networkOf } from './authorise.ts';
import type { Bank } from './Bank.ts';
import { Refusal } from './Refusal.ts';

/** Asks the card's issuer whether the card is good, for nothing. One reference, one question, as with what moves money. */
export function verify({ book, clock }: Bank, request: VerificationRequest): VerificationAnswer & Pick<RepeatMarks, 'repeated'> {
  const { reference } = request;
  const { cvc: _never, ...card } = request.card;
  const digest = book.digester.request('verify', { ...request, card });
  return book.transaction(() => {
    const barred = book.operations.find(reference);
    if (barred?.kind === 'tombstone') {
      book.operations.countRefusal(reference);
      return { ...answerFor(request, { responseCode: 'TB', avs: null, cvc: null, card: null }), reason: 'tombstone' as const };
    }
    const earlier = book.verifications.find(reference);
    if (barred || (earlier && earlier.digest !== digest)) {
      throw new Refusal(409, 'reference_reused', 'This reference was used before for another request.');
    }
    if (earlier) return { ...(JSON.parse(earlier.answer) as VerificationAnswer), repeated: true as const };
    const at = clock.nowS();
    const proof = provenBy(book, request, null);
    const decision = decideAuthorisation(request, at, { proven: proof !== undefined, amount: 0 });
    const answer = answerFor(request, { ...decision, cvc: decision.cvc ?? proof?.cvc ?? null });
    if (decision.card) answer.network_transaction_id = book.digester.networkTransactionId(reference);
    const challenge = offerChallenge(book, request, decision, null);
    if (challenge) answer.challenge = challenge;
    book.verifications.insert(answer, { at, last4: maskCardNumber(request.card.number)?.last4 ?? null, digest });
    return answer;
  });
}

function answerFor(request: VerificationRequest, { responseCode, avs, cvc, card }: Decision): VerificationAnswer {
  return {
    reference: request.reference,
    result: responseCode === '00' ? 'approved' : 'declined',
    response_code: responseCode,
    avs,
    cvc,
    network_transaction_id: null,
    advice: adviceFor(responseCode),
    card: card && answeredCard(card),
    network: networkOf(card, request.network),
  };
}
