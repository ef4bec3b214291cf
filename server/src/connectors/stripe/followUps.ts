import type { FollowUpOutcome, FollowUpRequest, HttpAnswer, NextStep } from '../port.ts';
import { errorAnswer, intentAnswer, refundAnswer } from './answers.ts';
import { CAPTURE, getIntent, INCREMENT } from './calls.ts';
import { isOurs, isUnknown, read, refundOutcome, refusalOf, refusedAs, turnedAway, unknown } from './outcomes.ts';

type About = Pick<FollowUpRequest, 'reference' | 'amount'>;

const declined = (reason: string): FollowUpOutcome => ({ result: 'declined', decline: { reason } });

/** What every later step has in common: it was turned away, was not done (402), or is refused for good (400). Null when it is none of these. */
export function refused(answer: HttpAnswer): FollowUpOutcome | null {
  const away = refusalOf(answer, [402]);
  if (away !== null) return turnedAway(away);
  const refusal = refusalOf(answer, [400]);
  return refusal === null ? null : declined(refusal.code ?? refusal.type);
}

/** Whether an intent has been captured, and by this very request. */
export function captureStanding(answer: HttpAnswer, id: string, reference: string): FollowUpOutcome | 'held' {
  const intent = read(intentAnswer, answer);
  if (isUnknown(intent)) return intent;
  if (intent.id !== id) return unknown('the answer belongs to another payment');
  if (intent.status === 'requires_capture') return 'held';
  if (intent.status === 'canceled') return declined('canceled');
  if (intent.status !== 'succeeded') return unknown(`the payment is ${intent.status}`);
  return intent.metadata[CAPTURE] === reference ? { result: 'approved', approval: null } : declined('captured_before');
}

export function readCaptured(answer: HttpAnswer, id: string, { reference }: About): FollowUpOutcome {
  const refusal = refused(answer);
  if (refusal !== null) return refusal;
  const standing = captureStanding(answer, id, reference);
  if (standing === 'held') return unknown('a payment that was captured is held');
  // A capture that was answered as done, but does not name ours, is an answer to something else.
  return standing.result === 'declined' ? unknown('the answer belongs to another capture') : standing;
}

/** Whether a hold was raised to this amount, by this very request. */
export function incrementStanding(answer: HttpAnswer, id: string, { reference, amount }: About): FollowUpOutcome | 'as before' {
  const intent = read(intentAnswer, answer);
  if (isUnknown(intent)) return intent;
  if (intent.id !== id) return unknown('the answer belongs to another payment');
  const isRaised = intent.metadata[INCREMENT] === reference && BigInt(intent.amount) === amount.amount;
  if (isRaised) return { result: 'approved', approval: null };
  if (intent.status === 'requires_capture') return 'as before';
  return intent.status === 'processing' ? unknown('the payment is processing') : declined(intent.status);
}

/** An issuer that wants no more refuses as it refuses a charge; what is held stays. */
export function readIncremented(answer: HttpAnswer, id: string, about: About): FollowUpOutcome {
  const { data } = errorAnswer.safeParse(answer.body);
  if (answer.status === 402 && data?.error.type === 'card_error') {
    if (data.error.payment_intent?.id !== id) return unknown('unreadable refusal');
    const { code, declineCode, networkCode, advice } = refusedAs(data.error);
    return { result: 'declined', decline: { reason: declineCode, issuer: { code, declineCode, networkCode, advice } } };
  }
  const refusal = refused(answer);
  if (refusal !== null) return refusal;
  const standing = incrementStanding(answer, id, about);
  if (standing === 'as before') return unknown('the answer belongs to another raise');
  return standing.result === 'declined' ? unknown(`a hold that was raised is ${standing.decline.reason}`) : standing;
}

export function voidStanding(answer: HttpAnswer, id: string): FollowUpOutcome | 'held' {
  const intent = read(intentAnswer, answer);
  if (isUnknown(intent)) return intent;
  if (intent.id !== id) return unknown('the answer belongs to another payment');
  if (intent.status === 'canceled') return { result: 'approved', approval: null };
  if (intent.status === 'requires_capture') return 'held';
  return intent.status === 'succeeded' ? declined('captured_before') : unknown(`the payment is ${intent.status}`);
}

/** A payment that cannot be canceled may have been: whoever asked first, it is not held any more. So it is looked at. */
export function readCanceled(answer: HttpAnswer, id: string): FollowUpOutcome | NextStep<FollowUpOutcome> {
  const read = (one: HttpAnswer): FollowUpOutcome => {
    const standing = voidStanding(one, id);
    return standing === 'held' ? unknown('a payment that was canceled is held') : standing;
  };
  if (answer.status === 400 && errorAnswer.safeParse(answer.body).success) return { next: getIntent(id), read };
  return refused(answer) ?? read(answer);
}

export function readRefunded(answer: HttpAnswer, { reference, amount }: About): FollowUpOutcome {
  const refusal = refused(answer);
  if (refusal !== null) return refusal;
  const refund = read(refundAnswer, answer);
  if (isUnknown(refund)) return refund;
  const fits = isOurs(refund, reference) && BigInt(refund.amount) === amount.amount;
  return fits ? refundOutcome(refund) : unknown('the answer belongs to another reference');
}
