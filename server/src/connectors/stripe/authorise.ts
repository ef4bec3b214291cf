import type { AuthoriseOutcome, AuthoriseRequest, HttpAnswer, NextStep } from '../port.ts';
import { errorAnswer, type IntentAnswer, intentAnswer } from './answers.ts';
import { type Confirmed, confirmIntent } from './calls.ts';
import { declineOf, isOurs, isUnknown, read, refusalOf, standingOf, turnedAway, type Unknown, unknown } from './outcomes.ts';

/** Whether an intent is the one that was asked for: ours, and for the same money. */
export const isAsAsked = (intent: IntentAnswer, { reference, amount }: Pick<AuthoriseRequest, 'reference' | 'amount'>): boolean =>
  isOurs(intent, reference) && BigInt(intent.amount) === amount.amount && intent.currency === amount.currency;

/** The intent that was made for a request, or found again by its key. */
export function readMade(
  answer: HttpAnswer,
  { reference, amount }: Pick<AuthoriseRequest, 'reference' | 'amount'>,
): IntentAnswer | Unknown {
  const intent = read(intentAnswer, answer);
  if (isUnknown(intent)) return intent;
  return isAsAsked(intent, { reference, amount }) ? intent : unknown('the answer belongs to another reference');
}

const UNCONFIRMED: ReadonlySet<string> = new Set(['requires_payment_method', 'requires_confirmation']);

/** After the intent was made it is confirmed. Where making it was refused, no card has been sent, so nothing can have been charged. */
export function readCreated(answer: HttpAnswer, request: Confirmed): AuthoriseOutcome | NextStep<AuthoriseOutcome> {
  const refusal = refusalOf(answer, [400]);
  if (refusal !== null) return turnedAway(refusal);
  const intent = readMade(answer, request);
  if (isUnknown(intent)) return intent;
  if (!UNCONFIRMED.has(intent.status)) return unknown(`a payment that was just made is ${intent.status}`);
  return { next: confirmIntent(intent.id, request), read: (confirmed) => readConfirmed(confirmed, intent.id, request) };
}

const CARD_REFUSED = 402;

/** A card that was refused is told as an error with the intent in it. What else went wrong is found out by looking the intent up. */
function readConfirmed(answer: HttpAnswer, id: string, request: Confirmed): AuthoriseOutcome {
  if (answer.status === CARD_REFUSED) {
    const { data } = errorAnswer.safeParse(answer.body);
    const about = data?.error.payment_intent;
    if (data?.error.type !== 'card_error' || about?.id !== id || !isOurs(about, request.reference)) return unknown('unreadable refusal');
    return { result: 'declined', decline: declineOf(data.error, null) };
  }
  const refusal = refusalOf(answer);
  if (refusal !== null) return turnedAway(refusal);
  const intent = read(intentAnswer, answer);
  if (isUnknown(intent)) return intent;
  if (intent.id !== id || !isAsAsked(intent, request)) return unknown('the answer belongs to another payment');
  const standing = standingOf(intent);
  return standing === 'nothing' ? unknown(`a payment that was confirmed is ${intent.status}`) : standing;
}
