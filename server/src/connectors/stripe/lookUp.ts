import type { FollowUpOutcome, HttpAnswer, HttpCall, LookUpAnswer, LookUpRequest, NextStep } from '../port.ts';
import { type IntentAnswer, intentAnswer, intentSearch, refundList } from './answers.ts';
import { isAsAsked, readMade } from './authorise.ts';
import { cancelIntent, captureIntent, createIntent, getIntent, incrementIntent, listRefunds, refundIntent, searchIntent } from './calls.ts';
import { getDispute, readAcceptance, readSubmission } from './disputes.ts';
import {
  captureStanding,
  incrementStanding,
  readCanceled,
  readCaptured,
  readIncremented,
  readRefunded,
  voidStanding,
} from './followUps.ts';
import { isOurs, isUnknown, read, refundOutcome, standingOf, type Unknown, unknown } from './outcomes.ts';
import { providerIntent } from './providerIntent.ts';
import { createSetup, getSetup, readMadeSetup, readSetupStanding } from './verify.ts';

/** For so long a key surely means the same request again; the provider keeps keys for a day. */
const KEYS_LAST_MS = 20 * 3600_000;
const isOld = ({ ageMs }: LookUpRequest): boolean => ageMs > KEYS_LAST_MS;

type Step<Output> = Output | NextStep<Output>;

/** Nothing that came so late can be under way any more. */
const NEVER: LookUpAnswer = { found: 'tombstone' };
const open = (reason: string): LookUpAnswer => ({ found: 'unknown', reason });
const asFound = (outcome: FollowUpOutcome): LookUpAnswer =>
  outcome.result === 'unknown' ? open(outcome.reason) : { found: 'operation', outcome };

/** How the intent of an authorisation is found: by making it again under its key, or later by its reference. Neither moves anything. */
export const findIntent = (asked: LookUpRequest): HttpCall => (isOld(asked) ? searchIntent(asked.reference) : createIntent(asked));

/** The intent that `findIntent` found; null when there is none. */
export function foundIntent(answer: HttpAnswer, asked: LookUpRequest): IntentAnswer | Unknown | null {
  if (!isOld(asked)) return readMade(answer, asked);
  const found = read(intentSearch, answer);
  if (isUnknown(found)) return found;
  return found.data.filter((intent) => isOurs(intent, asked.reference)).sort((a, b) => a.created - b.created)[0] ?? null;
}

/**
 * What became of an operation. An authorisation is only looked at. Later steps that are not found are asked for again while that cannot do
 * them twice: a hold is captured or canceled once however often it is asked for, and a refund has its key.
 */
export const startLookUp = (asked: LookUpRequest): HttpCall => {
  if (asked.kind === 'authorise') return findIntent(asked);
  if (asked.kind === 'verify') return createSetup(asked);
  if (asked.kind === 'submit_evidence' || asked.kind === 'accept_dispute') return getDispute(asked);
  return asked.kind === 'refund' ? listRefunds(providerIntent(asked)) : getIntent(providerIntent(asked));
};

export function readLookUp(answer: HttpAnswer, asked: LookUpRequest): Step<LookUpAnswer> {
  switch (asked.kind) {
    case 'authorise':
      return readAuthorisation(answer, asked);
    case 'capture':
      return readCapture(answer, asked);
    case 'increment':
      return readIncrement(answer, asked);
    case 'verify':
      return readVerification(answer, asked);
    case 'void':
      return readVoid(answer, asked);
    case 'refund':
      return readRefund(answer, asked);
    case 'submit_evidence':
      return readSubmission(answer, asked);
    case 'accept_dispute':
      return readAcceptance(answer, asked);
    default:
      return open(`nothing is known of a ${asked.kind} here`);
  }
}

function readAuthorisation(answer: HttpAnswer, asked: LookUpRequest): Step<LookUpAnswer> {
  const made = foundIntent(answer, asked);
  if (made === null) return NEVER;
  if (isUnknown(made)) return open(made.reason);
  return { next: getIntent(made.id), read: (looked) => readStanding(looked, made.id, asked) };
}

function readStanding(answer: HttpAnswer, id: string, asked: LookUpRequest): LookUpAnswer {
  const intent = read(intentAnswer, answer);
  if (isUnknown(intent)) return open(intent.reason);
  if (intent.id !== id || !isAsAsked(intent, asked)) return open('the answer belongs to another payment');
  const standing = standingOf(intent);
  if (standing === 'nothing') return { found: 'nothing' };
  return standing.result === 'unknown' ? open(standing.reason) : { found: 'operation', outcome: standing };
}

function readCapture(answer: HttpAnswer, asked: LookUpRequest): Step<LookUpAnswer> {
  const id = providerIntent(asked);
  const standing = captureStanding(answer, id, asked.reference);
  if (standing !== 'held') return asFound(standing);
  if (isOld(asked)) return NEVER;
  const { headers: _key, ...call } = captureIntent(id, asked);
  return { next: call, read: (captured) => asFound(repeated(readCaptured(captured, id, asked))) };
}

/** A raise that is not there is asked for again under its key, which does it once. */
function readIncrement(answer: HttpAnswer, asked: LookUpRequest): Step<LookUpAnswer> {
  const id = providerIntent(asked);
  const standing = incrementStanding(answer, id, asked);
  if (standing !== 'as before') return asFound(standing);
  if (isOld(asked)) return NEVER;
  return { next: incrementIntent(id, asked), read: (raised) => asFound(readIncremented(raised, id, asked)) };
}

/** What became of a verification, which moved nothing in any case. */
function readVerification(answer: HttpAnswer, asked: LookUpRequest): Step<LookUpAnswer> {
  if (isOld(asked)) return NEVER;
  const setup = readMadeSetup(answer, asked);
  if (isUnknown(setup)) return open(setup.reason);
  return { next: getSetup(setup.id), read: (looked) => readSetupStanding(looked, setup.id, asked.reference) };
}

/** A repeat that is refused may have met the first request, which was done in between: the next look tells. */
const repeated = (outcome: FollowUpOutcome): FollowUpOutcome =>
  outcome.result === 'declined' && outcome.decline.reason === 'payment_intent_unexpected_state' ? unknown('done in between') : outcome;

function readVoid(answer: HttpAnswer, asked: LookUpRequest): Step<LookUpAnswer> {
  const id = providerIntent(asked);
  const standing = voidStanding(answer, id);
  if (standing !== 'held') return asFound(standing);
  if (isOld(asked)) return NEVER;
  const { headers: _key, ...call } = cancelIntent(id, asked.reference);
  return { next: call, read: (canceled) => lift(readCanceled(canceled, id)) };
}

const lift = (step: Step<FollowUpOutcome>): Step<LookUpAnswer> =>
  'next' in step ? { next: step.next, read: (answer) => lift(step.read(answer)) } : asFound(step);

function readRefund(answer: HttpAnswer, asked: LookUpRequest): Step<LookUpAnswer> {
  const list = read(refundList, answer);
  if (isUnknown(list)) return open(list.reason);
  const known = list.data.find((refund) => isOurs(refund, asked.reference));
  if (known !== undefined) return asFound(refundOutcome(known));
  if (list.has_more) return open('more refunds than one page holds');
  if (isOld(asked)) return NEVER;
  return { next: refundIntent(providerIntent(asked), asked), read: (refunded) => asFound(readRefunded(refunded, asked)) };
}
